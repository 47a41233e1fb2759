import type { PlainKey, Text } from "./text.ts";

/** An option of a field. */
export interface Choice {
  /** As it would be typed; at most 150 characters. */
  readonly value: string;
  readonly label: Text;
  /** A hint for the choice, truncated to 75 characters. */
  readonly note?: Text;
}

/** One argument of a command, as a field. */
export interface Field {
  /** The argument's name. */
  readonly name: string;
  readonly label: PlainKey;
  readonly choices: readonly Choice[];
}

/** Where the command was typed, which Slack does not repeat when a dialog is submitted. */
export interface Origin {
  readonly channel: string;
  readonly channelName: string;
  readonly responseUrl: string;
}

/** A dialog as data: the arguments of a command. Without fields it only shows its content. */
export interface Dialog {
  /** The command that runs when it is submitted: `deploy`. */
  readonly command: string;
  readonly title: PlainKey;
  readonly fields: readonly Field[];
  /** The button that runs the command. */
  readonly submit?: PlainKey;
  /** How the command is typed with its arguments, for choices that are not offered here. */
  readonly usage?: string;
  readonly origin?: Origin;
}
