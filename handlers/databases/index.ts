import type { Subject } from "../../lib/app/define.ts";
import { database, transitionsState } from "./events.ts";
import { databaseNewsShape } from "./state.ts";
import { observedShape } from "./transition-state.ts";

/** Events of RDS databases. */
export const databases: Subject = {
  events: [database],
  states: [transitionsState, databaseNewsShape, observedShape],
};
