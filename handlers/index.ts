/** The tables of everything that the bot does. */
import type {
  ActionDefinition,
  CommandDefinition,
  EventDefinition,
  JobDefinition,
  TickDefinition,
} from "../lib/define.ts";
import { activity } from "./actions/activity.ts";
import { acknowledge, mute, unmute } from "./actions/alerts.ts";
import { approve, reject } from "./actions/approval.ts";
import { check } from "./actions/check.ts";
import { consoleOutput } from "./actions/console-output.ts";
import { skip, snooze } from "./actions/night.ts";
import { replay } from "./actions/replay.ts";
import { leaveOn, stopDatabase } from "./actions/restart.ts";
import { retry } from "./actions/retry.ts";
import { rebootSubject, stopExecution } from "./actions/shortcuts.ts";
import { cacheInvalidate } from "./commands/cache-invalidate.ts";
import { cost } from "./commands/cost.ts";
import { deploy } from "./commands/deploy.ts";
import { deployStatus } from "./commands/deploy-status.ts";
import { deployStop } from "./commands/deploy-stop.ts";
import { helpFor } from "./commands/help.ts";
import { nightshiftAlerts } from "./commands/nightshift-alerts.ts";
import { nightshiftAudit } from "./commands/nightshift-audit.ts";
import { nightshiftMutes } from "./commands/nightshift-mutes.ts";
import { nightshiftStatus } from "./commands/nightshift-status.ts";
import { listCommand, operationCommand } from "./commands/operations.ts";
import { scheduleExplain, scheduleList } from "./commands/schedule.ts";
import { alarm } from "./events/alarm.ts";
import { alarmChange } from "./events/alarm-change.ts";
import { autoScalingTest } from "./events/auto-scaling-test.ts";
import { beanstalkHealth, beanstalkStatus } from "./events/beanstalk.ts";
import { budget } from "./events/budget.ts";
import { build } from "./events/build.ts";
import { certificate } from "./events/certificate.ts";
import { codeDeployment } from "./events/code-deployment.ts";
import { costAnomaly, costAnomalyNotification } from "./events/cost-anomaly.ts";
import { database } from "./events/database.ts";
import { ecsService, ecsTask } from "./events/ecs.ts";
import { guardDuty } from "./events/guardduty.ts";
import { health } from "./events/health.ts";
import { instanceRefresh } from "./events/instance-refresh.ts";
import { instanceReplaced } from "./events/instance-replaced.ts";
import { instanceState } from "./events/instance-state.ts";
import { lifecycleAction } from "./events/lifecycle-action.ts";
import { pipeline } from "./events/pipeline.ts";
import { securityHub } from "./events/security-hub.ts";
import { spot } from "./events/spot.ts";
import { stackDrift, stackStatus } from "./events/stack.ts";
import { trustedAdvisor } from "./events/trusted-advisor.ts";
import { alarmCheck } from "./jobs/alarm-check.ts";
import { approvalExpiry } from "./jobs/approval-expiry.ts";
import { deploymentCheck } from "./jobs/deployment-check.ts";
import { digest } from "./jobs/digest.ts";
import { escalation } from "./jobs/escalation.ts";
import { invalidationCheck } from "./jobs/invalidation-check.ts";
import { lifecycleCheck } from "./jobs/lifecycle-check.ts";
import { operationCheck } from "./jobs/operation-check.ts";
import { replacementCheck } from "./jobs/replacement-check.ts";
import { restartCheck } from "./jobs/restart-check.ts";
import { night } from "./ticks/night.ts";

const operations: readonly CommandDefinition[] = [
  deploy,
  deployStatus,
  deployStop,
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
  nightshiftAlerts,
  nightshiftMutes,
  nightshiftAudit,
];

/** In the order in which help shows them. */
export const commands: readonly CommandDefinition[] = [...operations, ...helpFor(operations)];
export const actions: readonly ActionDefinition[] = [
  approve,
  reject,
  retry,
  snooze,
  skip,
  replay,
  acknowledge,
  mute,
  unmute,
  check,
  consoleOutput,
  activity,
  stopExecution,
  rebootSubject,
  leaveOn,
  stopDatabase,
];
export const events: readonly EventDefinition[] = [
  pipeline,
  build,
  codeDeployment,
  stackStatus,
  stackDrift,
  beanstalkHealth,
  beanstalkStatus,
  ecsService,
  ecsTask,
  instanceReplaced,
  instanceRefresh,
  lifecycleAction,
  instanceState,
  database,
  spot,
  autoScalingTest,
  alarm,
  alarmChange,
  guardDuty,
  securityHub,
  health,
  certificate,
  trustedAdvisor,
  costAnomaly,
  costAnomalyNotification,
  budget,
];
export const jobs: readonly JobDefinition[] = [
  alarmCheck,
  lifecycleCheck,
  replacementCheck,
  restartCheck,
  deploymentCheck,
  operationCheck,
  invalidationCheck,
  approvalExpiry,
  digest,
  escalation,
];
export const ticks: readonly TickDefinition[] = [night];
