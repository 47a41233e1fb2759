import type { Subject } from "../../lib/app/define.ts";
import { ecsService, ecsTask } from "./events.ts";

/** Services and tasks of ECS that fail. */
export const ecs: Subject = {
  events: [ecsService, ecsTask],
};
