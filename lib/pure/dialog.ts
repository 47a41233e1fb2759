import type { PlainKey, Text } from "./text.ts";

/** Something that can be chosen. */
export interface Choice {
  /** As it would be typed; at most 150 characters. */
  readonly value: string;
  readonly label: Text;
  /** What helps to choose; what does not fit into 75 characters is cut. */
  readonly note?: Text;
}

/** One argument of a command, to be chosen. */
export interface Field {
  /** The argument's name. */
  readonly name: string;
  readonly label: PlainKey;
  readonly choices: readonly Choice[];
}

/** Where the command was typed, which Slack does not tell again when a dialog is submitted. */
export interface Origin {
  readonly channel: string;
  readonly channelName: string;
  readonly responseUrl: string;
}

/**
 * What a dialog holds, as data: what a command needs to know before it can be run. Without fields it only shows the
 * content that it comes with.
 */
export interface Dialog {
  /** The name of the command that is run when it is submitted: `deploy`. */
  readonly command: string;
  readonly title: PlainKey;
  readonly fields: readonly Field[];
  /** The button that runs the command. */
  readonly submit?: PlainKey;
  /** How the command is typed with its arguments, for what cannot be chosen here. */
  readonly usage?: string;
  readonly origin?: Origin;
}
