import type { Subject } from "../../lib/app/define.ts";
import { nightshiftStatus } from "./commands/status.ts";

/** Help and the overview. */
export const overview: Subject = {
  commands: [nightshiftStatus],
};
export { helpFor } from "./commands/help.ts";
