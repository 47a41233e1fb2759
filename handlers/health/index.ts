import type { Subject } from "../../lib/app/define.ts";
import { healthAlertStateShape, healthEvent } from "./events.ts";

/** AWS Health: AWS's own notices. */
export const health: Subject = {
  events: [healthEvent],
  states: [healthAlertStateShape],
};
