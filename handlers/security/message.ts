/** The texts of GuardDuty and Security Hub findings. */

import type { Severity } from "../../lib/alerts/routing.ts";
import { findingsUrl, findingUrl, instanceUrl } from "../../lib/pure/console.ts";
import type { Content, Fact, Tone } from "../../lib/pure/content.ts";
import { labelOf } from "../../lib/pure/label.ts";
import { join, type PlainKey, say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import type { Counterpart, Finding, FoundResource } from "./state.ts";

const tones: Readonly<Record<Severity, Tone>> = { high: "failure", medium: "warning", low: "info" };

const mostResources = 3;

/** The message of one finding: what it means, for which resource, how severe, and the other side's address. */
export function findingMessage(finding: Finding): Content {
  const { severity = "low", state, description, isSample, account, region, type, remedy } = finding;
  const isOver = state === "over";
  const facts: (Fact | undefined)[] = [
    isOver ? undefined : { label: "finding.severity", value: levelText(finding) },
    ...resourceFacts(finding),
    ...counterpartFacts(finding.counterpart),
    seenFact(finding),
    // Types of other services, such as `Software and Configuration Checks`, add nothing.
    type?.includes(":") ? { label: "finding.type", value: { code: type } } : undefined,
    { label: "event.region", value: region },
    { label: "event.account", value: account },
    remedy && /^https:\/\//.test(remedy)
      ? { label: "finding.remedy", value: { link: remedy, text: say("finding.remedy-link") } }
      : undefined,
  ];
  return {
    tone: isOver ? "success" : tones[severity],
    title: findingTitle(finding),
    lines: [
      ...(isSample ? [say("finding.sample")] : []),
      ...(description && !isOver ? [truncate(description, 400)] : []),
    ],
    facts: facts.filter((fact) => fact !== undefined),
    buttons: [{ action: "open", label: "button.open", url: findingUrl(finding) }],
  };
}

/** The message of several findings of one event: a line for each, or for all that fail the same check. */
export function findingsMessage(findings: readonly Finding[]): Content {
  const [first] = findings;
  const open = findings.filter(({ state }) => state !== "over");
  const alike = alikeIn(findings);
  const shown = alike.slice(0, mostLines);
  const rest = alike.slice(mostLines).flat().length;
  return {
    tone: open.length === 0 ? "success" : tones[gravest(open)],
    title: open.length
      ? say("finding.many", { count: open.length, product: first?.product ?? "Security Hub" })
      : say("finding.many-over", { product: first?.product ?? "Security Hub" }),
    lines: [...shown.map(lineOf), ...(rest ? [say("finding.more", { count: rest })] : [])],
    facts: first
      ? [
          { label: "event.region", value: first.region },
          { label: "event.account", value: first.account },
        ]
      : [],
    ...(first && { buttons: [{ action: "open", label: "button.open", url: findingsUrl(first.region) }] }),
  };
}

const mostLines = 15;

/** Number of resources that are named for one failed check. */
const mostNamed = 10;

type AlikeFindings = readonly [Finding, ...Finding[]];

/** Groups findings that say the same of several resources, in order of first appearance. */
function alikeIn(findings: readonly Finding[]): AlikeFindings[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const one of findings) {
    const { id, isCheck, title, severity, level, state } = one;
    const key = JSON.stringify(isCheck ? [title, severity, level, state === "over"] : [id]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

function lineOf(alike: AlikeFindings): Text {
  const [one, ...others] = alike;
  if (!others.length) return [levelText(one), " · ", findingTitle(one)];
  const names = join(alike.slice(0, mostNamed).map(nameOf), ", ");
  const rest = alike.length - mostNamed;
  const listed: Text = rest > 0 ? join([names, say("finding.more", { count: rest })], ", ") : names;
  const title = say("finding.checks", {
    count: alike.length,
    title: truncate(one.title, 250),
    names: listed,
  });
  return [levelText(one), " · ", one.state === "over" ? say("finding.over", { title }) : title];
}

export function gravest(findings: readonly Finding[]): Severity {
  const all = new Set(findings.map(({ severity }) => severity));
  return all.has("high") ? "high" : all.has("medium") ? "medium" : "low";
}

const purposes = [
  "AttackSequence",
  "Backdoor",
  "Behavior",
  "CredentialAccess",
  "CryptoCurrency",
  "DefenseEvasion",
  "Discovery",
  "Execution",
  "Exfiltration",
  "Impact",
  "InitialAccess",
  "Object",
  "PenTest",
  "Persistence",
  "Policy",
  "PrivilegeEscalation",
  "Recon",
  "Stealth",
  "Trojan",
  "UnauthorizedAccess",
] as const;

/** The finding in one sentence, with the name of its resource. */
export function findingTitle(finding: Finding): Text {
  const title = openTitle(finding);
  return finding.state === "over" ? say("finding.over", { title }) : title;
}

function nameOf({ resources: [first], account }: Finding): Text {
  return first ? truncate(first.name ?? first.id, 100) : say("finding.in-account", { account });
}

function openTitle(finding: Finding): Text {
  const { product, type, title, isCheck } = finding;
  const name = nameOf(finding);
  // CryptoCurrency:EC2/BitcoinTool.B!DNS: the part before the colon is the threat's purpose.
  // https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-format.html
  const said = product === "GuardDuty" ? type?.split(":")[0]?.toLowerCase() : undefined;
  const purpose = purposes.find((one) => one.toLowerCase() === said);
  if (purpose) return say(`guardduty.${purpose}`, { name });
  if (said) return say("guardduty.other", { what: labelOf(type?.split(":")[0] ?? ""), name });
  return isCheck
    ? say("finding.check", { name, title: truncate(title, 250) })
    : say("finding.found", { product: truncate(product, 50), name, title: truncate(title, 250) });
}

function levelText({ severity = "low", level, toldBy, isSample }: Finding): Text {
  const word = say(`alerts.severity.${severity}`);
  // A sample finding has no severity, whatever it imitates.
  const isMore = !isSample && level !== undefined && (toldBy === "guardduty" || level.toLowerCase() !== severity);
  return isMore ? [word, " (", level, ")"] : word;
}

const labels = {
  instance: "finding.instance",
  "access-key": "finding.access-key",
  bucket: "finding.bucket",
  object: "finding.object",
  cluster: "ecs.cluster",
  workload: "finding.workload",
  container: "finding.container",
  database: "finding.database",
  function: "finding.function",
  volume: "finding.volume",
  other: "event.resource",
} as const satisfies Readonly<Record<FoundResource["kind"], PlainKey>>;

/** By kind, each kind once. */
function resourceFacts({ resources, region }: Finding): Fact[] {
  const all = resources.map(({ kind }) => kind);
  return [...new Set(all)].slice(0, 4).map((kind) => {
    const some = resources.filter(
      (one, index) => one.kind === kind && resources.findIndex(({ id }) => id === one.id) === index,
    );
    const shown = some.slice(0, mostResources).map((one) => resourceText(one, region));
    const rest = some.length - shown.length;
    return {
      label: labels[kind],
      value: join([...shown, ...(rest > 0 ? [say("finding.more", { count: rest })] : [])], ", "),
    };
  });
}

function resourceText({ kind, id, name }: FoundResource, region: string): Text {
  const shown = truncate(name ?? id, 120);
  const lead: Text =
    kind === "instance" && id.startsWith("i-")
      ? { link: instanceUrl(region, id), text: shown }
      : name
        ? shown
        : { code: shown };
  return name ? [lead, " (", { code: truncate(id, 120) }, ")"] : lead;
}

function counterpartFacts(counterpart: Counterpart | undefined): (Fact | undefined)[] {
  if (!counterpart) return [];
  const { direction, address, country, organisation, port, domain, call } = counterpart;
  const where = [country, organisation].filter((part) => part !== undefined).join(", ");
  const other: Text = [{ code: address ?? "?" }, ...(where ? [" (", where, ")"] : [])];
  const to = direction === "in" ? "finding.port" : "finding.remote-port";
  return [
    address
      ? {
          label: direction === "in" ? "finding.from" : direction === "out" ? "finding.to" : "finding.remote",
          value: other,
        }
      : undefined,
    port === undefined ? undefined : { label: to, value: String(port) },
    domain ? { label: "finding.domain", value: { code: domain } } : undefined,
    call ? { label: "finding.call", value: { code: call } } : undefined,
  ];
}

/** GuardDuty counts; for daily checks only the first time is useful. */
function seenFact({ count, first, last }: Finding): Fact | undefined {
  if (count !== undefined && first && last && first !== last) {
    return {
      label: "finding.seen",
      value: say("finding.seen-times", { count, first: { time: first }, last: { time: last } }),
    };
  }
  return first ? { label: "finding.since", value: { time: first } } : undefined;
}
