import { App, LogLevel, type Receiver, type ReceiverEvent } from "@slack/bolt";
import { isObject, textAt } from "../core/fields.ts";

/** A slash command as Slack sent it. https://docs.slack.dev/interactivity/implementing-slash-commands */
export interface SlashCommand {
  readonly team: string;
  readonly app: string;
  readonly user: string;
  readonly channel: string;
  readonly channelName: string;
  readonly command: string;
  readonly text: string;
  readonly triggerId: string;
  readonly responseUrl: string;
}

/** A press of a button. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export interface ButtonPress {
  readonly team: string;
  readonly app: string;
  readonly user: string;
  readonly channel: string;
  readonly channelName: string;
  readonly action: string;
  readonly value: string;
  /** Names the message: channel and timestamp. */
  readonly message: string;
  readonly responseUrl: string;
}

/** Slack says that what was read of a person or a user group is out of date. */
export interface DirectoryChange {
  readonly team: string;
  readonly app: string;
  readonly user?: string;
  readonly group?: string;
}

export interface SlackHandlers {
  command(command: SlashCommand): Promise<void>;
  press(press: ButtonPress): Promise<void>;
  directoryChanged(change: DirectoryChange): Promise<void>;
}

/** Nothing to receive: requests come from the queue, one call of `processEvent` each. */
class QueueReceiver implements Receiver {
  init(): void {}
  async start(): Promise<void> {}
  async stop(): Promise<void> {}
}

/**
 * Hands requests of Slack, which the front door has verified, through Bolt to the handlers.
 * Resolves with whether anything took the request; rejects with what a handler threw.
 */
export function createWorker(handlers: SlackHandlers): (body: unknown) => Promise<boolean> {
  const app = new App({
    receiver: new QueueReceiver(),
    // The worker holds no token: answers go through the outbox.
    authorize: async () => ({}),
    convoStore: false,
    ignoreSelf: false,
    // What no listener takes is logged by the function, in its own form.
    logLevel: LogLevel.ERROR,
  });
  const taken = new WeakSet<object>();

  app.command(/.*/, async ({ command, body }) => {
    taken.add(body);
    await handlers.command({
      team: command.team_id,
      app: command.api_app_id,
      user: command.user_id,
      channel: command.channel_id,
      channelName: command.channel_name,
      command: command.command,
      text: command.text ?? "",
      triggerId: command.trigger_id,
      responseUrl: command.response_url,
    });
  });

  app.action({ type: "block_actions" }, async ({ action, body }) => {
    taken.add(body);
    const container: unknown = "container" in body ? body.container : undefined;
    await handlers.press({
      team: body.team?.id ?? "",
      app: textAt(body, "api_app_id") ?? "",
      user: body.user.id,
      channel: body.channel?.id ?? "",
      channelName: textAt(body.channel, "name") ?? "",
      action: "action_id" in action ? action.action_id : "",
      value: textAt(action, "value") ?? "",
      message: `${textAt(container, "channel_id") ?? body.channel?.id ?? ""}/${textAt(container, "message_ts") ?? ""}`,
      responseUrl: textAt(body, "response_url") ?? "",
    });
  });

  // https://docs.slack.dev/reference/events/user_change, https://docs.slack.dev/reference/events/subteam_members_changed
  app.event("user_change", async ({ event, body }) => {
    taken.add(body);
    await handlers.directoryChanged({ team: body.team_id, app: body.api_app_id, user: event.user.id });
  });
  app.event("subteam_members_changed", async ({ event, body }) => {
    taken.add(body);
    await handlers.directoryChanged({ team: body.team_id, app: body.api_app_id, group: event.subteam_id });
  });

  // Without this Bolt would swallow what a handler throws, and the queue would delete the message.
  app.error(async (error) => {
    throw "original" in error && error.original instanceof Error ? error.original : error;
  });

  return async (body) => {
    if (!isObject(body)) return false;
    const event: ReceiverEvent = {
      body: { ...body },
      // Slack was answered by the front door; nobody would hear another answer.
      ack: async (response?: unknown) => {
        if (response !== undefined) throw new Error("A worker cannot answer within Slack's request");
      },
    };
    await app.processEvent(event);
    return taken.has(event.body);
  };
}
