import type { Subject } from "../../lib/app/define.ts";
import { replay } from "./actions.ts";

/** What every try of which has failed. */
export const deadLetters: Subject = {
  actions: [replay],
};
export { publishDeadLetter } from "./service.ts";
