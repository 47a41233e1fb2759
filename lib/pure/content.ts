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

/** Figures side by side. Where Slack draws no charts, they are told as lines. */
export interface Chart {
  /** Bars unless told; a line shows how one value changed, from the first category to the last. */
  readonly kind?: "bar" | "line";
  readonly title: Text;
  /** At most 20 bars, each with a name of its own of at most 20 characters. */
  readonly categories: readonly Text[];
  /** One value for each category. */
  readonly series: readonly { readonly name: Text; readonly values: readonly number[] }[];
  /** What the values are in, such as ` USD`: it stands at the axis, and behind a value that is told in words. */
  readonly unit: string;
  /** What is said of each category below the drawn chart, and behind the bar that stands for it in words. */
  readonly details?: readonly Text[];
}

/** Rows of cells. Where Slack draws no tables, each row is told as a line. */
export interface TableBlock {
  /** At most 20. */
  readonly columns: readonly PlainKey[];
  /** At most 99, each with a cell for every column; an empty cell is drawn as a dash. */
  readonly rows: readonly (readonly Text[])[];
}

/** Choices behind three dots beside the buttons. */
export interface Menu {
  /** At most five, each as a button would be; one whose action and value have more than 74 characters is left out. */
  readonly options: readonly Required<Pick<Button, "action" | "label" | "value">>[];
}

/** A line with a button of its own. */
export interface Row {
  readonly text: Text;
  readonly button: Button;
}

/** What a message says, as data: no language, no markup, no Slack. It is rendered where it is sent. */
export interface Content {
  readonly tone: Tone;
  readonly title: Text;
  readonly facts?: readonly Fact[];
  readonly lines?: readonly Text[];
  /** Lines from outside, such as of a log, shown as they are: at most 2,000 characters. */
  readonly excerpt?: readonly string[];
  readonly steps?: readonly Step[];
  /** How the steps are counted; as done out of all unless told. */
  readonly progress?: "deployment.progress" | "operation.progress";
  readonly chart?: Chart;
  readonly table?: TableBlock;
  /** At most 30. */
  readonly rows?: readonly Row[];
  readonly buttons?: readonly Button[];
  readonly menu?: Menu;
  readonly footer?: readonly Text[];
}
