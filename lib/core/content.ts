import type { PlainKey, Text } from "./text.ts";

/** How a message feels: it decides the sign in front of the title. */
export type Tone = "info" | "progress" | "waiting" | "success" | "warning" | "failure" | "quiet";

export type StepState = "pending" | "running" | "waiting" | "done" | "failed" | "rejected" | "stopped";

/** One step of something that goes on step by step. */
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  readonly notes?: readonly Text[];
}

/** A button: it does something in Nightshift (`action`, with a `value` of at most 2,000 characters) or opens `url`. */
export interface Button {
  readonly action: string;
  readonly label: PlainKey;
  readonly value?: string;
  readonly url?: string;
  readonly style?: "primary" | "danger";
}

export interface Fact {
  readonly label: PlainKey;
  readonly value: Text;
}

/** What a message says, as data: no language, no markup, no Slack. It is rendered where it is sent. */
export interface Content {
  readonly tone: Tone;
  readonly title: Text;
  readonly facts?: readonly Fact[];
  readonly lines?: readonly Text[];
  readonly steps?: readonly Step[];
  readonly buttons?: readonly Button[];
  readonly footer?: readonly Text[];
}
