import type { CommandDefinition, ConfirmationRequest } from "../app/define.ts";
import { shortHash } from "../messages/publish.ts";
import { say, type Text } from "../pure/text.ts";
import { approvalKey, publishApproval } from "./approvals.ts";
import { commandLine } from "./find-command.ts";
import { questionState } from "./question.ts";
import { answerAside, type RequestContext, requestKey } from "./request-context.ts";

/** How long a question can be answered. */
const questionMinutes = 15;

/** How long a request waits for a second person. */
const approvalMinutes = 60;

/**
 * Stores the command and asks about it: the person themselves, or, where an environment requires it, a second one in
 * its channel.
 */
export async function askQuestion(
  context: RequestContext,
  asked: ConfirmationRequest,
  definition: CommandDefinition,
  words: readonly string[],
): Promise<void> {
  const { request, deps, jobKey, isButton } = context;
  const { store, publish } = deps;
  const { channel, channelName, user, userTeam } = request;
  const guard = asked.environments.find(({ protection }) => protection === "approval");
  // A command is asked about once; a button can be pressed by several people, and again after its question.
  const id = shortHash(isButton ? requestKey(context) : jobKey);
  const minutes = guard ? approvalMinutes : questionMinutes;
  const until = new Date(Date.parse(request.at) + minutes * 60_000).toISOString();
  const line = commandLine(definition, words);
  const question = { ...line, cancelled: asked.cancelled, user, until };
  if (!guard) {
    await store.states.create(questionState, id, new Date(until), {
      ...question,
      ...(isButton && { isPressed: true }),
    });
    const buttons = [
      { action: "confirm", label: asked.yes, style: "primary", value: id },
      { action: "cancel", label: "button.cancel", value: id },
    ] as const;
    return answerAside(context, { ...asked.question, buttons });
  }
  const what: Text = { code: `${line.command} ${line.text}`.trim() };
  await store.states.create(questionState, id, new Date(until), {
    ...question,
    approval: {
      environments: asked.environments.map(({ name }) => name),
      role: definition.role,
      what,
      channel: guard.channel,
      from: { channel, channelName },
      userTeam,
    },
  });
  await store.due.set({ job: "approval-expiry", subject: id, at: until });
  const why = asked.question.lines ?? [];
  await publishApproval({ id, what, why, requestedBy: user, until, status: "open" }, guard.channel, publish);
  const message = { message: approvalKey(id), text: say("approval.message"), otherwise: guard.channel };
  await answerAside(context, { tone: "waiting", title: say("approval.asked", { what, message }) });
}
