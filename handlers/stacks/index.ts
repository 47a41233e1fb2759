import type { Subject } from "../../lib/app/define.ts";
import { stackDrift, stackState, stackStatus } from "./events.ts";
import { driftShape } from "./message.ts";
import { stackOperationShape } from "./state.ts";

/** CloudFormation stacks that fail or drift. */
export const stacks: Subject = {
  events: [stackStatus, stackDrift],
  states: [stackState, driftShape, stackOperationShape],
};
