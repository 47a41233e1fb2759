import type { Subject } from "../../lib/app/define.ts";
import { replay } from "./actions.ts";
import { deadLetterStateShape } from "./service.ts";

/** Requests and events that failed for good. */
export const deadLetters: Subject = {
  actions: [replay],
  states: [deadLetterStateShape],
};
export { publishDeadLetter } from "./service.ts";
