import type { Subject } from "../../lib/app/define.ts";
import { beanstalkHealth, beanstalkStatus, managedUpdatesState } from "./events.ts";
import { managedUpdateShape } from "./managed-update-message.ts";
import { beanstalkNewsShape } from "./state.ts";

/** Elastic Beanstalk: health, failed updates, managed updates. */
export const beanstalk: Subject = {
  events: [beanstalkHealth, beanstalkStatus],
  states: [managedUpdatesState, managedUpdateShape, beanstalkNewsShape],
};
