import { refusal } from "../core/answers.ts";
import { onEnvironments } from "../core/audit.ts";
import { isAllowedFor } from "../core/roles.ts";
import { say } from "../core/text.ts";
import { memberOf } from "../membership.ts";
import { digest } from "../notify.ts";
import { answerApproval } from "./answer-approval.ts";
import { answerQuestion } from "./answer-question.ts";
import { openDesk } from "./desk.ts";
import type { ActionRequest, Workshop } from "./workshop.ts";

/** Runs a button. */
export async function runAction(request: ActionRequest, shop: Workshop): Promise<void> {
  const { action, value } = request;
  const isAnswer = action === "confirm" || action === "cancel";
  const isApproval = action === "approve-request" || action === "decline-request";
  const desk = openDesk(request, `button/${digest(`${request.message}/${action}/${value}`)}`, shop, {
    door: isApproval ? "approval" : "button",
    isButton: true,
    // The answer to a question takes the question's place, so that its buttons go away.
    replaces: isAnswer,
  });
  if (!(await desk.isTenant())) return;
  // A link button opens its address by itself; Slack tells about it all the same.
  if (action === "open") return;
  const member = await memberOf(request, shop.config, shop.store.directory, shop.now());
  if (isAnswer) {
    await answerQuestion(desk, request, member, shop);
    return;
  }
  if (isApproval) {
    await answerApproval(desk, request, member, shop);
    return;
  }
  const definition = shop.actions.find(({ name }) => name === action);
  const about = definition?.environment?.(value, shop.config, shop.home);
  if (!definition || (definition.environment && !about)) {
    await desk.answerAside(refusal(say("error.stale-button")));
    return;
  }
  const { name, role } = definition;
  const environments = (about ? [about].flat() : []).map((one) => one.name);
  const isAllowedIn = (environment?: string) => isAllowedFor(member, role, shop.config.people, environment);
  const closed = environments.find((environment) => !isAllowedIn(environment));
  if (environments.length ? closed !== undefined : !isAllowedIn()) {
    await desk.deny(name, role, { action, ...onEnvironments(environments) }, closed);
    return;
  }
  await desk.work({ action, ...onEnvironments(environments) }, (job, context) =>
    definition.run({
      ...context(definition.uses),
      asking: request,
      member,
      job,
      value,
      requeue: shop.requeue,
    }),
  );
}
