import * as v from "valibot";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import type { EventContext } from "../../lib/app/define.ts";
import { shortHash } from "../../lib/messages/publish.ts";
import { environmentOfResource } from "../../lib/pure/resource.ts";
import { defineShape, defineState, type StateOf } from "../../lib/pure/schema.ts";
import { findingMessage, findingsMessage, findingTitle, gravest } from "./message.ts";
import {
  type Finding,
  findingKey,
  findingSchema,
  isReportableFinding,
  type KnownFinding,
  knownFindingSchema,
  knownFindingShape,
  mergeFindings,
  shownFinding,
} from "./state.ts";

/** An event with more new findings than this has one message for all. */
const mostOwnMessages = 3;
/** As long as messages are kept. */
export const findingState = defineState({
  name: "known-finding",
  version: 1,
  schema: knownFindingSchema,
  prefix: "ledger#finding/",
  keep: 90,
});

/** A finding of the event, merged with what is known of it. */
interface ObservedFinding {
  readonly key: string;
  readonly subject: string;
  readonly known: KnownFinding;
  readonly isTold: boolean;
}

/**
 * Publishes findings, each in a message that is updated; many of one event share a message. Unpublished ones are
 * stored, so that an older event that comes late does not reopen them.
 */
export async function publishFindings(
  findings: readonly Finding[],
  context: EventContext<never>,
): Promise<"told" | "quiet"> {
  const heard: ObservedFinding[] = [];
  for (const finding of findings) heard.push(await observeFinding(finding, context));
  const fresh = heard.filter(({ isTold, known }) => !isTold && !known.batch && isReportableFinding(known));
  const batch =
    fresh.length > mostOwnMessages ? `findings/${shortHash(`${context.account}/${context.event.id}`)}` : undefined;
  const batches = new Map<string, ObservedFinding[]>();
  let outcome: "told" | "quiet" = "quiet";
  for (const one of heard) {
    if (!one.isTold && !one.known.batch && !isReportableFinding(one.known)) continue;
    outcome = "told";
    const current = batch && fresh.includes(one) ? await remember(one, { batch }, context) : one;
    const key = current.known.batch;
    if (key === undefined) await publishFinding(current, context);
    else batches.set(key, [...(batches.get(key) ?? []), current]);
  }
  for (const [key, members] of batches) {
    await publishBatch(key, members, context);
    for (const member of members) await publishFinding(member, context);
  }
  return outcome;
}

async function observeFinding(finding: Finding, context: EventContext<never>): Promise<ObservedFinding> {
  const key = shortHash(findingKey(finding));
  const subject = `finding/${key}`;
  const isTold = (await context.store.messages.find(subject)) !== undefined;
  return remember({ key, subject, known: {}, isTold }, { [finding.toldBy]: finding }, context);
}

async function remember(
  heard: ObservedFinding,
  more: KnownFinding,
  context: EventContext<never>,
): Promise<ObservedFinding> {
  const { store, now } = context;
  const known = await store.states.update(findingState, heard.key, now(), (before) =>
    mergeFindings(before ?? {}, more),
  );
  return { ...heard, known };
}

async function publishFinding({ subject, known }: ObservedFinding, context: EventContext<never>): Promise<void> {
  const shown = shownFinding(known);
  if (!shown) return;
  await publishAlert(knownFindingShape, { subject, family: `finding:${shown.product}` }, context, (before = known) => {
    const current = mergeFindings(before, known);
    const finding = shownFinding(current) ?? shown;
    const isOver = finding.state === "over";
    const isNews = isOver !== (shownFinding(before)?.state === "over");
    const { account, region, resources } = finding;
    const tags = resources.find((one) => one.tags)?.tags ?? {};
    const environment = environmentOfResource({ account, region, tags }, context.config, context.home);
    return {
      severity: isOver ? "low" : (finding.severity ?? "low"),
      content: findingMessage(finding),
      state: current,
      isOver,
      tags,
      about: { account, region, names: resources.slice(0, 3).map(({ id }) => id) },
      ...(environment !== undefined && { environment }),
      ...(known.batch !== undefined && { listedIn: known.batch }),
      ...(isNews && { line: [findingTitle(finding), "  ", { time: finding.updatedAt }] as const }),
    };
  });
}

/** By subject. */
const findingBatchSchema = v.record(v.string(), findingSchema);
type FindingBatch = StateOf<typeof findingBatchSchema>;

export const findingBatchShape = defineShape({ name: "findings", version: 1, schema: findingBatchSchema });

async function publishBatch(
  key: string,
  members: readonly ObservedFinding[],
  context: EventContext<never>,
): Promise<void> {
  const news: FindingBatch = Object.fromEntries(
    members.flatMap(({ subject, known }) => {
      const shown = shownFinding(known);
      return shown ? [[subject, brief(shown)]] : [];
    }),
  );
  const product = Object.values(news)[0]?.product ?? "";
  await publishAlert(findingBatchShape, { subject: key, family: `finding:${product}` }, context, (before) => {
    const all: FindingBatch = { ...before, ...news };
    const findings = Object.values(all).sort((a, b) => rank(a) - rank(b));
    const open = findings.filter(({ state }) => state !== "over");
    return {
      severity: gravest(open),
      content: findingsMessage(findings),
      state: all,
      isOver: open.length === 0,
    };
  });
}

/** The most severe first, closed ones last. */
function rank({ state, severity = "low" }: Finding): number {
  return state === "over" ? 3 : ["high", "medium", "low"].indexOf(severity);
}

/** The part of it that its line in a shared message needs. */
function brief({ description: _, resources, ...finding }: Finding): Finding {
  return { ...finding, resources: resources.slice(0, 1) };
}
