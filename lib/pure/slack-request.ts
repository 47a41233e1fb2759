/** Whatever a person asks for in Slack. */
export interface SlackRequest {
  readonly team: string;
  readonly app: string;
  readonly user: string;
  /** The person's own workspace; it differs from `team` in a channel shared with another company. */
  readonly userTeam: string;
  readonly channel: string;
  readonly channelName: string;
  readonly responseUrl: string;
}

/** A slash command that was typed. https://docs.slack.dev/interactivity/implementing-slash-commands */
export interface SlashCommand extends SlackRequest {
  /** `/deploy` */
  readonly command: string;
  readonly text: string;
  readonly triggerId: string;
}

/** A press of a button. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export interface ButtonPress extends SlackRequest {
  readonly action: string;
  readonly value: string;
  /** The message that has the button: channel and timestamp. */
  readonly message: string;
}

/** A submitted dialog. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export interface Submission extends SlackRequest {
  /** The name of the command that it was opened for, such as `deploy`: the view's callback id. */
  readonly command: string;
  /** The choices, by the field's name. */
  readonly fields: ReadonlyMap<string, string>;
  /** Slack's id of the view. */
  readonly view: string;
}
