import { wordsOf } from "../pure/command-line.ts";
import { refusal } from "../pure/replies.ts";
import { say } from "../pure/text.ts";
import { approvedActionOf, outcomeOf, publishApproval, publishExpired } from "./approvals.ts";
import { findCommand } from "./find-command.ts";
import { type Approval, type Question, questionState, recordAnswer } from "./question.ts";
import { answerAside, audit, deny, type MemberRequest, withMember } from "./request-context.ts";
import type { ActionRequest } from "./request-deps.ts";
import { lackedRole, runDefinition } from "./run-request.ts";

/**
 * A second person's yes or no. The requester may only withdraw. An approved command runs as its requester, if they
 * still may run it.
 */
export async function answerApproval(context: MemberRequest, request: ActionRequest): Promise<void> {
  const { store, publish, now } = context.deps;
  const { value: id, user } = request;
  const question = await store.states.read(questionState, id);
  const approval = question?.approval;
  if (!approval) return answerAside(context, refusal(say("error.stale-button")));
  const isOwn = question.user === user;
  const isYes = request.action === "approve-request";
  const noun = isYes ? "approve" : "decline";
  const about = { action: `${noun}-request`, ...approvedActionOf(question, approval) };
  if (isYes && isOwn) {
    await audit(context, { ...about, result: "denied", detail: "own request" });
    return answerAside(context, refusal(say("approval.not-you")));
  }
  const lacking = isOwn ? undefined : lackedRole(context, approval.role, approval.environments);
  if (lacking) {
    await deny(context, noun, approval.role, about, lacking.environment);
    return;
  }
  const isLate = !question.answered && Date.parse(question.until) <= now().getTime();
  const given = isLate ? "expire" : isYes ? "confirm" : "cancel";
  const answered = await recordAnswer(id, given, user, now(), store.states);
  if (!answered) return;
  if (isLate || answered.answered !== given || answered.by !== user) {
    await answerAside(context, refusal(say("approval.answered")));
    if (isLate) await publishExpired(id, question, approval, context.deps);
    return;
  }
  if (isYes) return runApproved(context, id, question, approval);
  const news = outcomeOf(id, question, approval, isOwn ? "withdrawn" : "declined", user);
  await publishApproval(news, approval.channel, publish);
  const action = isOwn ? "withdraw-request" : about.action;
  await audit(context, { ...about, action, result: "done", detail: `asked by ${question.user}` });
}

async function runApproved(context: MemberRequest, id: string, question: Question, approval: Approval): Promise<void> {
  const { publish, commands } = context.deps;
  const approvedBy = context.request.user;
  const approved = outcomeOf(id, question, approval, "approved", approvedBy);
  await publishApproval(approved, approval.channel, publish);
  const found = findCommand(question.command, wordsOf(question.text), commands);
  if (!found) return;
  const author = await withMember({
    ...context,
    request: { ...context.request, user: question.user, userTeam: approval.userTeam, ...approval.from },
    jobKey: `question/${id}`,
    isButton: false,
    isSilent: true,
    isConfirmed: true,
    approvedBy,
  });
  const done = await runDefinition(author, found.definition, found.rest);
  // The requester can no longer be answered in private, so an error is shown in the request itself.
  if (done && done.result !== "done" && done.answer) {
    await publishApproval({ ...approved, problem: done.answer }, approval.channel, publish);
  }
}
