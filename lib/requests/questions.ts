import type { ConfirmationRequest } from "../app/define.ts";
import { askForApproval } from "./approvals.ts";
import { commandLine } from "./find-command.ts";
import { questionState } from "./question.ts";
import type { PendingCommand, RequestDeps } from "./request-deps.ts";
import type { RequestSession } from "./request-session.ts";

/** How long whoever typed a command may think about it. */
const questionMinutes = 15;

/** Keeps the command and asks about it: the person themselves, or a second one where that is configured. */
export async function askQuestion(
  session: RequestSession,
  asked: ConfirmationRequest,
  subject: PendingCommand,
  deps: RequestDeps,
): Promise<void> {
  const { definition, words, respond } = subject;
  const { request } = session;
  const guard = asked.environments.find(({ protection }) => protection === "approval");
  if (guard) {
    await askForApproval(session, guard, asked, subject, deps);
    return;
  }
  const id = session.questionId;
  const until = new Date(Date.parse(request.at) + questionMinutes * 60_000).toISOString();
  const question = {
    ...commandLine(definition, words),
    cancelled: asked.cancelled,
    user: request.user,
    until,
    ...(session.isButton && { isPressed: true }),
  };
  await deps.store.states.create(questionState, id, new Date(until), question);
  await respond({
    ...asked.question,
    buttons: [
      { action: "confirm", label: asked.yes, style: "primary", value: id },
      { action: "cancel", label: "button.cancel", value: id },
    ],
  });
}
