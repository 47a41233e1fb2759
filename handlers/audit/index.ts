import type { Subject } from "../../lib/app/define.ts";
import { nightshiftAudit } from "./commands.ts";

/** Who did what, when and where, with what result. */
export const audit: Subject = {
  commands: [nightshiftAudit],
};
