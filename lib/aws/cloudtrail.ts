import type { Event as SdkEvent } from "@aws-sdk/client-cloudtrail";
import { isObject, jsonIn, objectAt, textAt } from "../pure/json.ts";
import type { TrailCall, TrailEvent } from "../pure/trail.ts";
import { oncePerSettings, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-cloudtrail");
const client = oncePerSettings(async (settings) => new (await load()).CloudTrailClient(settings));

const wildcardReason =
  "LookupEvents has no resource type: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html";

/** Events have whole seconds. */
const wholeSecond = (at: string): Date => new Date(Math.floor(Date.parse(at) / 1_000) * 1_000);

/**
 * The successful calls of that name since then (ISO 8601), newest first. Every account keeps calls that change
 * something for 90 days, with or without a trail; the limit is two look-ups a second.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const lookup = verb({
  operation: "cloudtrail:LookupEvents",
  effect: "read",
  wildcardReason,
  client,
  async run(cloudtrail, { name, since }: { name: string; since: string }): Promise<TrailEvent[]> {
    const { paginateLookupEvents } = await load();
    // Besides the time only one attribute can be given; the resources are in the event.
    const attribute = { AttributeKey: "EventName", AttributeValue: name } as const;
    const wanted = { LookupAttributes: [attribute], StartTime: wholeSecond(since) };
    const found: TrailEvent[] = [];
    for await (const { Events = [] } of paginateLookupEvents({ client: cloudtrail }, wanted)) {
      found.push(...Events.flatMap((event) => carriedOut(event) ?? []));
    }
    return found;
  },
});

/** Pages of fifty: AWS cannot filter out read-only calls, and allows two look-ups a second. */
const mostPages = 2;

export interface Activity {
  /** Newest first. */
  readonly calls: readonly TrailCall[];
  /** Whether there are further calls. */
  readonly isPartial: boolean;
}

/**
 * The calls since then (ISO 8601) that changed, or tried to change, a resource: by the id, name or ARN that its
 * service gives to CloudTrail. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const activity = verb({
  operation: "cloudtrail:LookupEvents",
  effect: "read",
  wildcardReason,
  client,
  async run(cloudtrail, { name, since }: { name: string; since: string }): Promise<Activity> {
    const calls: TrailCall[] = [];
    let next: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const answer = await cloudtrail.send(
        new (await load()).LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: "ResourceName", AttributeValue: name }],
          StartTime: wholeSecond(since),
          MaxResults: 50,
          NextToken: next,
        }),
      );
      calls.push(...(answer.Events ?? []).filter(({ ReadOnly }) => ReadOnly !== "true").map(callOf));
      next = answer.NextToken;
      if (next === undefined) break;
    }
    return { calls, isPartial: next !== undefined };
  },
});

/** Nightshift's own clients are named in the user agent, and its sessions in other accounts after the Slack user. */
function callOf({ EventTime, EventName, Username, CloudTrailEvent }: SdkEvent): TrailCall {
  const record = jsonIn(CloudTrailEvent ?? "");
  const identity = objectAt(record, "userIdentity");
  const error = textAt(record, "errorCode");
  const by =
    Username ||
    textAt(identity, "invokedBy") ||
    textAt(identity, "arn")?.split("/").at(-1) ||
    textAt(identity, "type") ||
    "?";
  const user = /^nightshift-([UW][A-Z0-9]{2,20})$/.exec(by)?.[1];
  const isOwn = user !== undefined || /\bapp\/nightshift-/.test(textAt(record, "userAgent") ?? "");
  return {
    at: EventTime?.toISOString() ?? textAt(record, "eventTime") ?? "",
    what: EventName ?? textAt(record, "eventName") ?? "?",
    by,
    ...(error && { error }),
    ...(isOwn && { own: user === undefined ? {} : { user } }),
  };
}

/** Undefined when AWS refused it: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
function carriedOut({ EventTime, Username, Resources, CloudTrailEvent }: SdkEvent): TrailEvent | undefined {
  const record = jsonIn(CloudTrailEvent ?? "");
  if (textAt(record, "errorCode")) return undefined;
  return {
    at: EventTime?.toISOString() ?? textAt(record, "eventTime") ?? "",
    by: Username || textAt(objectAt(record, "userIdentity"), "arn") || "?",
    about: [
      ...(Resources ?? []).flatMap(({ ResourceName }) => ResourceName ?? []),
      ...idsIn(objectAt(record, "requestParameters")),
    ],
  };
}

/** EC2 lists instances as `{ instancesSet: { items: [{ instanceId }] } }`; RDS names the one database. */
function idsIn(parameters: Readonly<Record<string, unknown>> | undefined): string[] {
  const items = objectAt(parameters, "instancesSet")?.items;
  const instances = Array.isArray(items) ? items.filter(isObject) : [];
  return [
    textAt(parameters, "dBInstanceIdentifier") ?? [],
    ...instances.map((one) => textAt(one, "instanceId") ?? []),
  ].flat();
}
