import { App, LogLevel, type Receiver, type ReceiverEvent } from "@slack/bolt";
import { typedText } from "../pure/command-line.ts";
import { isObject, objectAt, textAt } from "../pure/json.ts";
import type { ButtonPress, SlashCommand, Submission } from "../pure/slack-request.ts";
import { menuChoice } from "./menu.ts";
import { submissionIn } from "./submission.ts";

/** Slack reports that cached data of a person or a user group is outdated. */
export interface DirectoryChange {
  readonly team: string;
  readonly app: string;
  readonly user?: string;
  readonly group?: string;
}

export interface SlackHandlers {
  command(command: SlashCommand): Promise<void>;
  press(press: ButtonPress): Promise<void>;
  submit(submission: Submission): Promise<void>;
  directoryChanged(change: DirectoryChange): Promise<void>;
}

/** Receives nothing itself: requests come from the queue, one call of `processEvent` each. */
class QueueReceiver implements Receiver {
  init(): void {}
  async start(): Promise<void> {}
  async stop(): Promise<void> {}
}

/**
 * Passes verified Slack requests through Bolt to the handlers.
 * Resolves with whether anything handled the request; rejects with what a handler threw.
 */
export function createWorker(handlers: SlackHandlers): (body: unknown) => Promise<boolean> {
  const app = new App({
    receiver: new QueueReceiver(),
    // The worker holds no token: answers go through the outbox.
    authorize: async () => ({}),
    convoStore: false,
    ignoreSelf: false,
    // Unhandled requests are logged by the function, in its own format.
    logLevel: LogLevel.ERROR,
  });
  const taken = new WeakSet<object>();

  app.command(/.*/, async ({ body }) => {
    const [user, command] = [textAt(body, "user_id"), textAt(body, "command")];
    const [triggerId, responseUrl] = [textAt(body, "trigger_id"), textAt(body, "response_url")];
    // A request without an identifiable person or a way to answer is ignored.
    if (!user || !command || !triggerId || !responseUrl) return;
    taken.add(body);
    const team = textAt(body, "team_id") ?? "";
    await handlers.command({
      team,
      app: textAt(body, "api_app_id") ?? "",
      user,
      userTeam: team,
      channel: textAt(body, "channel_id") ?? "",
      channelName: textAt(body, "channel_name") ?? "",
      command,
      text: typedText(textAt(body, "text") ?? ""),
      triggerId,
      responseUrl,
    });
  });

  app.action({ type: "block_actions" }, async ({ action: pressed, body }) => {
    const [user, action] = [textAt(objectAt(body, "user"), "id"), textAt(pressed, "action_id")];
    if (!user || !action) return;
    taken.add(body);
    const container = objectAt(body, "container");
    const channel = textAt(objectAt(body, "channel"), "id") ?? "";
    const team = textAt(objectAt(body, "team"), "id") ?? "";
    await handlers.press({
      team,
      app: textAt(body, "api_app_id") ?? "",
      user,
      userTeam: textAt(objectAt(body, "user"), "team_id") ?? team,
      channel,
      channelName: textAt(objectAt(body, "channel"), "name") ?? "",
      ...menuChoice(action, textAt(pressed, "value") ?? textAt(objectAt(pressed, "selected_option"), "value") ?? ""),
      message: `${textAt(container, "channel_id") ?? channel}/${textAt(container, "message_ts") ?? ""}`,
      responseUrl: textAt(body, "response_url") ?? "",
    });
  });

  app.view({ type: "view_submission" }, async ({ body }) => {
    const submission = submissionIn(body);
    if (!submission) return;
    taken.add(body);
    await handlers.submit(submission);
  });

  // https://docs.slack.dev/reference/events/user_change, https://docs.slack.dev/reference/events/subteam_members_changed
  app.event("user_change", async ({ event, body }) => {
    const user = textAt(objectAt(event, "user"), "id");
    if (!user) return;
    taken.add(body);
    await handlers.directoryChanged({ ...tenantOf(body), user });
  });
  app.event("subteam_members_changed", async ({ event, body }) => {
    const group = textAt(event, "subteam_id");
    if (!group) return;
    taken.add(body);
    await handlers.directoryChanged({ ...tenantOf(body), group });
  });

  // Without this Bolt would swallow a handler's error, and the queue would delete the message.
  app.error(async (error) => {
    throw "original" in error && error.original instanceof Error ? error.original : error;
  });

  return async (body) => {
    if (!isObject(body)) return false;
    const event: ReceiverEvent = {
      body: { ...body },
      // The front door has already acknowledged; another answer would be ignored.
      ack: async (response?: unknown) => {
        if (response !== undefined) throw new Error("A worker cannot answer within Slack's request");
      },
    };
    try {
      await app.processEvent(event);
    } catch (error) {
      // An error of Bolt itself means an unknown form of request, which a retry would not change.
      if (taken.has(event.body)) throw error;
    }
    return taken.has(event.body);
  };
}

function tenantOf(body: unknown): { readonly team: string; readonly app: string } {
  return { team: textAt(body, "team_id") ?? "", app: textAt(body, "api_app_id") ?? "" };
}
