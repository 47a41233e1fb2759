import * as v from "valibot";
import type { StateOf } from "./schema.ts";
import { plainKeySchema, textSchema } from "./text.ts";

/** A message's tone, which determines the emoji before the title. */
const toneSchema = v.picklist(["info", "progress", "waiting", "success", "warning", "failure", "quiet"]);
export type Tone = StateOf<typeof toneSchema>;

const stepStateSchema = v.picklist(["pending", "running", "waiting", "done", "failed", "rejected", "stopped"]);
export type StepState = StateOf<typeof stepStateSchema>;

/** One step of something with several steps. */
const stepSchema = v.object({
  id: v.string(),
  title: v.string(),
  state: stepStateSchema,
  notes: v.exactOptional(v.array(textSchema)),
});
export type Step = StateOf<typeof stepSchema>;

/** A button: it does something in Nightshift (`action`, with a `value` of at most 2,000 characters) or opens `url`. */
const buttonSchema = v.object({
  action: v.string(),
  label: plainKeySchema,
  value: v.exactOptional(v.string()),
  url: v.exactOptional(v.string()),
  style: v.exactOptional(v.picklist(["primary", "danger"])),
});
export type Button = StateOf<typeof buttonSchema>;

const factSchema = v.object({ label: plainKeySchema, value: textSchema });
export type Fact = StateOf<typeof factSchema>;

/** A chart; where Slack cannot draw it, it becomes lines of text. */
export const chartSchema = v.object({
  /** Bars by default; a line shows one value over time, from the first category to the last. */
  kind: v.exactOptional(v.picklist(["bar", "line"])),
  title: textSchema,
  /** At most 20 bars, each with a name of its own of at most 20 characters. */
  categories: v.array(textSchema),
  /** One value for each category. */
  series: v.array(v.object({ name: textSchema, values: v.array(v.number()) })),
  /** The unit of the values, such as ` USD`: shown at the axis, and after a value in text. */
  unit: v.string(),
  /** A remark on each category, below the chart, and after its bar in text. */
  details: v.exactOptional(v.array(textSchema)),
});
export type Chart = StateOf<typeof chartSchema>;

/** A table; where Slack cannot draw it, each row becomes a line of text. */
const tableBlockSchema = v.object({
  /** At most 20. */
  columns: v.array(plainKeySchema),
  /** At most 99, each with a cell for every column; an empty cell is drawn as a dash. */
  rows: v.array(v.array(textSchema)),
});
export type TableBlock = StateOf<typeof tableBlockSchema>;

/** Choices of the overflow menu beside the buttons. */
const menuSchema = v.object({
  /** At most five, each like a button; one whose action and value have more than 74 characters is left out. */
  options: v.array(v.required(v.pick(buttonSchema, ["action", "label", "value"]))),
});
export type Menu = StateOf<typeof menuSchema>;

/** A line with a button of its own. */
const rowSchema = v.object({ text: textSchema, button: buttonSchema });
export type Row = StateOf<typeof rowSchema>;

/** What a message says, as data: no language, no markup, nothing of Slack. It is rendered on delivery. */
export const contentSchema = v.object({
  tone: toneSchema,
  title: textSchema,
  facts: v.exactOptional(v.array(factSchema)),
  lines: v.exactOptional(v.array(textSchema)),
  /** Lines from outside, such as of a log, shown verbatim: at most 2,000 characters. */
  excerpt: v.exactOptional(v.array(v.string())),
  steps: v.exactOptional(v.array(stepSchema)),
  /** How the steps are counted; by default as done out of all. */
  progress: v.exactOptional(v.picklist(["deployment.progress", "operation.progress"])),
  chart: v.exactOptional(chartSchema),
  table: v.exactOptional(tableBlockSchema),
  /** At most 30. */
  rows: v.exactOptional(v.array(rowSchema)),
  buttons: v.exactOptional(v.array(buttonSchema)),
  menu: v.exactOptional(menuSchema),
  footer: v.exactOptional(v.array(textSchema)),
});
export type Content = StateOf<typeof contentSchema>;

/** The facts, lines or buttons that are present: a condition that does not hold leaves its own out. */
export function present<T>(list: readonly (T | false | "" | 0 | undefined)[]): T[] {
  return list.filter((one): one is T => Boolean(one));
}
