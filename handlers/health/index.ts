import type { Subject } from "../../lib/app/define.ts";
import { healthAlertStateShape, healthEvent } from "./events.ts";

/** AWS Health: what AWS itself gives notice of. */
export const health: Subject = {
  events: [healthEvent],
  states: [healthAlertStateShape],
};
