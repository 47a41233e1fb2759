import { wordsOf } from "../pure/command-line.ts";
import { refusal } from "../pure/replies.ts";
import { say } from "../pure/text.ts";
import { findCommand } from "./find-command.ts";
import { questionState, recordAnswer } from "./question.ts";
import { answer, answerAside, audit, type MemberRequest } from "./request-context.ts";
import type { ActionRequest } from "./request-deps.ts";
import { runDefinition } from "./run-request.ts";

/** The asked person's yes or no. */
export async function answerQuestion(context: MemberRequest, { action, value, user }: ActionRequest): Promise<void> {
  const { store, commands, now } = context.deps;
  const question = await store.states.read(questionState, value);
  const text = question ? `${question.command} ${question.text}`.trim() : "";
  if (question && question.user !== user) {
    await audit(context, { action, text, result: "denied", detail: `asked by ${question.user}` });
    return answerAside(context, refusal(say("deploy.not-yours")));
  }
  if (!question || Date.parse(question.until) <= now().getTime()) {
    return answer(context, refusal(say("deploy.confirm-gone")));
  }
  const found = findCommand(question.command, wordsOf(question.text), commands);
  if (!found) return;
  const given = action === "cancel" ? "cancel" : "confirm";
  // If both buttons are pressed at once, the first one counts.
  if ((await recordAnswer(value, given, user, now(), store.states))?.answered !== given) return;
  if (given === "cancel") {
    await answer(context, { tone: "quiet", title: question.cancelled });
    await audit(context, { action: "cancel", text, result: "done" });
    return;
  }
  // The job is the question's: a second press or delivery runs nothing.
  const origin = question.isPressed ? "button" : "command";
  const confirmed = { ...context, jobKey: `question/${value}`, origin, isConfirmed: true } as const;
  await runDefinition(confirmed, found.definition, found.rest);
}
