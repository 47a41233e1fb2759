import { shortHash } from "../messages/publish.ts";
import { refusal } from "../pure/replies.ts";
import { say } from "../pure/text.ts";
import { answerApproval } from "./answer-approval.ts";
import { answerQuestion } from "./answer-question.ts";
import { findCommand } from "./find-command.ts";
import { answerAside, isTenant, type RequestContext, withMember } from "./request-context.ts";
import type { ActionRequest, RequestDeps } from "./request-deps.ts";
import { runDefinition, runWork } from "./run-request.ts";

/** Runs a button. */
export async function runAction(request: ActionRequest, deps: RequestDeps): Promise<void> {
  const { action, value } = request;
  const isAnswer = action === "confirm" || action === "cancel";
  const isApproval = action === "approve-request" || action === "decline-request";
  const definition = deps.actions.find(({ name }) => name === action);
  const work = definition && "run" in definition ? definition : undefined;
  // Read-only buttons may be pressed again and again, by anyone.
  const each = work?.isLook ? [request.user, request.at] : [];
  const received: RequestContext = {
    request,
    deps,
    jobKey: `button/${shortHash([request.message, action, value, ...each].join("/"))}`,
    origin: isApproval ? "approval" : "button",
    isButton: true,
    // The answer to a question replaces the question, so that its buttons disappear.
    replaces: isAnswer || work?.replaces === true,
  };
  if (!(await isTenant(received))) return;
  // A link button opens its URL by itself; Slack reports the press all the same. A second one has a suffix.
  if (/^open(-|$)/.test(action)) return;
  const context = await withMember(received);
  if (isAnswer) return answerQuestion(context, request);
  if (isApproval) return answerApproval(context, request);
  if (definition && "says" in definition) {
    const [first = "", ...words] = definition.says(value) ?? [];
    const found = findCommand(`/${first}`, words, deps.commands);
    if (found) {
      await runDefinition(context, found.definition, found.rest);
      return;
    }
  }
  const about = work?.environment ? work.environment(value, deps.config, deps.home) : [];
  if (!work || !about) return answerAside(context, refusal(say("error.stale-button")));
  const environments = [about].flat().map(({ name }) => name);
  await runWork(context, work, value, environments);
}
