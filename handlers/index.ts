/** The registry of all subjects. */
import type { Subject } from "../lib/app/define.ts";
import { activity } from "./activity/index.ts";
import { alarms } from "./alarms/index.ts";
import { alerts } from "./alerts/index.ts";
import { approvals } from "./approvals/index.ts";
import { audit } from "./audit/index.ts";
import { autoScaling } from "./auto-scaling/index.ts";
import { beanstalk } from "./beanstalk/index.ts";
import { builds } from "./builds/index.ts";
import { cache } from "./cache/index.ts";
import { certificates } from "./certificates/index.ts";
import { codeDeploy } from "./code-deploy/index.ts";
import { costs } from "./costs/index.ts";
import { databases } from "./databases/index.ts";
import { deadLetters } from "./dead-letters/index.ts";
import { deployments } from "./deployments/index.ts";
import { ecs } from "./ecs/index.ts";
import { health } from "./health/index.ts";
import { operations } from "./operations/index.ts";
import { helpFor, overview } from "./overview/index.ts";
import { resources } from "./resources/index.ts";
import { restarts } from "./restarts/index.ts";
import { schedules } from "./schedules/index.ts";
import { security } from "./security/index.ts";
import { stacks } from "./stacks/index.ts";
import { trustedAdvisor } from "./trusted-advisor/index.ts";

export { otherEvent } from "./other-events/index.ts";

/** In the order of their commands in help. */
const subjects: readonly Subject[] = [
  deployments,
  resources,
  cache,
  schedules,
  costs,
  overview,
  alerts,
  audit,
  activity,
  approvals,
  builds,
  codeDeploy,
  stacks,
  beanstalk,
  ecs,
  autoScaling,
  databases,
  restarts,
  operations,
  alarms,
  security,
  health,
  certificates,
  trustedAdvisor,
  deadLetters,
];

const explained = subjects.flatMap(({ commands = [] }) => commands);
export const commands = [...explained, ...helpFor(explained)];
export const actions = subjects.flatMap(({ actions = [] }) => actions);
export const events = subjects.flatMap(({ events = [] }) => events);
export const jobs = subjects.flatMap(({ jobs = [] }) => jobs);
export const ticks = subjects.flatMap(({ ticks = [] }) => ticks);
export const states = subjects.flatMap(({ states = [] }) => states);
