import type { Publish } from "../messages/publish.ts";
import { onEnvironments } from "../pure/audit.ts";
import type { Store } from "../store/store.ts";
import { type ApprovalRequest, approvalMessage, approvalRequestShape } from "./approval-message.ts";
import type { Approval, Question } from "./question.ts";
import type { AuditedAction } from "./request-context.ts";

export function approvalKey(id: string): string {
  return `approval/${id}`;
}

/** Updates a request's message. A decision is final. */
export async function publishApproval(news: ApprovalRequest, channel: string, publish: Publish): Promise<void> {
  await publish(approvalRequestShape, approvalKey(news.id), (known) => {
    const state = known && news.status === "open" ? known : { ...known, ...news };
    return { destination: { kind: "channel", channel }, content: approvalMessage(state), state };
  });
}

/** Publishes and audits that a request has expired. */
export async function publishExpired(
  id: string,
  question: Question,
  approval: Approval,
  { store, publish }: { readonly store: Store; readonly publish: Publish },
): Promise<void> {
  await publishApproval(outcomeOf(id, question, approval, "expired"), approval.channel, publish);
  await store.audit.write(`approval-expiry/${id}`, {
    at: question.until,
    actor: "nightshift",
    door: "schedule",
    action: "expire-request",
    ...approvedActionOf(question, approval),
    result: "done",
    detail: `asked by ${question.user}`,
  });
}

/** The requested command, for the audit log. */
export function approvedActionOf(
  { command, text }: Question,
  { environments }: Approval,
): Omit<AuditedAction, "action"> {
  return { text: `${command} ${text}`.trim(), ...onEnvironments(environments) };
}

/** The result of a request. */
export function outcomeOf(
  id: string,
  { user, until }: Question,
  { what }: Approval,
  status: ApprovalRequest["status"],
  by?: string,
): ApprovalRequest {
  return { id, what, requestedBy: user, until, status, ...(by && { by }) };
}
