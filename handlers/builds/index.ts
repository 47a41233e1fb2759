import type { Subject } from "../../lib/app/define.ts";
import { build, buildTimesState } from "./events.ts";
import { buildShape, failingProjectShape } from "./state.ts";

/** Failing CodeBuild builds. */
export const builds: Subject = {
  events: [build],
  states: [buildTimesState, buildShape, failingProjectShape],
};
