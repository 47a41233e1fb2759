import type { Subject } from "../../lib/app/define.ts";
import { approve, reject } from "./actions/approval.ts";
import { retry } from "./actions/retry.ts";
import { stopExecution } from "./actions/stop-execution.ts";
import { deploy } from "./commands/deploy.ts";
import { deployStatus } from "./commands/deploy-status.ts";
import { deployStop } from "./commands/deploy-stop.ts";
import { deploymentEvents } from "./events.ts";
import { deploymentCheck } from "./jobs.ts";
import { pipelinesState } from "./kinds/codepipeline/state.ts";
import { deploymentIdShape, deploymentShape } from "./state.ts";

/** Deployments, however they were started. */
export const deployments: Subject = {
  commands: [deploy, deployStatus, deployStop],
  actions: [approve, reject, retry, stopExecution],
  events: deploymentEvents,
  jobs: [deploymentCheck],
  states: [pipelinesState, deploymentShape, deploymentIdShape],
};
export { environmentLine } from "./commands/deploy-status.ts";
export { findAction, publishDeploymentFinding } from "./kinds/codepipeline/finding.ts";
export { pipelinesState } from "./kinds/codepipeline/state.ts";
export { deploymentReads, deployVerbs } from "./kinds/index.ts";
export { deploymentLock } from "./service.ts";
export { deploymentKey, deploymentShape, isDeploymentKey, view } from "./state.ts";
