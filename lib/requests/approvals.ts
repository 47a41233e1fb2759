import type { ConfirmationRequest, NamedEnvironment } from "../app/define.ts";
import type { Publish } from "../messages/publish.ts";
import { say, type Text } from "../pure/text.ts";
import { type ApprovalRequest, approvalMessage, approvalRequestShape } from "./approval-message.ts";
import { commandLine } from "./find-command.ts";
import { type Question, questionState } from "./question.ts";
import type { PendingCommand, RequestDeps } from "./request-deps.ts";
import type { RequestSession } from "./request-session.ts";

/** How long a request waits for a second person. */
const approvalMinutes = 60;

export function approvalKey(id: string): string {
  return `approval/${id}`;
}

/** Keeps the command and asks for it in its environment's channel, where a second person can say yes. */
export async function askForApproval(
  session: RequestSession,
  environment: NamedEnvironment,
  asked: ConfirmationRequest,
  { definition, words, respond }: PendingCommand,
  { store, publish }: RequestDeps,
): Promise<void> {
  const { request } = session;
  const id = session.questionId;
  const until = new Date(Date.parse(request.at) + approvalMinutes * 60_000).toISOString();
  const { channel, channelName, user, userTeam } = request;
  const line = commandLine(definition, words);
  const what: Text = { code: `${line.command} ${line.text}`.trim() };
  const question: Question = {
    ...line,
    cancelled: asked.cancelled,
    user,
    until,
    approval: {
      environments: asked.environments.map(({ name }) => name),
      role: definition.role,
      what,
      channel: environment.channel,
      from: { channel, channelName },
      userTeam,
    },
  };
  await store.states.create(questionState, id, new Date(until), question);
  await store.due.set({ job: "approval-expiry", subject: id, at: until });
  await publishApproval(
    { id, what, why: asked.question.lines ?? [], requestedBy: user, until, status: "open" },
    environment.channel,
    publish,
  );
  await respond({
    tone: "waiting",
    title: say("approval.asked", {
      what,
      message: {
        message: approvalKey(id),
        text: say("approval.message"),
        otherwise: environment.channel,
      },
    }),
  });
}

/** Brings a request's message to what became of it. What was decided stays. */
export async function publishApproval(
  news: ApprovalRequest,
  channel: string,
  publish: Publish,
): Promise<void> {
  await publish(approvalRequestShape, approvalKey(news.id), (known) => {
    const state = known && news.status === "open" ? known : { ...known, ...news };
    return { destination: { kind: "channel", channel }, content: approvalMessage(state), state };
  });
}
