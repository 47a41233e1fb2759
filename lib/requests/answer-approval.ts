import { onEnvironments } from "../pure/audit.ts";
import { wordsOf } from "../pure/command-line.ts";
import { refusal } from "../pure/replies.ts";
import { isAllowedFor, type Member } from "../pure/roles.ts";
import { say } from "../pure/text.ts";
import type { ApprovalRequest } from "./approval-message.ts";
import { publishApproval } from "./approvals.ts";
import { findCommand } from "./find-command.ts";
import { memberOf } from "./membership.ts";
import { type Approval, answerQuestion, type Question, questionState } from "./question.ts";
import type { ActionRequest, RequestDeps } from "./request-deps.ts";
import { type AuditedAction, openRequest, type RequestSession } from "./request-session.ts";

/**
 * A second person's yes or no. The one who asked may only withdraw. What was approved runs as whoever asked for it, if
 * they may still do so.
 */
export async function handleApproval(
  session: RequestSession,
  request: ActionRequest,
  member: Member,
  deps: RequestDeps,
): Promise<void> {
  const { store, config, now } = deps;
  const id = request.value;
  const question = await store.states.read(questionState, id);
  const approval = question?.approval;
  if (!question || !approval) {
    await session.answerAside(refusal(say("error.stale-button")));
    return;
  }
  const isOwn = question.user === request.user;
  const isYes = request.action === "approve-request";
  const about = approvedActionOf(question, approval);
  if (isYes && isOwn) {
    await session.audit({ action: "approve-request", ...about, result: "denied", detail: "own request" });
    await session.answerAside(refusal(say("approval.not-you")));
    return;
  }
  const lacking = approval.environments.find(
    (environment) => !isAllowedFor(member, approval.role, config.people, environment),
  );
  if (!isOwn && lacking !== undefined) {
    const action = isYes ? "approve-request" : "decline-request";
    await session.deny(isYes ? "approve" : "decline", approval.role, { action, ...about }, lacking);
    return;
  }
  const isLate = !question.answered && Date.parse(question.until) <= now().getTime();
  const answer = isLate ? "expire" : isYes ? "confirm" : "cancel";
  const answered = await answerQuestion(id, answer, request.user, now(), store.states);
  if (!answered) return;
  if (isLate || answered.answered !== answer || answered.by !== request.user) {
    await session.answerAside(refusal(say("approval.answered")));
    if (isLate) await publishExpired(id, question, approval, deps);
    return;
  }
  if (!isYes) {
    const news = outcome(id, question, isOwn ? "withdrawn" : "declined", request.user);
    await publishApproval(news, approval.channel, deps.publish);
    const action = isOwn ? "withdraw-request" : "decline-request";
    await session.audit({ action, ...about, result: "done", detail: `asked by ${question.user}` });
    return;
  }
  await runApproved(id, question, approval, request, deps);
}

async function runApproved(
  id: string,
  question: Question,
  approval: Approval,
  press: ActionRequest,
  deps: RequestDeps,
): Promise<void> {
  const approved = outcome(id, question, "approved", press.user);
  await publishApproval(approved, approval.channel, deps.publish);
  const found = findCommand(question.command, wordsOf(question.text), deps.commands);
  if (!found) return;
  const author = { ...press, user: question.user, userTeam: approval.userTeam, ...approval.from };
  const member = await memberOf(author, deps.config, deps.store.directory, deps.now());
  const once = openRequest(author, `question/${id}`, deps, {
    origin: "approval",
    isButton: false,
    isSilent: true,
  });
  const done = await once.execute(found.definition, found.rest, member, { approvedBy: press.user });
  // Nobody can be answered in private any more, so what went wrong stands in the request itself.
  if (done && done.result !== "done" && done.answer) {
    await publishApproval({ ...approved, problem: done.answer }, approval.channel, deps.publish);
  }
}

/** Says and notes that nobody has answered a request in time. */
export async function publishExpired(
  id: string,
  question: Question,
  approval: Approval,
  { store, publish }: Pick<RequestDeps, "store" | "publish">,
): Promise<void> {
  await publishApproval(outcome(id, question, "expired"), approval.channel, publish);
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

/** What a request asks for, for the audit. */
function approvedActionOf(
  { command, text }: Question,
  { environments }: Approval,
): Omit<AuditedAction, "action"> {
  return { text: `${command} ${text}`.trim(), ...onEnvironments(environments) };
}

/** What became of a request. */
function outcome(
  id: string,
  { approval, user, until }: Question,
  status: ApprovalRequest["status"],
  by?: string,
): ApprovalRequest {
  return { id, what: approval?.what ?? "", requestedBy: user, until, status, ...(by && { by }) };
}
