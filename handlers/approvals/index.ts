import type { Subject } from "../../lib/app/define.ts";
import { approvalExpiry } from "./jobs.ts";

/** Requests for a second person that expired without an answer. */
export const approvals: Subject = {
  jobs: [approvalExpiry],
};
