/** The message of an event without a definition: its type, its subject, and its most useful fields. */

import type { Severity } from "../../lib/alerts/routing.ts";
import { nameInArn } from "../../lib/pure/arn.ts";
import { bucketUrl, isRegion, serviceUrl, trailEventUrl } from "../../lib/pure/console.ts";
import { type Content, type Fact, present, type Tone } from "../../lib/pure/content.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { objectAt, textAt } from "../../lib/pure/json.ts";
import { labelOf } from "../../lib/pure/label.ts";
import { join, say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { keyFields, type Leaf, leavesOf } from "./fields-message.ts";

/** The state of such an event's message. */
interface PlainNews {
  readonly severity: Severity;
  readonly content: Content;
}

export function plainNews(event: AwsEvent): PlainNews {
  const call = callIn(event);
  const leaves = leavesOf(call?.fields ?? event.detail);
  const resources = resourcesOf(event, leaves);
  const severity = severityOfLeaves(leaves, call);
  const text = event.source === "aws.sns" ? proseIn(leaves) : undefined;
  const shown = new Set([...resources, event.account, event.region]);
  const isKnown = ({ value }: Leaf): boolean =>
    typeof value === "string" && shown.has((nameInArn(value) ?? value).replace(/^\//, ""));
  const fields = text ? [] : keyFields(leaves, isKnown);
  return {
    severity,
    content: {
      tone: tones[severity],
      title: titleOf(event, call, resources[0]),
      lines: [
        ...(text ?? []),
        ...fields.map(({ label, value }): Text => say("event.field", { name: { bold: label }, value })),
      ],
      facts: factsOf(event, call, resources),
      buttons: [{ action: "open", label: "button.open", url: urlOf(event, call, resources[0]) }],
      // What a route in nightshift.yaml, or a rule, would match.
      ...(event.source &&
        event.type && {
          // For SNS the type is the subject that the title shows.
          footer: [
            event.source === "aws.sns"
              ? { code: event.source }
              : [{ code: event.source }, "  ", truncate(event.type, 100)],
          ],
        }),
    },
  };
}

const tones: Readonly<Record<Severity, Tone>> = { high: "failure", medium: "warning", low: "info" };

/** A call to AWS. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
interface Call {
  readonly name: string;
  readonly service: string;
  readonly who?: string;
  readonly from?: string;
  readonly isRefused: boolean;
  readonly id?: string;
  /** The other fields that are shown. */
  readonly fields: Readonly<Record<string, unknown>>;
}

function callIn({ type, detail }: AwsEvent): Call | undefined {
  const name = textAt(detail, "eventName");
  const source = textAt(detail, "eventSource");
  if (!type.endsWith(" via CloudTrail") || !name || !source) return undefined;
  const { errorCode, errorMessage, requestParameters, responseElements, additionalEventData } = detail;
  const identity = objectAt(detail, "userIdentity");
  const issuer = objectAt(objectAt(identity, "sessionContext"), "sessionIssuer");
  const session = textAt(identity, "arn")?.split("/").at(-1);
  const user = textAt(identity, "userName") ?? textAt(issuer, "userName");
  const kind = textAt(identity, "type");
  const person = user && session && session !== user ? `${user}/${session}` : (user ?? session);
  const who = kind === "Root" ? "root" : (person ?? textAt(identity, "invokedBy") ?? kind);
  const from = textAt(detail, "sourceIPAddress");
  const id = textAt(detail, "eventID");
  // A sign-in has its result in the response; other responses are too long.
  const response = name === "ConsoleLogin" ? { responseElements, additionalEventData } : {};
  return {
    name: truncate(name, 100),
    service: source.replace(/\.amazonaws\.com$/, ""),
    isRefused:
      (typeof errorCode === "string" && errorCode !== "") ||
      textAt(objectAt(detail, "responseElements"), "ConsoleLogin") === "Failure",
    fields: { errorCode, errorMessage, ...response, requestParameters },
    ...(who && { who: truncate(who, 150) }),
    ...(from && { from: truncate(from, 100) }),
    ...(id && { id }),
  };
}

const mostResources = 3;

/** The names of its resources: from its envelope, else from its fields. */
function resourcesOf({ resources }: AwsEvent, leaves: readonly Leaf[]): string[] {
  const listed = resources.map((one) => nameInArn(one) ?? one).filter((one) => one.trim());
  const named = listed.length ? listed : [nameAmong(leaves)].flatMap((one) => one ?? []);
  // An execution's number says less than the name of what was executed.
  const isNumber = (name: string): number => Number(/^[0-9a-f-]{32,}$/.test(name));
  return [...new Set(named)].sort((a, b) => isNumber(a) - isNumber(b)).map((one) => truncate(one, 150));
}

/** `repository-name`, `bucket.name`, `jobName`; else the first id that is neither the event's nor the account's. */
function nameAmong(leaves: readonly Leaf[]): string | undefined {
  const texts = leaves.flatMap(({ path, value }) =>
    typeof value === "string" ? [{ value, path, label: labelOf(path.at(-1) ?? "").toLowerCase() }] : [],
  );
  const shallow = [...texts].sort((a, b) => a.path.length - b.path.length);
  const isOther =
    /\b(event|user|display|type|account|country|region|file|tag|metric|rule|host|customer|client|member|person|author|first|last|full)\b/;
  const named = shallow.find(({ label }) => /\bname$/.test(label) && !isOther.test(label));
  const thing = shallow.find(({ label }) => things.test(label));
  const arn = shallow.find(({ value }) => nameInArn(value) !== undefined);
  const isOwn = /\b(event|request|account|message|correlation|trace|version|subscription|user|key)\b/;
  const id = shallow.find(({ label }) => / id$/.test(label) && !isOwn.test(label));
  return named?.value ?? thing?.value ?? (arn && nameInArn(arn.value)) ?? id?.value;
}

/** Things that teams run, which events often name in one word. */
const things =
  /^(application|app|bucket|cluster|database|environment|function|image|job|pipeline|project|queue|repository|service|table|workflow)$/;

/** Words for states, as AWS services and teams' own applications write them. */
const bad =
  /\b(fail(ed|ure)?|errors?|fault|time(d)? ?out|aborted|denied|refused|rejected|expired|critical|unhealthy|high|breach(ed)?|noncompliant|non compliant|unsuccessful|partial(ly)?)\b/i;
const good = /\b(success(ful|fully)?|succeeded|completed?|ok|passed|healthy|available|resolved|compliant)\b/i;

/** Medium, unless its state says that all is well. Manual actions have no state. */
function severityOfLeaves(leaves: readonly Leaf[], call: Call | undefined): Severity {
  if (call) return "medium";
  const states = leaves.flatMap(({ path, value }) => {
    const label = labelOf(path.at(-1) ?? "").toLowerCase();
    if (typeof value === "number" && value > 0)
      return /\b(critical|high|failed|failures?|errors?)\b/.test(label) ? ["error"] : [];
    if (typeof value !== "string" || /\bprevious\b/.test(label)) return [];
    if (/\b(error|exception)\b/.test(label)) return ["error"];
    const isState = /\b(status|state|result|outcome|severity)\b/.test(label);
    return isState ? [value.replaceAll(/[_-]/g, " ")] : [];
  });
  const isBad = states.some((state) => bad.test(state));
  return !isBad && states.some((state) => good.test(state)) ? "low" : "medium";
}

/** Text for people, line by line; undefined when there is more than one. */
function proseIn(leaves: readonly Leaf[]): Text[] | undefined {
  const [leaf, ...others] = leaves;
  if (!leaf || others.length || typeof leaf.value !== "string") return undefined;
  const lines = leaf.value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const most = 8;
  const shown = lines.slice(0, most).map((line) => truncate(line, 300));
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, say("event.more-lines", { count: rest })] : shown;
}

/** The names of services that are not their short names in capitals. */
const services: Readonly<Record<string, string>> = {
  autoscaling: "Auto Scaling",
  backup: "AWS Backup",
  cloudformation: "CloudFormation",
  cloudtrail: "CloudTrail",
  cloudwatch: "CloudWatch",
  codebuild: "CodeBuild",
  codecommit: "CodeCommit",
  codedeploy: "CodeDeploy",
  codepipeline: "CodePipeline",
  dynamodb: "DynamoDB",
  elasticache: "ElastiCache",
  elasticbeanstalk: "Elastic Beanstalk",
  guardduty: "GuardDuty",
  elasticloadbalancing: "Elastic Load Balancing",
  events: "EventBridge",
  inspector2: "Inspector",
  lambda: "Lambda",
  opensearch: "OpenSearch",
  savingsplans: "Savings Plans",
  scheduler: "EventBridge Scheduler",
  secretsmanager: "Secrets Manager",
  securityhub: "Security Hub",
  signin: "AWS sign-in",
  ssm: "Systems Manager",
  states: "Step Functions",
  trustedadvisor: "Trusted Advisor",
};

function serviceName(service: string): string {
  if (Object.hasOwn(services, service)) return services[service] ?? service;
  return service.length <= 4 ? service.toUpperCase() : labelOf(service);
}

function titleOf(event: AwsEvent, call: Call | undefined, resource: string | undefined): Text {
  const { type, source, resources } = event;
  const about = (what: Text): Text => (resource ? say("event.about", { what, name: resource }) : what);
  if (call) {
    if (call.name === "ConsoleLogin" && call.who)
      return say(call.isRefused ? "event.sign-in-failed" : "event.sign-in", { who: call.who });
    const what = { name: call.name, service: serviceName(call.service) };
    return about(say(call.isRefused ? "event.call-refused" : "event.call", what));
  }
  if (source === "aws.sns") {
    if (type !== "Notification") return truncate(type, 250);
    const topic = resources[0] && nameInArn(resources[0]);
    return topic ? say("event.from-topic", { topic: truncate(topic, 100) }) : say("event.notification");
  }
  if (!type) return source ? about(say("event.of", { source })) : say("event.unreadable");
  // Teams' own applications often write OrderFailed.
  const what = truncate(/\s/.test(type) ? type : labelOf(type) || type, 250);
  const service = source.startsWith("aws.") ? serviceName(source.slice("aws.".length)) : undefined;
  if (service === undefined) return about(say("event.unknown", { type: what, source: source || "?" }));
  // "ECR Image Scan", "EBS Volume Notification"
  const isNamed =
    what.toLowerCase().includes(service.replace(/^AWS /, "").toLowerCase()) || /^[A-Z0-9]{2,} /.test(what);
  return about(isNamed ? what : say("event.by-service", { service, what }));
}

function factsOf(event: AwsEvent, call: Call | undefined, resources: readonly string[]): Fact[] {
  const { account, region, time, source } = event;
  const shown = resources.slice(0, mostResources).map((name): Text => ({ code: name }));
  const rest = resources.length - shown.length;
  // A single one is already in the title.
  const isListed = resources.length > 1 || (source === "aws.sns" && shown.length > 0);
  return present([
    isListed && {
      label: source === "aws.sns" ? ("event.topic" as const) : ("event.resource" as const),
      value: join([...shown, ...(rest > 0 ? [say("finding.more", { count: rest })] : [])], ", "),
    },
    call?.who && { label: "event.who", value: call.who },
    call?.from && { label: "finding.from", value: { code: call.from } },
    region && { label: "event.region", value: region },
    account && { label: "event.account", value: account },
    { label: "event.time", value: { time } },
  ]);
}

function urlOf({ source, region, resources }: AwsEvent, call: Call | undefined, name?: string): string {
  if (call?.id && isRegion(region)) return trailEventUrl(region, call.id);
  const bucket = resources.find((arn) => /^arn:[\w-]+:s3:::[^/]+$/.test(arn));
  if (source === "aws.s3" && bucket && name) return bucketUrl(region, nameInArn(bucket) ?? name);
  return serviceUrl(region, source);
}
