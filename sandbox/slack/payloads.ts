/** Slack's requests to an app: https://docs.slack.dev/reference/interaction-payloads and …/interactivity/implementing-slash-commands */
import { slack } from "../world.ts";
import { handleOf, messageObject } from "./api-objects.ts";
import type { Control } from "./buttons.ts";
import { isPicker } from "./buttons.ts";
import type { InputValue, SlackChannel, SlackMessage, SlackPerson, View, ViewState } from "./model.ts";
import type { Workspace } from "./workspace.ts";

/** The deprecated verification token; no app should use it, but every payload still has it. */
const verificationToken = "sandbox-verification-token";

const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();
const formType = "application/x-www-form-urlencoded";

export interface Sent {
  readonly contentType: string;
  readonly body: string;
}

export function commandPayload(sent: {
  readonly person: SlackPerson;
  readonly channel: SlackChannel;
  readonly command: string;
  readonly text: string;
  readonly responseUrl: string;
  readonly triggerId: string;
}): Sent {
  return {
    contentType: formType,
    body: form({
      token: verificationToken,
      team_id: slack.team.id,
      team_domain: slack.team.domain,
      channel_id: sent.channel.id,
      channel_name: sent.channel.name,
      user_id: sent.person.id,
      user_name: handleOf(sent.person),
      command: sent.command,
      text: sent.text,
      api_app_id: slack.appId,
      is_enterprise_install: "false",
      response_url: sent.responseUrl,
      trigger_id: sent.triggerId,
    }),
  };
}

function common(type: string, person: SlackPerson): Record<string, unknown> {
  const handle = handleOf(person);
  return {
    type,
    user: { id: person.id, username: handle, name: handle, team_id: slack.team.id },
    api_app_id: slack.appId,
    token: verificationToken,
    team: { id: slack.team.id, domain: slack.team.domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

const interaction = (payload: Readonly<Record<string, unknown>>): Sent => ({
  contentType: formType,
  body: form({ payload: JSON.stringify(payload) }),
});

/** One entry of `actions`: a press, or what was chosen. */
export function actionOf(control: Control, ts: string, chosen?: InputValue): Record<string, unknown> {
  const { element } = control;
  return {
    action_id: control.actionId,
    block_id: control.blockId,
    ...(isPicker(element.type)
      ? { ...(element.placeholder !== undefined && { placeholder: element.placeholder }) }
      : { text: element.text, ...(element.value !== undefined && { value: element.value }) }),
    ...(element.style !== undefined && { style: element.style }),
    ...(element.url !== undefined && { url: element.url }),
    type: element.type,
    ...chosen,
    action_ts: ts,
  };
}

export function messageActionsPayload(
  workspace: Workspace,
  sent: {
    readonly person: SlackPerson;
    readonly channel: SlackChannel;
    readonly message: SlackMessage;
    readonly state: ViewState;
    readonly action: Readonly<Record<string, unknown>>;
    readonly responseUrl: string;
    readonly triggerId: string;
  },
): Sent {
  const { message } = sent;
  const isEphemeral = message.ephemeralTo !== undefined;
  return interaction({
    ...common("block_actions", sent.person),
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    },
    trigger_id: sent.triggerId,
    channel: { id: sent.channel.id, name: sent.channel.name },
    ...(!isEphemeral && { message: messageObject(workspace, message, { metadata: true }) }),
    state: sent.state,
    response_url: sent.responseUrl,
    actions: [sent.action],
  });
}

export function viewActionsPayload(sent: {
  readonly person: SlackPerson;
  readonly view: View;
  readonly action: Readonly<Record<string, unknown>>;
  readonly triggerId: string;
}): Sent {
  return interaction({
    ...common("block_actions", sent.person),
    container: { type: "view", view_id: sent.view.id },
    trigger_id: sent.triggerId,
    view: sent.view,
    actions: [sent.action],
  });
}

export function submissionPayload(person: SlackPerson, view: View, triggerId: string): Sent {
  return interaction({
    ...common("view_submission", person),
    trigger_id: triggerId,
    view,
    response_urls: [],
  });
}

export function closedPayload(person: SlackPerson, view: View, isCleared: boolean): Sent {
  return interaction({ ...common("view_closed", person), view, is_cleared: isCleared });
}

/** A menu asks for its options: https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload */
export function suggestionPayload(
  workspace: Workspace,
  person: SlackPerson,
  control: Control,
  typed: string,
  where: { readonly view: View } | { readonly message: SlackMessage; readonly channel: SlackChannel },
): Sent {
  const place =
    "view" in where
      ? { container: { type: "view", view_id: where.view.id }, view: where.view }
      : {
          container: {
            type: "message",
            message_ts: where.message.ts,
            channel_id: where.message.channel,
            is_ephemeral: where.message.ephemeralTo !== undefined,
          },
          channel: { id: where.channel.id, name: where.channel.name },
          message: messageObject(workspace, where.message, { metadata: true }),
        };
  return interaction({
    ...common("block_suggestion", person),
    ...place,
    action_id: control.actionId,
    block_id: control.blockId,
    value: typed,
  });
}

/** https://docs.slack.dev/apis/events-api#event-type-structure */
export function eventPayload(event: Readonly<Record<string, unknown>>, eventId: string, seconds: number): Sent {
  return {
    contentType: "application/json",
    body: JSON.stringify({
      token: verificationToken,
      team_id: slack.team.id,
      api_app_id: slack.appId,
      event,
      type: "event_callback",
      event_id: eventId,
      event_time: seconds,
      authorizations: [
        {
          enterprise_id: null,
          team_id: slack.team.id,
          user_id: slack.bot.userId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    }),
  };
}
