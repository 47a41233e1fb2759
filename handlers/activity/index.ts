import type { Subject } from "../../lib/app/define.ts";
import { showActivity } from "./actions.ts";

/** Recent changes to the subject of an alert or a deployment, from CloudTrail. */
export const activity: Subject = {
  actions: [showActivity],
};
