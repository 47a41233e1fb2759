import type { Subject } from "../../lib/app/define.ts";
import { build } from "./events.ts";

/** Builds in CodeBuild that fail. */
export const builds: Subject = {
  events: [build],
};
