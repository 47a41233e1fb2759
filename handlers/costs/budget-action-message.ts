/** Budget actions: what AWS Budgets does, or requests to do, when a budget crosses a threshold. */

import * as v from "valibot";
import type { Severity } from "../../lib/alerts/routing.ts";
import { budgetsUrl } from "../../lib/pure/console.ts";
import { type Content, present, type Tone } from "../../lib/pure/content.ts";
import { filled } from "../../lib/pure/json.ts";
import type { StateOf } from "../../lib/pure/schema.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { accountInText, budgetIn, fieldsIn, isBudgetAlert } from "./budget-message.ts";

/** The state of an action; `told` when the text is not understood. */
const actionStateSchema = v.picklist(["waiting", "running", "done", "failed", "undone", "told"]);
type ActionState = StateOf<typeof actionStateSchema>;

export const budgetActionSchema = v.object({
  budget: v.string(),
  state: actionStateSchema,
  id: v.exactOptional(v.string()),
  /** `APPLY_IAM_POLICY`, `APPLY_SCP_POLICY`, `RUN_SSM_DOCUMENTS`, or AWS's own text. */
  type: v.exactOptional(v.string()),
  account: v.exactOptional(v.string()),
  /** The beginning of AWS's text. */
  text: v.exactOptional(v.string()),
});
export type BudgetAction = StateOf<typeof budgetActionSchema>;

/**
 * Reads an AWS Budgets notification of an action; undefined for others. Its format is undocumented, so it is parsed
 * like the alerts: by its lines, otherwise by its subject. The states are those of the API:
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Action.html
 */
export function budgetActionOf(subject: string, message: string): BudgetAction | undefined {
  if (!isBudgetAlert(subject, message)) return undefined;
  const fields = fieldsIn(message);
  const named = ["action id", "action type", "action status"].filter((name) => fields.has(name));
  // A budget's own name may contain "action": a text with an amount is an alert.
  const isAmount = [...fields.keys()].some((name) => /^(actual|forecasted) /.test(name));
  if (!named.length && (isAmount || !/\bactions?\b/i.test(subject))) return undefined;
  const budget = budgetIn(subject, fields);
  if (!budget) return undefined;
  const [id, type] = [fields.get("action id"), fields.get("action type")];
  const text = textIn(message);
  return {
    budget,
    state: stateIn(fields.get("action status") ?? fields.get("status") ?? `${subject}\n${message}`),
    ...filled({ id, type, account: accountInText(message), text }),
  };
}

/** The first match wins: a failed reversal is a failure. */
function stateIn(text: string): ActionState {
  const states: readonly (readonly [RegExp, ActionState])[] = [
    [/fail/i, "failed"],
    [/pending|approv/i, "waiting"],
    [/in[_ ]progress/i, "running"],
    [/revers|undo|undone|reset/i, "undone"],
    [/success|executed|completed|applied/i, "done"],
  ];
  return states.find(([words]) => words.test(text))?.[1] ?? "told";
}

/** The first paragraph that is a sentence. */
function textIn(message: string): string | undefined {
  const sentence = message
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .find((line) => line.length > 40 && !/^AWS Budgets? Notification/i.test(line) && !/^Dear /i.test(line));
  return sentence && truncate(sentence, 500);
}

const tones: Readonly<Record<ActionState, Tone>> = {
  waiting: "waiting",
  running: "progress",
  done: "warning",
  failed: "failure",
  undone: "info",
  told: "warning",
};

/** A failed action leaves spending as it is; a reversed one needs no one. */
export function severityOfAction({ state }: BudgetAction): Severity {
  if (state === "failed") return "high";
  return state === "undone" ? "low" : "medium";
}

const types = {
  APPLY_IAM_POLICY: "budget.action-type.iam",
  APPLY_SCP_POLICY: "budget.action-type.scp",
  RUN_SSM_DOCUMENTS: "budget.action-type.ssm",
} as const;

/** The message of an action: which budget, what was done, or what waits for approval. */
export function budgetActionMessage(action: BudgetAction, account: string): Content {
  const { type, text, id } = action;
  const shownAccount = action.account ?? account;
  return {
    tone: tones[action.state],
    title: budgetActionTitle(action),
    ...(text && { lines: [text] }),
    facts: present([
      type && { label: "budget.action-type", value: typeText(type) },
      id && { label: "budget.action-id", value: { code: id } },
      shownAccount && { label: "event.account", value: shownAccount },
    ]),
    buttons: [{ action: "open", label: "button.open", url: budgetsUrl() }],
  };
}

export function budgetActionTitle({ state, budget }: BudgetAction): Text {
  return say(`budget.action-${state}`, { budget });
}

function typeText(type: string): Text {
  const name = type.toUpperCase().replace(/\s+/g, "_");
  return Object.hasOwn(types, name) ? say(types[name as keyof typeof types]) : type;
}
