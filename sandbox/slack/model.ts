/** The local Slack's state, as in the page and the report of a play. */

/** A Block Kit block: its type, and its other fields. */
export interface Block {
  readonly type: string;
  readonly block_id?: string;
  readonly [field: string]: unknown;
}

export interface SlackMessage {
  /** The channel's id. */
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  /** The author's user id (the bot's for what the bot posts). */
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly metadata?: { readonly event_type: string; readonly event_payload: Record<string, unknown> };
  /** The id of the only person who sees it. */
  readonly ephemeralTo?: string;
  /** The number of edits. */
  readonly edits: number;
  /** When it was last posted or edited, ISO 8601. */
  readonly updatedAt: string;
  readonly reactions?: readonly { readonly name: string; readonly users: readonly string[] }[];
}

export interface SlackPerson {
  readonly id: string;
  readonly persona: string;
  readonly name: string;
  /** As in users.info: en-US, ko-KR. */
  readonly locale: string;
  readonly timeZone: string;
}

export interface SlackChannel {
  readonly id: string;
  /** Without the #. */
  readonly name: string;
  readonly topic: string;
  readonly hasBot: boolean;
}

/** One request of the local Slack to the bot, ready to send. */
export interface Delivery {
  readonly path: "/slack/events";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A modal or a Home tab, in Slack's own shape (https://docs.slack.dev/reference/views). */
export interface View {
  readonly id: string;
  readonly type: "modal" | "home";
  readonly team_id: string;
  readonly app_id: string;
  readonly bot_id: string;
  readonly title?: { readonly type: "plain_text"; readonly text: string };
  readonly submit?: { readonly type: "plain_text"; readonly text: string };
  readonly close?: { readonly type: "plain_text"; readonly text: string };
  readonly blocks: readonly Block[];
  readonly private_metadata: string;
  readonly callback_id: string;
  readonly external_id: string;
  readonly clear_on_close: boolean;
  readonly notify_on_close: boolean;
  readonly state: ViewState;
  readonly hash: string;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
}

/** The values of a view's or a message's inputs: block id → action id → value. */
export interface ViewState {
  readonly values: Readonly<Record<string, Readonly<Record<string, InputValue>>>>;
}

export interface InputValue {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A modal as its person sees it: with the answer of the bot or Slack to the last submission. */
export interface OpenView {
  readonly view: View;
  /** Block id → the error of its input. */
  readonly errors: Readonly<Record<string, string>>;
  /** Slack's own message when the bot did not answer, or not in a valid form. */
  readonly trouble?: string;
}
