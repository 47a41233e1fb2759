import { wordsOf } from "../pure/command-line.ts";
import { refusal } from "../pure/replies.ts";
import type { Member } from "../pure/roles.ts";
import { say } from "../pure/text.ts";
import { findCommand } from "./find-command.ts";
import { answerQuestion, type Question, questionState } from "./question.ts";
import type { ActionRequest, RequestDeps } from "./request-deps.ts";
import { openRequest, type RequestSession } from "./request-session.ts";

/** A yes or a no of the person who was asked. */
export async function handleQuestion(
  session: RequestSession,
  request: ActionRequest,
  member: Member,
  deps: RequestDeps,
): Promise<void> {
  const { states } = deps.store;
  const question = await states.read(questionState, request.value);
  if (question && question.user !== request.user) {
    const [action, detail] = [request.action, `asked by ${question.user}`];
    await session.audit({ action, text: lineOf(question), result: "denied", detail });
    await session.answerAside(refusal(say("deploy.not-yours")));
    return;
  }
  if (!question || Date.parse(question.until) <= deps.now().getTime()) {
    await session.answer(refusal(say("deploy.confirm-gone")));
    return;
  }
  const found = findCommand(question.command, wordsOf(question.text), deps.commands);
  if (!found) return;
  const answer = request.action === "cancel" ? "cancel" : "confirm";
  // Pressed in one moment, the first of the two buttons counts.
  if ((await answerQuestion(request.value, answer, request.user, deps.now(), states))?.answered !== answer)
    return;
  if (answer === "cancel") {
    await session.answer({ tone: "quiet", title: question.cancelled });
    await session.audit({ action: "cancel", text: lineOf(question), result: "done" });
    return;
  }
  // The button's job is the question's: pressed twice, or delivered twice, it is one.
  const once = openRequest(request, `question/${request.value}`, deps, {
    origin: question.isPressed ? "button" : "command",
    isButton: true,
    replaces: true,
  });
  await once.execute(found.definition, found.rest, member, {});
}

function lineOf({ command, text }: Question): string {
  return `${command} ${text}`.trim();
}
