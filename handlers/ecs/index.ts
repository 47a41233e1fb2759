import type { Subject } from "../../lib/app/define.ts";
import { ecsNewsShape, ecsService, ecsTask } from "./events.ts";
import { ecsTroubleShape } from "./state.ts";

/** Failing ECS services and tasks. */
export const ecs: Subject = {
  events: [ecsService, ecsTask],
  states: [ecsNewsShape, ecsTroubleShape],
};
