import type { Content, Step } from "./content.ts";
import { hasArrived, type Operation, type OperationTarget, patienceMs } from "./operation.ts";
import { stateText } from "./resource.ts";
import { join, say, type Text } from "./text.ts";

/** More would hide the buttons below; the rest is counted. */
const mostShown = 20;

export interface OperationTitles {
  readonly open: Text;
  readonly done: Text;
}

/** The one message of an operation, as it should read now; `titles` are for those that a schedule began. */
export function operationMessage(operation: Operation, now: Date, titles?: OperationTitles): Content {
  const { verb, requestedBy } = operation;
  const targets = Object.values(operation.targets);
  const asked = targets.filter(({ refusal }) => !refusal);
  const open = asked.filter((target) => !hasArrived(target, verb));
  const leftOut = targets.length - asked.length;
  const isLate = open.length > 0 && now.getTime() - Date.parse(operation.startedAt) >= patienceMs;
  const names = asked.map(({ name }) => name);
  const what = names.length > 3 ? say("operation.many", { count: names.length }) : join(names, ", ");
  const title = open.length
    ? (titles?.open ?? say(`operation.${verb}.title`, { what }))
    : (titles?.done ?? say(`operation.${verb}.done`, { what }));
  const shown = targets.slice(0, mostShown);
  return {
    tone: isLate ? "warning" : open.length ? "progress" : asked.length ? "success" : "quiet",
    title: asked.length ? title : say("operation.nothing"),
    steps: shown.map((target) => step(target, operation, isLate)),
    ...(requestedBy && { facts: [{ label: "operation.requested-by", value: { user: requestedBy } }] }),
    footer: [
      ...(targets.length > shown.length
        ? [say("operation.more", { count: targets.length - shown.length })]
        : []),
      ...(leftOut ? [say("operation.left-out", { count: leftOut })] : []),
      ...(isLate ? [say("operation.late")] : []),
    ],
  };
}

function step(target: OperationTarget, { verb }: Operation, isLate: boolean): Step {
  const title = target.name === target.id ? target.id : `${target.name} (${target.id})`;
  if (target.refusal) return { id: target.id, title, state: "stopped", notes: [target.refusal] };
  const isDone = hasArrived(target, verb);
  return {
    id: target.id,
    title,
    state: isDone ? "done" : isLate ? "failed" : "running",
    notes: [stateText(target.state)],
  };
}

/** What was not done and why, one line for each. */
export function refusalLines(targets: readonly OperationTarget[]): Text[] {
  return targets.flatMap(({ name, refusal }) =>
    refusal ? [say("operation.line", { name: { bold: name }, text: refusal })] : [],
  );
}

/** Names side by side, the first few of many. */
export function namesOf(resources: readonly { readonly name: string }[]): Text {
  const shown = resources.slice(0, 8).map(({ name }): Text => ({ code: name }));
  const rest = resources.length - shown.length;
  const names = join(shown, ", ");
  return rest > 0 ? [names, " ", say("operation.more", { count: rest })] : names;
}
