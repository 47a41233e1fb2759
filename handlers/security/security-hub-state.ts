/** Security Hub's findings, in both of its formats. */

import type { Severity } from "../../lib/alerts/routing.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { isObject, listAt, momentIn, numberAt, objectAt, textAt } from "../../lib/pure/json.ts";
import { type Finding, type FoundResource, found, guardDutyId, nameOfId, tagsIn } from "./state.ts";

/** More than one event holds; https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html */
const mostFindings = 100;

/** The findings of an event in its order, and whether they are complete. */
export function hubFindingsOf(event: Pick<AwsEvent, "type" | "detail" | "account" | "region" | "time">): {
  readonly findings: readonly Finding[];
  readonly isComplete: boolean;
} {
  const listed = listAt(event.detail, "findings");
  const read = event.type === "Findings Imported V2" ? ocsfFinding : asffFinding;
  const findings = listed.slice(0, mostFindings).flatMap((one) => read(one, event) ?? []);
  return { findings, isComplete: listed.length > 0 && findings.length === listed.length };
}

type Envelope = Pick<AwsEvent, "account" | "region" | "time">;

/** Undefined for informational and passed ones. */
const severityByLabel: Readonly<Record<string, Severity>> = {
  CRITICAL: "high",
  FATAL: "high",
  HIGH: "high",
  MEDIUM: "medium",
  LOW: "low",
};

/** https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html */
function asffFinding(finding: unknown, envelope: Envelope): Finding | undefined {
  const [id, title] = [textAt(finding, "Id"), textAt(finding, "Title")];
  if (!isObject(finding) || !id || !title) return undefined;
  const compliance = objectAt(finding, "Compliance");
  const control = textAt(compliance, "SecurityControlId");
  const checked = textAt(compliance, "Status");
  const workflow = textAt(objectAt(finding, "Workflow"), "Status");
  const label = textAt(objectAt(finding, "Severity"), "Label");
  const description = textAt(finding, "Description");
  const ofGuardDuty = guardDutyId(id);
  const isOver =
    workflow === "RESOLVED" ||
    workflow === "SUPPRESSED" ||
    textAt(finding, "RecordState") === "ARCHIVED" ||
    checked === "PASSED";
  // A check that could not run says nothing about the resource.
  const isNoted = workflow === "NOTIFIED" || checked === "WARNING" || checked === "NOT_AVAILABLE";
  const type = typesIn(finding.Types)[0];
  const first = momentIn(finding.FirstObservedAt) ?? momentIn(finding.CreatedAt);
  const remedy = textAt(objectAt(objectAt(finding, "Remediation"), "Recommendation"), "Url");
  return {
    id: (ofGuardDuty ?? id).slice(0, 600),
    account: textAt(finding, "AwsAccountId") ?? envelope.account,
    region: textAt(finding, "Region") ?? regionOf(id) ?? envelope.region,
    toldBy: "hub",
    product: (textAt(finding, "ProductName") ?? (ofGuardDuty ? "GuardDuty" : "Security Hub")).slice(0, 100),
    ...(type && { type }),
    title: titleWith(control, title),
    ...(description && { description: description.slice(0, 1_000) }),
    ...severityOfLabel(label),
    resources: listOf(finding.Resources).flatMap((one) => asffResource(one) ?? []),
    ...(first && { first }),
    ...(checked && { isCheck: true }),
    ...(remedy && { remedy }),
    state: isOver ? "over" : isNoted ? "noted" : "open",
    updatedAt: momentIn(finding.UpdatedAt) ?? momentIn(envelope.time) ?? envelope.time,
  };
}

function asffResource(resource: unknown): FoundResource | undefined {
  const id = textAt(resource, "Id");
  const tags = textsIn(objectAt(resource, "Tags"));
  return resourceOf(textAt(resource, "Type") ?? "", id, tags);
}

/**
 * The Open Cybersecurity Schema Framework, of which Security Hub sends one finding an event.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-ocsf.html, https://schema.ocsf.io/classes/detection_finding
 */
function ocsfFinding(finding: unknown, envelope: Envelope): Finding | undefined {
  const info = objectAt(finding, "finding_info");
  const metadata = objectAt(finding, "metadata");
  const title = textAt(info, "title");
  const id = textAt(info, "uid") ?? textAt(metadata, "uid");
  if (!isObject(finding) || !id || !title) return undefined;
  const cloud = objectAt(finding, "cloud");
  const compliance = objectAt(finding, "compliance");
  const status = textAt(finding, "status")?.toLowerCase();
  const checked = textAt(compliance, "status")?.toLowerCase();
  const checkedId = numberAt(compliance, "status_id");
  const statusId = numberAt(finding, "status_id");
  const ofGuardDuty = guardDutyId(id);
  // https://schema.ocsf.io/classes/compliance_finding: 3 suppressed, 4 resolved, 5 archived, 6 deleted; activity 3 closes.
  const isOver =
    (statusId !== undefined && statusId >= 3 && statusId <= 6) ||
    /^(suppressed|resolved|archived|deleted)$/.test(status ?? "") ||
    numberAt(finding, "activity_id") === 3 ||
    checkedId === 1 ||
    checked === "pass";
  const isNoted = statusId === 2 || checkedId === 2 || checked === "warning";
  const description = textAt(info, "desc");
  const type = typesIn(info?.types).find((one) => one.includes(":")) ?? typesIn(info?.types)[0];
  const first = momentIn(info?.first_seen_time_dt) ?? momentIn(info?.created_time_dt);
  const remedy = listOf(objectAt(finding, "remediation")?.references).find((one) => typeof one === "string");
  return {
    id: (ofGuardDuty ?? id).slice(0, 600),
    account: textAt(objectAt(cloud, "account"), "uid") ?? envelope.account,
    region: textAt(cloud, "region") ?? regionOf(id) ?? envelope.region,
    toldBy: "hub",
    product: (textAt(objectAt(metadata, "product"), "name") ?? "Security Hub").slice(0, 100),
    ...(type && { type }),
    title: titleWith(textAt(compliance, "control"), title),
    ...(description && { description: description.slice(0, 1_000) }),
    ...severityOfLabel(textAt(finding, "severity")?.toUpperCase()),
    resources: listOf(finding.resources).flatMap((one) => ocsfResource(one) ?? []),
    ...(first && { first }),
    ...(compliance && { isCheck: true }),
    ...(remedy && { remedy }),
    state: isOver ? "over" : isNoted ? "noted" : "open",
    updatedAt:
      momentIn(info?.modified_time_dt) ??
      momentIn(finding.time_dt) ??
      momentIn(finding.time) ??
      momentIn(envelope.time) ??
      envelope.time,
  };
}

function ocsfResource(resource: unknown): FoundResource | undefined {
  const [uid, name] = [textAt(resource, "uid"), textAt(resource, "name")];
  const tags = tagsIn(isObject(resource) ? resource.tags : undefined);
  return resourceOf(textAt(resource, "type") ?? "", uid ?? name, tags, name);
}

/** Both formats call resources alike but for the separators: `AwsEc2Instance`, `AWS::EC2::Instance`. */
const kinds: readonly (readonly [RegExp, FoundResource["kind"]])[] = [
  [/ec2instance$/, "instance"],
  [/iamaccesskey$/, "access-key"],
  [/s3bucket$/, "bucket"],
  [/s3object$/, "object"],
  [/lambdafunction$/, "function"],
  [/rdsdb(instance|cluster)$/, "database"],
  [/(eks|ecs)cluster$/, "cluster"],
  [/^(aws)?container$|ecrcontainerimage$/, "container"],
  [/ec2volume$/, "volume"],
];

function resourceOf(
  type: string,
  id: string | undefined,
  tags: Readonly<Record<string, string>>,
  name?: string,
): FoundResource | undefined {
  const plain = type.replaceAll(":", "").toLowerCase();
  const kind = kinds.find(([pattern]) => pattern.test(plain))?.[1] ?? "other";
  // A whole account has the id AWS::::Account:123456789012.
  const account = id?.startsWith("AWS::::Account:") ? id.slice("AWS::::Account:".length) : undefined;
  return found(kind, account ?? nameOfId(id), Object.hasOwn(tags, "Name") ? tags.Name : nameOfId(name), tags);
}

/** Security Hub has the kind of check apart from its title. */
function titleWith(control: string | undefined, title: string): string {
  return (control && !title.includes(control) ? `${control} ${title}` : title).slice(0, 300);
}

function severityOfLabel(label: string | undefined): Pick<Finding, "severity" | "level"> {
  const severity = label !== undefined && Object.hasOwn(severityByLabel, label) ? severityByLabel[label] : undefined;
  return { ...(severity && { severity }), ...(label && { level: label.slice(0, 50) }) };
}

/** `TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce` is ASFF's form of a GuardDuty type. */
function typesIn(types: unknown): string[] {
  return listOf(types)
    .filter((type) => typeof type === "string")
    .map((type) => (/[A-Za-z]+:[^/]+$/.exec(type)?.[0].replace("-", "/") ?? type).slice(0, 200));
}

function regionOf(id: string): string | undefined {
  return id.startsWith("arn:") ? id.split(":")[3] || undefined : undefined;
}

function textsIn(fields: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  const names = Object.keys(fields ?? {}).slice(0, 50);
  return Object.fromEntries(names.map((name) => [name, textAt(fields, name) ?? ""]));
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]).slice(0, 50) : [];
}
