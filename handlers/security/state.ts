import { compare } from "../../lib/pure/compare.ts";
/** A finding of GuardDuty or Security Hub: one shape for both, since the second forwards the first's. */

import * as v from "valibot";
import { type Severity, severities } from "../../lib/alerts/routing.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { filled, listAt, momentIn, numberAt, objectAt, textAt } from "../../lib/pure/json.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";

const resourceKinds = [
  "instance",
  "access-key",
  "bucket",
  "object",
  "cluster",
  "workload",
  "container",
  "database",
  "function",
  "volume",
  "other",
] as const;

/** A finding's resource. */
const foundResourceSchema = v.object({
  kind: v.picklist(resourceKinds),
  id: v.string(),
  /** The Name tag or common name, when it is not the id. */
  name: v.exactOptional(v.string()),
  tags: v.exactOptional(v.record(v.string(), v.string())),
});
export type FoundResource = StateOf<typeof foundResourceSchema>;

/** The other side, and what it did. */
const counterpartSchema = v.object({
  /** As seen from the resource. */
  direction: v.exactOptional(v.picklist(["in", "out"])),
  address: v.exactOptional(v.string()),
  country: v.exactOptional(v.string()),
  organisation: v.exactOptional(v.string()),
  port: v.exactOptional(v.number()),
  domain: v.exactOptional(v.string()),
  /** An API call: `GetCallerIdentity (sts.amazonaws.com)`. */
  call: v.exactOptional(v.string()),
});
export type Counterpart = StateOf<typeof counterpartSchema>;

export const findingSchema = v.object({
  /** The finding service's own id, the same whoever forwards it. */
  id: v.string(),
  account: v.string(),
  region: v.string(),
  toldBy: v.picklist(["guardduty", "hub"]),
  /** `GuardDuty`, `Security Hub`, `Inspector`. */
  product: v.string(),
  /** `CryptoCurrency:EC2/BitcoinTool.B!DNS` */
  type: v.exactOptional(v.string()),
  title: v.string(),
  description: v.exactOptional(v.string()),
  /** Undefined for informational ones. */
  severity: v.exactOptional(v.picklist(severities)),
  /** In the service's own words: `8.5`, `CRITICAL`. */
  level: v.exactOptional(v.string()),
  resources: v.array(foundResourceSchema),
  counterpart: v.exactOptional(counterpartSchema),
  count: v.exactOptional(v.number()),
  /** When it was seen first and last, ISO 8601. */
  first: v.exactOptional(v.string()),
  last: v.exactOptional(v.string()),
  isSample: v.exactOptional(v.literal(true)),
  /** The result of a check against a standard. */
  isCheck: v.exactOptional(v.literal(true)),
  /** The service's instructions to fix it. */
  remedy: v.exactOptional(v.string()),
  /** `noted`: not closed, but not worth a message, such as one that was handled elsewhere. */
  state: v.picklist(["open", "noted", "over"]),
  /** ISO 8601, with milliseconds. */
  updatedAt: v.string(),
});
export type Finding = StateOf<typeof findingSchema>;

/** One finding, from both services. */
export const knownFindingSchema = v.object({
  guardduty: v.exactOptional(findingSchema),
  hub: v.exactOptional(findingSchema),
  /** The shared message that it is in. */
  batch: v.exactOptional(v.string()),
});
export type KnownFinding = StateOf<typeof knownFindingSchema>;

export const knownFindingShape = defineShape({ name: "finding", version: 1, schema: knownFindingSchema });

/** The same key for a finding from GuardDuty's own event or Security Hub in either format. */
export function findingKey({ account, region, id }: Pick<Finding, "account" | "region" | "id">): string {
  return `${account}/${region}/${id}`;
}

/** Merges both: the newest of each service, whatever the order and repetition. */
export function mergeFindings(one: KnownFinding, other: KnownFinding): KnownFinding {
  const guardduty = newest(one.guardduty, other.guardduty);
  const hub = newest(one.hub, other.hub);
  return filled({ guardduty, hub, batch: one.batch ?? other.batch });
}

const ranks = { open: 0, noted: 1, over: 2 } as const;

function newest(one: Finding | undefined, other: Finding | undefined): Finding | undefined {
  if (!one || !other) return one ?? other;
  const order =
    compare(one.updatedAt, other.updatedAt) ||
    ranks[one.state] - ranks[other.state] ||
    (one.count ?? 0) - (other.count ?? 0) ||
    compare(JSON.stringify(one), JSON.stringify(other));
  return order >= 0 ? one : other;
}

/** The version to show: GuardDuty's own has more than Security Hub forwards. Closed when either says so. */
export function shownFinding({ guardduty, hub }: KnownFinding): Finding | undefined {
  const shown = guardduty ?? hub;
  if (!shown) return undefined;
  const isOver = guardduty?.state === "over" || hub?.state === "over";
  return isOver ? { ...shown, state: "over" } : shown;
}

/** Whether it needs a first message: open, and neither low nor just noted. */
export function isReportableFinding(known: KnownFinding): boolean {
  const shown = shownFinding(known);
  if (shown?.state !== "open") return false;
  return known.guardduty !== undefined || (shown.severity !== undefined && shown.severity !== "low");
}

/** Tags as GuardDuty lists them: `[{ key, value }]`, or as OCSF does: `[{ name, value }]`. */
export function tagsIn(list: unknown): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const tag of Array.isArray(list) ? list.slice(0, 50) : []) {
    const key = textAt(tag, "key") ?? textAt(tag, "name");
    if (key && key !== "__proto__") tags[key] = textAt(tag, "value") ?? "";
  }
  return tags;
}

/** GuardDuty's ARN of a finding: `arn:aws:guardduty:<region>:<account>:detector/<id>/finding/<id>`. */
export function guardDutyId(arn: string): string | undefined {
  return /^arn:[\w-]+:guardduty:[^:]*:[^:]*:detector\/[^/]+\/finding\/(.+)$/.exec(arn)?.[1];
}

/**
 * GuardDuty's finding; undefined when the event has none.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Finding.html, with lower-case initials in EventBridge
 */
export function guardDutyFindingOf({
  detail,
  account,
  region,
  time,
}: Pick<AwsEvent, "detail" | "account" | "region" | "time">): Finding | undefined {
  const id = textAt(detail, "id") ?? guardDutyId(textAt(detail, "arn") ?? "");
  const type = textAt(detail, "type");
  if (!id || !type) return undefined;
  const service = objectAt(detail, "service");
  const resource = objectAt(detail, "resource");
  const score = numberAt(detail, "severity");
  const description = textAt(detail, "description");
  const count = numberAt(service, "count");
  const [first, last] = [momentIn(service?.eventFirstSeen), momentIn(service?.eventLastSeen)];
  const counterpart = counterpartOf(objectAt(service, "action"));
  const isSample = objectAt(service, "additionalInfo")?.sample === true;
  return {
    id: id.slice(0, 300),
    account: textAt(detail, "accountId") ?? account,
    region: textAt(detail, "region") ?? region,
    toldBy: "guardduty",
    product: "GuardDuty",
    type: type.slice(0, 200),
    title: (textAt(detail, "title") ?? type).slice(0, 500),
    ...(description && { description: description.slice(0, 1_000) }),
    // Samples of all kinds can be made with one click; they should not alert people.
    severity: isSample ? "low" : severityOfScore(score),
    ...(score !== undefined && { level: String(score) }),
    resources: [
      ...guardDutyResources(resource),
      ...sequenceResources(objectAt(objectAt(service, "detection"), "sequence")),
    ],
    ...(counterpart && { counterpart }),
    ...(count !== undefined && count > 0 && { count }),
    ...filled({ first, last }),
    ...(isSample && { isSample: true }),
    state: service?.archived === true ? "over" : "open",
    updatedAt: momentIn(detail.updatedAt) ?? momentIn(time) ?? time,
  };
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html */
function severityOfScore(score: number | undefined): Severity {
  if (score === undefined) return "medium";
  return score >= 7 ? "high" : score >= 4 ? "medium" : "low";
}

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Resource.html; the narrower part first. */
function guardDutyResources(resource: unknown): FoundResource[] {
  const at = (name: string): Readonly<Record<string, unknown>> | undefined => objectAt(resource, name);
  const instance = at("instanceDetails");
  const key = at("accessKeyDetails");
  const kubernetes = at("kubernetesDetails");
  const workload = objectAt(kubernetes, "kubernetesWorkloadDetails");
  const container = at("containerDetails");
  const lambda = at("lambdaDetails");
  const database = at("rdsDbInstanceDetails");
  const namespace = textAt(workload, "namespace");
  const instanceTags = tagsIn(instance?.tags);
  return [
    found("workload", textAt(workload, "name"), namespace && `${namespace}/${textAt(workload, "name")}`),
    found("container", textAt(container, "id") ?? textAt(container, "name"), textAt(container, "name")),
    found("instance", textAt(instance, "instanceId"), instanceTags.Name, instanceTags),
    found(
      "database",
      textAt(database, "dbInstanceIdentifier") ?? textAt(database, "dbClusterIdentifier"),
      undefined,
      tagsIn(database?.tags),
    ),
    found("function", textAt(lambda, "functionName"), undefined, tagsIn(lambda?.tags)),
    ...listAt(resource, "s3BucketDetails")
      .slice(0, 5)
      .flatMap((bucket) => [
        ...listAt(bucket, "s3ObjectDetails")
          .slice(0, 2)
          .map((object) => found("object", textAt(object, "key"))),
        found("bucket", textAt(bucket, "name"), undefined, tagsIn(listAt(bucket, "tags"))),
      ]),
    ...["eksClusterDetails", "ecsClusterDetails"].map((name) =>
      found("cluster", textAt(at(name), "name"), undefined, tagsIn(at(name)?.tags)),
    ),
    found("access-key", textAt(key, "accessKeyId") ?? textAt(key, "principalId"), textAt(key, "userName")),
  ].flatMap((one) => one ?? []);
}

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Sequence.html */
function sequenceResources(sequence: unknown): FoundResource[] {
  return listAt(sequence, "resources")
    .slice(0, 10)
    .flatMap((one) => found("other", textAt(one, "name") ?? nameOfId(textAt(one, "uid"))) ?? []);
}

/** `name` only when it says more than the id. */
export function found(
  kind: FoundResource["kind"],
  id: string | undefined,
  name?: string,
  tags: Readonly<Record<string, string>> = {},
): FoundResource | undefined {
  if (!id) return undefined;
  return {
    kind,
    id: id.slice(0, 300),
    ...(name && name !== id && { name: name.slice(0, 200) }),
    ...(Object.keys(tags).length && { tags }),
  };
}

/** The last part of an ARN; other ids as they are. */
export function nameOfId(id: string | undefined): string | undefined {
  return id?.startsWith("arn:") ? (id.split(/[:/]/).findLast((part) => part !== "" && part !== "*") ?? id) : id;
}

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Action.html */
function counterpartOf(action: unknown): Counterpart | undefined {
  const at = (name: string): Readonly<Record<string, unknown>> | undefined => objectAt(action, name);
  const connection = at("networkConnectionAction");
  const probe: unknown = listAt(at("portProbeAction"), "portProbeDetails")[0];
  const call = at("awsApiCallAction");
  const kubernetes = at("kubernetesApiCallAction");
  const login = at("rdsLoginAttemptAction");
  const part = connection ?? probe ?? call ?? kubernetes ?? login;
  const remote = objectAt(part, "remoteIpDetails");
  const way = textAt(connection, "connectionDirection");
  const direction = way === "OUTBOUND" ? "out" : way === "INBOUND" || probe ? "in" : undefined;
  // The target port: the local one for inbound, the remote one for outbound traffic.
  const port = numberAt(objectAt(part, direction === "out" ? "remotePortDetails" : "localPortDetails"), "port");
  const api = textAt(call, "api");
  const service = textAt(call, "serviceName");
  const verb = textAt(kubernetes, "verb");
  const path = textAt(kubernetes, "requestUri");
  const called = api ? (service ? `${api} (${service})` : api) : verb && path ? `${verb} ${path}` : undefined;
  const address = textAt(remote, "ipAddressV4") ?? textAt(remote, "ipAddressV6");
  const country = textAt(objectAt(remote, "country"), "countryName");
  const organisation =
    textAt(objectAt(remote, "organization"), "org") ?? textAt(objectAt(remote, "organization"), "asnOrg");
  const domain = textAt(at("dnsRequestAction"), "domain") ?? textAt(objectAt(call, "domainDetails"), "domain");
  const all: Counterpart = {
    ...(direction && address && { direction }),
    ...(address && { address: address.slice(0, 100) }),
    ...(country && { country: country.slice(0, 100) }),
    ...(organisation && { organisation: organisation.slice(0, 100) }),
    ...(port !== undefined && { port }),
    ...(domain && { domain: domain.slice(0, 255) }),
    ...(called && { call: called.slice(0, 200) }),
  };
  return Object.keys(all).length ? all : undefined;
}
