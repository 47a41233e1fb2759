import type { Event as SdkEvent } from "@aws-sdk/client-cloudtrail";
import { isObject, jsonIn, objectAt, textAt } from "../core/fields.ts";
import type { TrailEvent } from "../core/trail.ts";
import { once, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-cloudtrail");
const client = once(async (settings) => {
  const { CloudTrailClient } = await load();
  return new CloudTrailClient(settings);
});

/**
 * The calls of that name that AWS carried out since then (ISO 8601), newest first. Every account keeps those that
 * change something for 90 days, with or without a trail of its own; they can be looked up two times a second.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const lookup = verb({
  operation: "cloudtrail:LookupEvents",
  effect: "read",
  resources: ["*"],
  everywhere:
    "LookupEvents has no resource type: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html",
  client,
  async run(cloudtrail, { name, since }: { name: string; since: string }): Promise<TrailEvent[]> {
    const { paginateLookupEvents } = await load();
    // One other attribute than the time can be given: which resources it is about is in the event.
    const wanted = {
      LookupAttributes: [{ AttributeKey: "EventName" as const, AttributeValue: name }],
      // Events tell whole seconds.
      StartTime: new Date(Math.floor(Date.parse(since) / 1_000) * 1_000),
    };
    const found: TrailEvent[] = [];
    for await (const { Events = [] } of paginateLookupEvents({ client: cloudtrail }, wanted)) {
      found.push(...Events.flatMap((event) => carriedOut(event) ?? []));
    }
    return found;
  },
});

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
