/** The tables of everything that the bot does. */
import type {
  ActionDefinition,
  CommandDefinition,
  EventDefinition,
  JobDefinition,
  TickDefinition,
} from "../lib/define.ts";
import { approve, reject } from "./actions/approval.ts";
import { check } from "./actions/check.ts";
import { skip, snooze } from "./actions/night.ts";
import { replay } from "./actions/replay.ts";
import { retry } from "./actions/retry.ts";
import { cacheInvalidate } from "./commands/cache-invalidate.ts";
import { cost } from "./commands/cost.ts";
import { deploy } from "./commands/deploy.ts";
import { deployStatus } from "./commands/deploy-status.ts";
import { helpFor } from "./commands/help.ts";
import { nightshiftAudit } from "./commands/nightshift-audit.ts";
import { nightshiftStatus } from "./commands/nightshift-status.ts";
import { listCommand, operationCommand } from "./commands/operations.ts";
import { scheduleExplain, scheduleList } from "./commands/schedule.ts";
import { alarm } from "./events/alarm.ts";
import { budget } from "./events/budget.ts";
import { instanceReplaced } from "./events/instance-replaced.ts";
import { pipeline } from "./events/pipeline.ts";
import { databaseState, instanceState } from "./events/resource-state.ts";
import { approvalExpiry } from "./jobs/approval-expiry.ts";
import { deploymentCheck } from "./jobs/deployment-check.ts";
import { digest } from "./jobs/digest.ts";
import { invalidationCheck } from "./jobs/invalidation-check.ts";
import { operationCheck } from "./jobs/operation-check.ts";
import { night } from "./ticks/night.ts";

const operations: readonly CommandDefinition[] = [
  deploy,
  deployStatus,
  listCommand("ec2"),
  operationCommand("ec2", "start"),
  operationCommand("ec2", "stop"),
  operationCommand("ec2", "reboot"),
  listCommand("rds"),
  operationCommand("rds", "start"),
  operationCommand("rds", "stop"),
  operationCommand("rds", "reboot"),
  cacheInvalidate,
  scheduleList,
  scheduleExplain,
  cost,
  nightshiftStatus,
  nightshiftAudit,
];

/** In the order in which help shows them. */
export const commands: readonly CommandDefinition[] = [...operations, ...helpFor(operations)];
export const actions: readonly ActionDefinition[] = [approve, reject, retry, snooze, skip, replay, check];
export const events: readonly EventDefinition[] = [
  pipeline,
  instanceReplaced,
  instanceState,
  databaseState,
  alarm,
  budget,
];
export const jobs: readonly JobDefinition[] = [
  deploymentCheck,
  operationCheck,
  invalidationCheck,
  approvalExpiry,
  digest,
];
export const ticks: readonly TickDefinition[] = [night];
