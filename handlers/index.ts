/** The tables of everything that the bot does. */
import type { ActionDefinition, CommandDefinition, EventDefinition, JobDefinition } from "../lib/define.ts";
import { approve, reject } from "./actions/approval.ts";
import { retry } from "./actions/retry.ts";
import { deploy } from "./commands/deploy.ts";
import { deployStatus } from "./commands/deploy-status.ts";
import { helpFor } from "./commands/help.ts";
import { instanceReplaced } from "./events/instance-replaced.ts";
import { pipeline } from "./events/pipeline.ts";
import { deploymentCheck } from "./jobs/deployment-check.ts";

const operations: readonly CommandDefinition[] = [deploy, deployStatus];

/** In the order in which help shows them. */
export const commands: readonly CommandDefinition[] = [...operations, ...helpFor(operations)];
export const actions: readonly ActionDefinition[] = [approve, reject, retry];
export const events: readonly EventDefinition[] = [pipeline, instanceReplaced];
export const jobs: readonly JobDefinition[] = [deploymentCheck];
