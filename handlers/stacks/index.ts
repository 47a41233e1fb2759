import type { Subject } from "../../lib/app/define.ts";
import { stackDrift, stackStatus } from "./events.ts";

/** CloudFormation stacks that fail or drift. */
export const stacks: Subject = {
  events: [stackStatus, stackDrift],
};
