import type { Subject } from "../../lib/app/define.ts";
import { beanstalkHealth, beanstalkStatus } from "./events.ts";

/** Elastic Beanstalk: health, failed updates, managed updates. */
export const beanstalk: Subject = {
  events: [beanstalkHealth, beanstalkStatus],
};
