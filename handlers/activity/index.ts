import type { Subject } from "../../lib/app/define.ts";
import { showActivity } from "./actions.ts";

/** What changed lately of what an alert or a deployment is about, from CloudTrail. */
export const activity: Subject = {
  actions: [showActivity],
};
export { activityReference } from "./message.ts";
