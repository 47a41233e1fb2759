import * as v from "valibot";
import { type Button, type Content, present, type Step } from "../../lib/pure/content.ts";
import { isSameLocation, locationKey } from "../../lib/pure/location.ts";
import { stateText } from "../../lib/pure/resource.ts";
import type { StateOf } from "../../lib/pure/schema.ts";
import { join, say, type Text, textSchema } from "../../lib/pure/text.ts";
import {
  hasReachedTargetState,
  isInDoubt,
  isTargetPending,
  type Operation,
  type OperationTarget,
  operationTimeoutMs,
} from "./state.ts";

/** More would hide the buttons below; the rest is counted. */
const mostShown = 20;

/** An operation's message: its key, and its title when a schedule began it. */
export const messageOfOperationSchema = v.object({
  key: v.string(),
  titles: v.exactOptional(v.object({ open: textSchema, done: textSchema })),
});
type MessageOfOperation = StateOf<typeof messageOfOperationSchema>;

/** The one message of an operation, as it should read now. */
export function operationMessage(operation: Operation, now: Date, { key, titles }: MessageOfOperation): Content {
  const { verb, requestedBy } = operation;
  const targets = Object.values(operation.targets);
  const asked = targets.filter(({ refusal }) => !refusal);
  const open = asked.filter((target) => isTargetPending(target, verb));
  const doubtful = asked.filter(isInDoubt);
  const leftOut = targets.length - asked.length;
  const isLate = open.length > 0 && now.getTime() - Date.parse(operation.startedAt) >= operationTimeoutMs;
  const what = summed(asked);
  const settled = doubtful.length
    ? say("operation.unknown", { what: summed(doubtful) })
    : (titles?.done ?? say(`operation.${verb}.done`, { what }));
  const title = open.length ? (titles?.open ?? say(`operation.${verb}.title`, { what })) : settled;
  const [first] = targets;
  const isApart = first !== undefined && targets.some((target) => !isSameLocation(target, first));
  const shown = foremost(targets, (target) => isLate && isTargetPending(target, verb));
  return {
    tone: doubtful.length ? "warning" : toneOf(operation, asked.length, open.length, isLate),
    title: asked.length ? title : say("operation.nothing"),
    steps: shown.map((target) => step(target, operation, isLate, isApart)),
    ...(requestedBy && { facts: [{ label: "operation.requested-by", value: { user: requestedBy } }] }),
    ...(doubtful.length && { buttons: [checkButton(key, doubtful)] }),
    footer: present([
      targets.length > shown.length && say("operation.more", { count: targets.length - shown.length }),
      leftOut && say("operation.left-out", { count: leftOut }),
      isLate && say("operation.late"),
      ...(operation.unseen ?? []),
    ]),
  };
}

function summed(targets: readonly OperationTarget[]): Text {
  const names = targets.map(({ name }) => name);
  return names.length > 3 ? say("operation.many", { count: names.length }) : join(names, ", ");
}

/** What the button Check is about. */
export interface CheckReference {
  /** The key of the operation's message. */
  readonly operation: string;
  /** The environments of the targets in doubt; left out when some belong to none. */
  readonly environments?: readonly string[];
}

/** Characters of environment names that fit into a button's value beside the key. */
const mostNamed = 1_500;

function checkButton(operation: string, doubtful: readonly OperationTarget[]): Button {
  const environments = [...new Set(doubtful.map(({ doubt }) => doubt?.environment))].filter(
    (name) => name !== undefined,
  );
  const areAllOfSome = doubtful.every(({ doubt }) => doubt?.environment !== undefined);
  const isFitting = JSON.stringify(environments).length <= mostNamed;
  const reference: CheckReference = { operation, ...(areAllOfSome && isFitting && { environments }) };
  return { action: "check", label: "button.check", value: JSON.stringify(reference) };
}

function toneOf({ unseen }: Operation, asked: number, open: number, isLate: boolean): Content["tone"] {
  if (isLate) return "warning";
  if (open > 0) return "progress";
  if (unseen) return "warning";
  return asked > 0 ? "success" : "quiet";
}

/** All of a few; of many, those that need attention: in doubt, refused, then overdue. */
function foremost(
  targets: readonly OperationTarget[],
  isOverdue: (target: OperationTarget) => boolean,
): readonly OperationTarget[] {
  if (targets.length <= mostShown) return targets;
  const rank = (target: OperationTarget): number =>
    isInDoubt(target) ? 0 : target.refusal ? 1 : isOverdue(target) ? 2 : 3;
  return targets.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostShown);
}

/** `isApart`: the targets are in several locations, so the line names this one's. */
function step(target: OperationTarget, { verb }: Operation, isLate: boolean, isApart: boolean): Step {
  const called = target.name === target.id ? target.id : `${target.name} (${target.id})`;
  const place = locationKey(target);
  const title = isApart ? `${called} · ${place}` : called;
  const id = isApart ? `${place}/${target.id}` : target.id;
  if (target.refusal) return { id, title, state: "stopped", notes: [target.refusal] };
  if (isInDoubt(target)) return { id, title, state: "pending", notes: [say("operation.in-doubt")] };
  const isDone = hasReachedTargetState(target, verb);
  const { proof } = target;
  const proven = proof && say("operation.proven", { time: { time: proof.at }, who: { code: proof.by } });
  return {
    id,
    title,
    state: isDone ? "done" : isLate ? "failed" : "running",
    notes: [proven ?? stateText(target.state)],
  };
}

/** The refused targets and why, a line each. */
export function refusalLines(targets: readonly OperationTarget[]): Text[] {
  return targets.flatMap(({ name, refusal }) =>
    refusal ? [say("operation.line", { name: { bold: name }, text: refusal })] : [],
  );
}

/** Names side by side, the first few of many. */
export function resourceNames(resources: readonly { readonly name: string }[]): Text {
  const shown = resources.slice(0, 8).map(({ name }): Text => ({ code: name }));
  const rest = resources.length - shown.length;
  const names = join(shown, ", ");
  return rest > 0 ? [names, " ", say("operation.more", { count: rest })] : names;
}
