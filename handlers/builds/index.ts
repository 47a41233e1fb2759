import type { Subject } from "../../lib/app/define.ts";
import { build, buildTimesState } from "./events.ts";
import { buildShape, failingProjectShape } from "./state.ts";

/** Builds in CodeBuild that fail. */
export const builds: Subject = {
  events: [build],
  states: [buildTimesState, buildShape, failingProjectShape],
};
