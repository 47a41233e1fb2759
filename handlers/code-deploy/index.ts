import type { Subject } from "../../lib/app/define.ts";
import { codeDeployment } from "./events.ts";

/** Deployments in CodeDeploy that fail. */
export const codeDeploy: Subject = {
  events: [codeDeployment],
};
