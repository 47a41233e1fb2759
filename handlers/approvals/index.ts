import type { Subject } from "../../lib/app/define.ts";
import { approvalExpiry } from "./jobs.ts";

/** Requests for a second person that nobody has answered in time. */
export const approvals: Subject = {
  jobs: [approvalExpiry],
};
