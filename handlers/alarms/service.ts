import * as v from "valibot";
import { addLine } from "../../lib/alerts/add-line.ts";
import { type AlertRecord, alertOf } from "../../lib/alerts/alert.ts";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import type { AwsLocation, HandlerContext } from "../../lib/app/define.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { type AwsSubject, type Location, locationKey, locationSchema, partitionOf } from "../../lib/pure/location.ts";
import { environmentByName, environmentOfResource, type Resource } from "../../lib/pure/resource.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { environmentNamed } from "../../lib/requests/parse-arguments.ts";
import { isDeploymentKey } from "../deployments/index.ts";
import { findDatabases, findInstances, resourceReads } from "../operations/index.ts";
import {
  attributeCause,
  attributionFactsOf,
  type Cause,
  deploymentUnderWay,
  scheduleNamed,
} from "../own-actions/index.ts";
import { nextTransition, scheduleRecord } from "../schedules/index.ts";
import { alarmChart, chartWindow } from "./chart-message.ts";
import { alarmHistoryState, applyAlarmChange, type Firing, firingSchema } from "./history-state.ts";
import {
  type AlarmAlertState,
  type AlarmSight,
  alarmAlertStateShape,
  alarmMessage,
  endedAlarmLine,
  isAboutTargets,
  lastPathSegment,
  ownAlarmLine,
  targetGroupsOf,
} from "./message.ts";
import { type Alarm, alarmSchema, dimension, mainQuery } from "./state.ts";

/** The verbs that look up an alarm's subject. */
export const alarmReads = [...resourceReads, "cloudwatch.series", "elb.targetHealth"] as const;

type AlarmVerb = (typeof alarmReads)[number];
type Context = HandlerContext<AlarmVerb>;
type PublishContext = Pick<HandlerContext<never>, "config" | "home" | "store" | "publish" | "now">;

/** A suppressed alarm that may still have to be published. */
const keptQuietSchema = v.object({
  ...locationSchema.entries,
  alarm: alarmSchema,
  firing: firingSchema,
  /** Since when no action of Nightshift explains it any more, ISO 8601. */
  awakeSince: v.exactOptional(v.string()),
  /** Whether a deployment explained it: there is then no grace period for waking up. */
  isDeployment: v.exactOptional(v.literal(true)),
});
type KeptQuiet = StateOf<typeof keptQuietSchema>;

export const keptQuietShape = defineShape({ name: "alarm-check", version: 1, schema: keptQuietSchema });

/** The event that a suppressed alarm is published under later. */
export const alarmEvent = { source: "aws.cloudwatch", type: "CloudWatch Alarm State Change" } as const;

export function alarmKey({ name }: Pick<Alarm, "name">, location: Location): string {
  return `${locationKey(location)}/${name}`;
}

function alarmSubject(alarm: Pick<Alarm, "name">, location: Location): string {
  return `alarm/${alarmKey(alarm, location)}`;
}

/** Applies a change of an alarm's state and publishes the resulting firings. Returns whether there were any. */
export async function publishAlarmChange(
  alarm: Alarm & { readonly value: "ALARM" | "OK" },
  event: AwsEvent,
  context: Context,
): Promise<boolean> {
  let firings: readonly Firing[] = [];
  await context.store.states.update(alarmHistoryState, alarmKey(alarm, event), context.now(), (known) => {
    const entered = applyAlarmChange(known ?? [], alarm);
    firings = entered.firings;
    return entered.history;
  });
  for (const firing of firings) {
    const isNews = firing.since <= alarm.at && (firing.until === undefined || alarm.at <= firing.until);
    await publishFiring({ alarm, firing, isNews }, event, context);
  }
  return firings.length > 0;
}

async function publishFiring(
  { alarm, firing, isNews }: { readonly alarm: Alarm; readonly firing: Firing; readonly isNews: boolean },
  event: AwsEvent,
  context: Context,
): Promise<void> {
  const location = { account: event.account, region: event.region };
  const isOpen = firing.until === undefined;
  const inspected = isOpen || isNews ? await lookInto(alarm, location, context, isOpen) : noSight;
  const key = `${alarmSubject(alarm, location)}/${firing.named}`;
  const cause = isOpen ? inspected.cause : undefined;
  const { held } = await publishFiringAlert(
    { alarm, firing, looked: inspected, key, cause, event: { ...event, ...location } },
    context,
  );
  if (cause) {
    const line = ownAlarmLine(alarm, firing, location.region, cause.isDeployment === true);
    await addLine(cause.message, line, context);
    await keepInMind({ ...location, alarm, firing }, cause, context);
  } else if (firing.until !== undefined && held?.why === "listed") {
    await publishEnd(alarm, firing, held.message, location, context);
  }
}

/** A deployment's watchers need the end, too; a night's summary would only get longer. */
async function publishEnd(
  alarm: Alarm,
  firing: Firing,
  message: string,
  { region }: Location,
  context: PublishContext,
): Promise<void> {
  if (isDeploymentKey(message)) await addLine(message, endedAlarmLine(alarm, firing, region), context);
}

/** Closes the message of an alarm that was deleted while firing: no OK event follows. */
export async function closeDeleted(
  name: string,
  at: string,
  { account, region }: Location,
  context: PublishContext,
): Promise<void> {
  const location = { account, region };
  const subject = alarmSubject({ name }, location);
  let firings: readonly Firing[] = [];
  await context.store.states.update(alarmHistoryState, alarmKey({ name }, location), context.now(), (known) => {
    const entered = applyAlarmChange(known ?? [], { at, value: "DELETED" });
    firings = entered.firings;
    return entered.history;
  });
  for (const firing of firings) {
    const key = `${subject}/${firing.named}`;
    const known = (await context.store.messages.read(alertOf(alarmAlertStateShape), key))?.state;
    // Its ALARM event arrives later, and is then published as over.
    if (!known) continue;
    const { alarm } = known.own;
    const event = { ...alarmEvent, ...location };
    const { held } = await publishFiringAlert({ alarm, firing, looked: noSight, key, event }, context);
    if (held?.why === "listed") await publishEnd(alarm, firing, held.message, location, context);
  }
}

/** Publishes a suppressed alarm that nothing explains any more. */
export async function publishHeldAlarm(
  { alarm, firing, ...location }: KeptQuiet,
  why: Text,
  context: Context,
): Promise<void> {
  const inspected = await lookInto(alarm, location, context, true);
  const key = `${alarmSubject(alarm, location)}/${firing.named}`;
  const event = { ...alarmEvent, account: location.account, region: location.region };
  await publishFiringAlert({ alarm, firing, looked: inspected, key, notes: [why], event }, context);
}

interface InspectedAlarm {
  readonly sight: AlarmSight;
  readonly cause?: Cause | undefined;
  /** The resources that it names. */
  readonly about: readonly Resource[];
  /** The resources that it names, or their members: the instances of a group. */
  readonly owned: readonly Resource[];
}

const noSight: InspectedAlarm = { sight: {}, about: [], owned: [] };

async function publishFiringAlert(
  {
    alarm,
    firing,
    looked: inspected,
    key,
    cause,
    notes,
    event,
  }: {
    readonly alarm: Alarm;
    readonly firing: Firing;
    readonly looked: InspectedAlarm;
    readonly key: string;
    readonly cause?: Cause | undefined;
    readonly notes?: readonly Text[];
    readonly event: Pick<AwsEvent, "source" | "type" | "account" | "region">;
  },
  context: PublishContext,
): Promise<AlertRecord<AlarmAlertState>> {
  const [first] = inspected.owned;
  const environment = first && environmentOfResource(first, context.config, context.home);
  return await publishAlert(alarmAlertStateShape, { subject: key, family: "alarm" }, { ...context, event }, (known) => {
    // Its state when it fired says more than the event that ended it.
    const isOlder = known !== undefined && (alarm.value === "OK" || known.alarm.at > alarm.at);
    const own: AlarmAlertState = {
      alarm: isOlder && known.alarm.value === "ALARM" ? known.alarm : alarm,
      firing,
      sight: { ...known?.sight, ...inspected.sight },
      ...(firing.until === undefined && (notes ?? known?.notes) && { notes: notes ?? known?.notes ?? [] }),
    };
    return {
      severity: alarm.suppressedBy && firing.until === undefined ? "low" : "high",
      content: alarmMessage(own, event),
      state: own,
      isOver: firing.until !== undefined,
      ...(environment !== undefined && { environment }),
      ...(first && { tags: first.tags }),
      about: subjectOfAlarm(alarm, event),
      ...(cause && { listedIn: cause.message }),
      ...lineOf(known, own),
    };
  });
}

/** The one resource that an alarm is about; undefined when it is about several. */
function subjectOfAlarm(alarm: Alarm, { account, region }: Location): AwsSubject {
  const all = ["InstanceId", "DBInstanceIdentifier", "DBClusterIdentifier", "AutoScalingGroupName"].flatMap((name) =>
    dimension(alarm, name),
  );
  const others = ["TargetGroup", "LoadBalancer", "LoadBalancerName"].flatMap((name) => dimension(alarm, name));
  return {
    account,
    region,
    names: all.length === 1 ? all : [],
    within: [alarm.name, ...all, ...others.map((one) => (one.includes("/") ? lastPathSegment(one) : one))],
  };
}

/** What has changed since the message was last published. */
function lineOf(known: AlarmAlertState | undefined, { firing, alarm }: AlarmAlertState): { readonly line?: Text } {
  const { since, until, isDeleted } = firing;
  if (until && isDeleted) return { line: say("alarm.deleted-line", { time: { time: until } }) };
  if (until) {
    const duration: Text = { duration: Date.parse(until) - Date.parse(since) };
    return { line: say("alarm.lasted", { duration, time: { time: until } }) };
  }
  return known && known.alarm.at < alarm.at ? { line: say("alarm.again", { time: { time: alarm.at } }) } : {};
}

/** The alarm's subject, its cause if that is an action of Nightshift, and its chart. */
async function lookInto(alarm: Alarm, location: Location, context: Context, isOpen: boolean): Promise<InspectedAlarm> {
  const there = context.at(location);
  const members = isOpen ? await targetsOf(alarm, there) : undefined;
  const targets = isAboutTargets(alarm) ? unhealthyOf(members) : undefined;
  const about = await resourcesOf(alarm, targets, there);
  const owned = about.length || !isOpen ? about : await membersOf(alarm, members, there);
  const names = Object.fromEntries(about.flatMap(({ id, name, kind }) => (kind === "instance" ? [[id, name]] : [])));
  const sight: AlarmSight = {
    ...(Object.keys(names).length && { names }),
    ...(targets && { targets: targets.map(({ id, why }) => ({ id, ...(why && { why }) })) }),
  };
  const ids = targets?.map(({ id }) => id) ?? idsIn(alarm);
  const isWhole = ids.length > 0 && ids.every((id) => about.some((one) => one.id === id));
  const facts = isOpen && isWhole ? await Promise.all(about.map((one) => attributionFactsOf(one, context))) : [];
  const stopped = facts.length ? attributeCause(facts, context.now()) : undefined;
  const cause = stopped ?? (isOpen ? await deploymentBehind(alarm, owned, location, context) : undefined);
  if (cause) return { sight, cause, about, owned };
  const chart = isOpen ? await chartOf(alarm, there) : undefined;
  return { sight: { ...sight, ...(chart && { chart }) }, about, owned };
}

/** The running deployment of the one environment that all of the alarm's resources belong to. */
async function deploymentBehind(
  alarm: Alarm,
  owned: readonly Resource[],
  location: Location,
  context: Context,
): Promise<Cause | undefined> {
  const { config, home } = context;
  const names = new Set(owned.map((one) => environmentOfResource(one, config, home)));
  if (!owned.length) names.add(environmentByName(subjectOfAlarm(alarm, location), config, home));
  const [name] = names;
  const environment = names.size === 1 && name !== undefined ? environmentNamed(config, name) : undefined;
  return environment && (await deploymentUnderWay(environment, context));
}

/** The own action that the alarm comes from, if any. */
export async function causeOfAlarm(alarm: Alarm, location: Location, context: Context): Promise<InspectedAlarm> {
  return lookInto(alarm, location, context, true);
}

function idsIn(alarm: Alarm): string[] {
  return ["InstanceId", "DBInstanceIdentifier", "DBClusterIdentifier"].flatMap((name) => dimension(alarm, name));
}

/** A resource that cannot be looked up is shown by its id: publishing the alarm matters more. */
async function resourcesOf(
  alarm: Alarm,
  targets: readonly { readonly id: string }[] | undefined,
  there: AwsLocation<AlarmVerb>,
): Promise<Resource[]> {
  const instances = [...dimension(alarm, "InstanceId"), ...(targets ?? []).map(({ id }) => id)].filter((id) =>
    /^i-[0-9a-f]+$/.test(id),
  );
  const databases = new Set(["DBInstanceIdentifier", "DBClusterIdentifier"].flatMap((name) => dimension(alarm, name)));
  const found = instances.length
    ? await findInstances(there, { ids: [...new Set(instances)].slice(0, 200) })
    : undefined;
  const stores = databases.size ? await findDatabases(there) : undefined;
  return [...(found?.ok ? found.value : []), ...(stores?.ok ? stores.value.filter(({ id }) => databases.has(id)) : [])];
}

interface AlarmTarget {
  readonly id: string;
  readonly isHealthy: boolean;
  readonly why?: string;
}

/** The targets of the alarm's target groups; undefined when they cannot be looked up. */
async function targetsOf(
  alarm: Alarm,
  { aws, account, region }: AwsLocation<AlarmVerb>,
): Promise<readonly AlarmTarget[] | undefined> {
  const all: AlarmTarget[] = [];
  for (const group of targetGroupsOf(alarm)) {
    const arn = `arn:${partitionOf(region)}:elasticloadbalancing:${region}:${account}:${group}`;
    const found = await aws["elb.targetHealth"]({ arn });
    if (!found.ok) return undefined;
    for (const { id, state, description, reason } of found.value) {
      const why = description ?? reason ?? state;
      all.push({ id, isHealthy: state === "healthy", ...(why && { why }) });
    }
  }
  return all;
}

function unhealthyOf(targets: readonly AlarmTarget[] = []): readonly AlarmTarget[] | undefined {
  const unhealthy = targets.filter(({ isHealthy }) => !isHealthy);
  return unhealthy.length ? unhealthy : undefined;
}

/** The instances of the alarm's groups. */
async function membersOf(
  alarm: Alarm,
  targets: readonly AlarmTarget[] = [],
  there: AwsLocation<AlarmVerb>,
): Promise<Resource[]> {
  if (targets.length) return resourcesOf(alarm, targets, there);
  const all: Resource[] = [];
  for (const value of dimension(alarm, "AutoScalingGroupName")) {
    const found = await findInstances(there, { tag: "aws:autoscaling:groupName", value });
    if (found.ok) all.push(...found.value);
  }
  return all;
}

/** The chart, if it can be read: the alarm is published without it, too. */
async function chartOf(alarm: Alarm, { aws }: AwsLocation<AlarmVerb>) {
  const main = mainQuery(alarm);
  if (!main) return undefined;
  const window = chartWindow(alarm);
  if (!window) return undefined;
  const queries = alarm.queries.map((query) => ({ ...query, isReturned: query === main }));
  const found = await aws["cloudwatch.series"]({ queries, ...window });
  if (!found.ok) return undefined;
  return alarmChart(alarm, found.value[main.id] ?? [], window);
}

/** How long resources may take to start before their alarms are published. */
export const graceMs = 30 * 60_000;

const alarmCheckMs = 60 * 60_000;

/**
 * Schedules checks of a suppressed alarm: each minute during a deployment; otherwise after the next scheduled start,
 * and once an hour.
 */
export async function keepInMind(
  kept: KeptQuiet,
  { schedule: name, isDeployment }: Pick<Cause, "schedule" | "isDeployment">,
  { config, store, now }: Context,
): Promise<void> {
  if (isDeployment) {
    await remind({ ...kept, isDeployment }, now().getTime() + 60_000, store.due);
    return;
  }
  const schedule = name === undefined ? undefined : scheduleNamed(name, config);
  const { override } = name === undefined ? {} : await scheduleRecord(name, store.states);
  const start = schedule && nextTransition(schedule, override, now(), "start");
  // On the full hour, so that duplicate events lead to one check.
  const hour = Math.ceil((now().getTime() + 1) / alarmCheckMs) * alarmCheckMs;
  const times = [hour, ...(start ? [Date.parse(start.at) + graceMs] : [])];
  await remind(kept, Math.min(...times), store.due);
}

/** Schedules a check at that time. */
export async function remind(kept: KeptQuiet, at: number, due: Context["store"]["due"]): Promise<void> {
  const minute = new Date(Math.ceil(at / 60_000) * 60_000).toISOString();
  const subject = `${alarmSubject(kept.alarm, kept)}/${kept.firing.named}`;
  await due.set({ job: "alarm-check", subject, at: minute, data: kept }, keptQuietShape);
}
