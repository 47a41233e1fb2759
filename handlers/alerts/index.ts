import type { Subject } from "../../lib/app/define.ts";
import { acknowledge, mute, unmute } from "./actions.ts";
import { nightshiftAlerts, nightshiftMutes } from "./commands.ts";
import { digest, escalation } from "./jobs.ts";

/** Actions on alerts, and lists of them. */
export const alerts: Subject = {
  commands: [nightshiftAlerts, nightshiftMutes],
  actions: [acknowledge, mute, unmute],
  jobs: [digest, escalation],
};
