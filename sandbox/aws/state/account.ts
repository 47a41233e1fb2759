import type { Clock } from "../../clock.ts";
import { Ids } from "../../ids.ts";
import { home, type PlaceOfWorld } from "../../world.ts";
import { Alarms } from "./alarms.ts";
import { Builds } from "./builds.ts";
import { type Cloud, isoSeconds } from "./cloud.ts";
import { CodeDeployments } from "./code-deployments.ts";
import { Costs } from "./costs.ts";
import { Databases } from "./databases.ts";
import { Groups } from "./groups.ts";
import { Instances } from "./instances.ts";
import { Distributions } from "./invalidations.ts";
import { Logs } from "./logs.ts";
import { Parameters } from "./parameters.ts";
import { Pipelines } from "./pipelines.ts";
import { QueueState } from "./queues.ts";
import { Roles } from "./roles.ts";
import { Rules } from "./rules.ts";
import { Sessions } from "./sessions.ts";
import { Stacks } from "./stacks.ts";
import { TargetGroups } from "./target-groups.ts";
import { type Notification, Topics } from "./topics.ts";
import { Trail } from "./trail.ts";

/** An event as EventBridge delivers it. https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export interface EventBridgeEvent {
  version: "0";
  id: string;
  "detail-type": string;
  source: string;
  account: string;
  /** ISO 8601 with whole seconds. */
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
}

/** Everything in the account except DynamoDB's tables. */
export interface Account {
  readonly world: PlaceOfWorld;
  readonly clock: Clock;
  readonly pipelines: Pipelines;
  readonly instances: Instances;
  readonly groups: Groups;
  readonly targetGroups: TargetGroups;
  readonly alarms: Alarms;
  readonly queues: QueueState;
  readonly parameters: Parameters;
  readonly distributions: Distributions;
  readonly topics: Topics;
  readonly databases: Databases;
  readonly costs: Costs;
  readonly roles: Roles;
  readonly rules: Rules;
  readonly stacks: Stacks;
  readonly trail: Trail;
  readonly logs: Logs;
  readonly builds: Builds;
  readonly codeDeployments: CodeDeployments;
  /** For services that share no state. */
  readonly others: { readonly events: Cloud };
  /** The same in every account: STS knows all sessions. */
  readonly sessions: Sessions;
}

/** Each part has ids of its own, so that more calls to one service do not change another's ids. */
export function openAccount(
  clock: Clock,
  ids: Ids,
  emit: (event: EventBridgeEvent) => void,
  queueUrl: (name: string) => string,
  notify: (topicName: string, notification: Notification) => void = () => {},
  { world = home, sessions }: { readonly world?: PlaceOfWorld; readonly sessions?: Sessions } = {},
): Account {
  const { account, region } = world;
  const fork = () => new Ids(Number.parseInt(ids.hex(7), 16));
  const eventIds = fork();
  const cloud = (): Cloud => ({
    world,
    clock,
    ids: fork(),
    publish(source, detailType, resources, detail) {
      const id = eventIds.uuid();
      emit({
        version: "0",
        id,
        "detail-type": detailType,
        source,
        account,
        time: isoSeconds(clock.now()),
        region,
        resources: [...resources],
        // Events are JSON: no undefined members, nothing shared with the state.
        detail: JSON.parse(JSON.stringify(detail)) as Record<string, unknown>,
      });
      return id;
    },
  });
  const instances = new Instances(cloud());
  const groups = new Groups(cloud(), instances);
  const pipelines = new Pipelines(cloud(), {
    endBuild: (build) => builds.end(build),
    endDeployment: (deployment) => codeDeployments.end(deployment),
  });
  const queues = new QueueState(cloud(), queueUrl);
  const parameters = new Parameters(cloud());
  const distributions = new Distributions(cloud());
  const events = cloud();
  const topics = new Topics(cloud(), notify);
  const lent = new Sessions(clock, fork());
  const databases = new Databases(cloud());
  const costs = new Costs(cloud());
  const alarms = new Alarms(cloud());
  const logs = new Logs(cloud());
  const builds = new Builds(cloud(), logs);
  const codeDeployments = new CodeDeployments(cloud());
  const roles = new Roles();
  const rules = new Rules();
  return {
    world,
    clock,
    instances,
    groups,
    targetGroups: new TargetGroups(world, instances, groups),
    alarms,
    pipelines,
    queues,
    parameters,
    distributions,
    topics,
    databases,
    costs,
    roles,
    rules,
    stacks: new Stacks({ clock, queues, topics, rules, roles, cloud: cloud() }),
    trail: new Trail(world, clock),
    logs,
    builds,
    codeDeployments,
    others: { events },
    sessions: sessions ?? lent,
  };
}
