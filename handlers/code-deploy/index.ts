import type { Subject } from "../../lib/app/define.ts";
import { codeDeployment, knownDeploymentState } from "./events.ts";
import { codeDeploymentShape } from "./state.ts";

/** Failing CodeDeploy deployments. */
export const codeDeploy: Subject = {
  events: [codeDeployment],
  states: [knownDeploymentState, codeDeploymentShape],
};
