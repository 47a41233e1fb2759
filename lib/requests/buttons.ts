import { shortHash } from "../messages/publish.ts";
import { onEnvironments } from "../pure/audit.ts";
import { refusal } from "../pure/replies.ts";
import { isAllowedFor } from "../pure/roles.ts";
import { say } from "../pure/text.ts";
import { handleApproval } from "./answer-approval.ts";
import { handleQuestion } from "./answer-question.ts";
import { findCommand } from "./find-command.ts";
import { memberOf } from "./membership.ts";
import type { ActionRequest, RequestDeps } from "./request-deps.ts";
import { openRequest } from "./request-session.ts";

/** Runs a button. */
export async function runAction(request: ActionRequest, deps: RequestDeps): Promise<void> {
  const { action, value } = request;
  const isAnswer = action === "confirm" || action === "cancel";
  const isApproval = action === "approve-request" || action === "decline-request";
  const definition = deps.actions.find(({ name }) => name === action);
  const work = definition && "run" in definition ? definition : undefined;
  // What only looks may be pressed again and again, by anybody.
  const each = work?.isLook ? [request.user, request.at] : [];
  const session = openRequest(
    request,
    `button/${shortHash([request.message, action, value, ...each].join("/"))}`,
    deps,
    {
      origin: isApproval ? "approval" : "button",
      isButton: true,
      // The answer to a question takes the question's place, so that its buttons go away.
      replaces: isAnswer || work?.replaces === true,
    },
  );
  if (!(await session.isTenant())) return;
  // A link button opens its address by itself; Slack tells about it all the same. A second one has a name behind it.
  if (/^open(-|$)/.test(action)) return;
  const member = await memberOf(request, deps.config, deps.store.directory, deps.now());
  if (isAnswer) {
    await handleQuestion(session, request, member, deps);
    return;
  }
  if (isApproval) {
    await handleApproval(session, request, member, deps);
    return;
  }
  if (definition && "says" in definition) {
    const [first = "", ...words] = definition.says(value) ?? [];
    const found = findCommand(`/${first}`, words, deps.commands);
    if (found) await session.execute(found.definition, found.rest, member);
    else await session.answerAside(refusal(say("error.stale-button")));
    return;
  }
  const about = work?.environment?.(value, deps.config, deps.home);
  if (!work || (work.environment && !about)) {
    await session.answerAside(refusal(say("error.stale-button")));
    return;
  }
  const { name, role, isLook } = work;
  const environments = (about ? [about].flat() : []).map((one) => one.name);
  const isAllowedIn = (environment?: string) => isAllowedFor(member, role, deps.config.people, environment);
  const closed = environments.find((environment) => !isAllowedIn(environment));
  if (environments.length ? closed !== undefined : !isAllowedIn()) {
    await session.deny(name, role, { action, ...onEnvironments(environments) }, closed);
    return;
  }
  const what = { action, ...onEnvironments(environments), ...(isLook && { isLook }) };
  await session.runOnce(what, (job, context) =>
    work.run({
      ...context(work.uses),
      asking: request,
      member,
      job,
      value,
      requeue: deps.requeue,
    }),
  );
}
