import type { Button, Chart, Content, Menu, Row, Step, StepState, TableBlock, Tone } from "../pure/content.ts";
import { progressBar } from "../pure/progress-bar.ts";
import { join, type Text } from "../pure/text.ts";
import { longestOption, menuAction, optionValue } from "./menu.ts";
import {
  addressOf,
  escapeEntities,
  harmless,
  mrkdwn,
  plain,
  type Reader,
  richText,
  type Span,
  spansOf,
  truncateSpans,
} from "./spans.ts";

/** A Block Kit block. `@slack/types` lags behind the blocks of 2026, so the shape is loose here and checked in tests. */
export interface Block {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface Rendered {
  /** The whole message as text, for notifications, screen readers and clients without blocks. */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The same in classic blocks, for when Slack refuses the newer ones. */
  readonly classicBlocks: readonly Block[];
}

const signs: Readonly<Record<Tone, string>> = {
  info: ":information_source:",
  progress: ":arrows_counterclockwise:",
  waiting: ":raised_hand:",
  success: ":white_check_mark:",
  warning: ":warning:",
  failure: ":x:",
  quiet: ":heavy_minus_sign:",
};

const stepSigns: Readonly<Record<StepState, string>> = {
  pending: ":white_circle:",
  running: ":large_blue_circle:",
  waiting: ":raised_hand:",
  done: ":white_check_mark:",
  failed: ":x:",
  rejected: ":no_entry:",
  stopped: ":heavy_minus_sign:",
};

/** https://docs.slack.dev/reference/block-kit/blocks/task-card-block */
const taskStatus: Readonly<Record<StepState, "pending" | "in_progress" | "complete" | "error">> = {
  pending: "pending",
  running: "in_progress",
  waiting: "in_progress",
  done: "complete",
  failed: "error",
  rejected: "error",
  stopped: "error",
};

// Slack's own limits are 3,000 for a section's text and 2,000 for a field; the margins leave room for its counting.
const limits = {
  section: 2_900,
  field: 1_900,
  // Two lines of a column on a desktop, and a word that fits into one; longer text gets the message's full width.
  column: 80,
  word: 40,
  line: 600,
  lines: 9_600,
  name: 100,
  title: 1_000,
  step: 250,
  cell: 120,
  row: 400,
  options: 5,
  button: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  blocks: 12_000,
  text: 3_500,
};

/** Renders a message for one reader. */
export function render(content: Content, reader: Reader): Rendered {
  const say = (text: Text): Span[] => spansOf(text, reader);
  const title = `${signs[content.tone]} ${mrkdwn(say({ bold: content.title }), limits.title)}`;
  const facts = (content.facts ?? []).map(({ label, value }): ShownFact => {
    const spans = say(value);
    return {
      label: mrkdwn(say({ say: label })),
      value: mrkdwn(spans, limits.field - 200),
      isLong: isTooWide(plain(spans)),
    };
  });
  const lines = linesFitting((content.lines ?? []).map(say));
  const steps = content.steps ?? [];
  const stepLine = (step: Step): string => {
    const notes = mrkdwn(say(join(step.notes ?? [], " · ")), limits.line);
    return `${stepSigns[step.state]} ${mrkdwn(say({ bold: step.title }), limits.step)}${notes && `  ${notes}`}`;
  };
  const stepLines = steps.map(stepLine);
  const footer = (content.footer ?? []).map((line) => mrkdwn(say(line), limits.line)).filter(Boolean);

  const chartLines = content.chart ? linesOf(content.chart, reader) : [];
  const rowLines = content.table ? rowsOf(content.table, reader) : [];
  const rows = content.rows ?? [];

  const excerpt = harmless((content.excerpt ?? []).join("\n"));

  const head = sections([title, ...lines]);
  const planned = steps.length ? [plan(steps, content.progress ?? "operation.progress", reader)] : [];
  const listed = sections(stepLines);
  const tail = [
    ...rows.map((row) => buttonRow(row, reader)),
    ...factBlocks(facts),
    ...(excerpt ? [preformatted(excerpt)] : []),
    ...buttonBlocks(content.buttons ?? [], content.menu, reader),
    ...(footer.length
      ? [{ type: "context", elements: footer.slice(0, 10).map((text) => ({ type: "mrkdwn", text })) }]
      : []),
  ];
  const classicBlocks = fit([...head, ...listed, ...sections(chartLines), ...sections(rowLines), ...tail]);
  const blocks = [
    ...head,
    ...planned,
    ...(content.chart ? drawn(content.chart, reader) : []),
    ...(content.table ? [tabled(content.table, reader)] : []),
    ...tail,
  ];
  const told = facts.map(({ label, value }) => `${label}: ${value}`);
  return {
    text: lead([
      ...[title, ...lines, ...stepLines, ...chartLines, ...rowLines],
      ...rows.map(({ text }) => mrkdwn(say(text), limits.line)),
      ...told,
      ...(excerpt ? [`\`\`\`${escapeEntities(excerpt).replaceAll("`", "ˋ")}\`\`\``] : []),
      ...footer,
    ]),
    // A plan takes more room than its lines; lines are better than leaving it out.
    blocks: isTooLong(blocks) ? classicBlocks : blocks,
    classicBlocks,
  };
}

/** The lines as they are; if too long for one message, shortened and without links, so that none is left out. */
function linesFitting(lines: readonly (readonly Span[])[]): string[] {
  const whole = lines.map((line) => mrkdwn(line, limits.line));
  if (whole.reduce((length, line) => length + line.length, 0) <= limits.lines) return whole;
  const longest = Math.max(limits.name, Math.floor(limits.lines / lines.length));
  return lines.map((line) =>
    mrkdwn(
      line.map((span): Span => (span.kind === "link" ? { kind: "text", text: span.text } : span)),
      Math.min(limits.line, longest),
    ),
  );
}

/** The first lines, whole, that fit into a message's text. */
function lead(lines: readonly string[]): string {
  let length = 0;
  const isOver = (line: string): boolean => {
    length += line.length + 1;
    return length > limits.text;
  };
  const end = lines.findIndex(isOver);
  return end < 0 ? lines.join("\n") : [...lines.slice(0, end), "…"].join("\n");
}

function section(text: string): Block {
  return { type: "section", text: { type: "mrkdwn", text } };
}

/** Verbatim text in a monospaced font. It is not parsed as mrkdwn, so nothing needs escaping. */
function preformatted(text: string): Block {
  const elements = [{ type: "text", text: truncateText(text, limits.section) }];
  return { type: "rich_text", elements: [{ type: "rich_text_preformatted", elements }] };
}

/** Lines in as few sections as possible. */
function sections(lines: readonly string[]): Block[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < limits.section) {
      texts[texts.length - 1] = `${last}\n${line}`;
    } else texts.push(line);
  }
  return texts.filter((text) => text.trim()).map(section);
}

/** https://docs.slack.dev/reference/block-kit/blocks/plan-block */
function plan(steps: readonly Step[], progress: NonNullable<Content["progress"]>, reader: Reader): Block {
  const isDone = (step: Step): boolean => step.state === "done";
  return {
    type: "plan",
    title: plain(spansOf({ say: progress, with: { done: steps.filter(isDone).length, total: steps.length } }, reader)),
    tasks: steps.map((step) => ({
      type: "task_card",
      task_id: truncateText(harmless(step.id), limits.step) || "–",
      title: truncateText(harmless(step.title), limits.step) || "–",
      status: taskStatus[step.state],
      ...details(step, reader),
    })),
  };
}

function details({ notes = [] }: Step, reader: Reader): { readonly details?: unknown } {
  const elements = notes
    .map((note) => richText(truncateSpans(spansOf(note, reader), limits.line)))
    .filter(({ length }) => length > 0)
    .map((parts) => ({ type: "rich_text_section", elements: parts }));
  return elements.length ? { details: { type: "rich_text", elements } } : {};
}

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
function drawn({ kind, title, categories, series, unit, details = [] }: Chart, reader: Reader): Block[] {
  const labels = distinct(categories.map((name) => truncateText(plain(spansOf(name, reader)), 20)));
  const chart = {
    type: "data_visualization",
    title: truncateText(plain(spansOf(title, reader)), 50),
    chart: {
      type: kind ?? "bar",
      series: series.map(({ name, values }) => ({
        name: truncateText(plain(spansOf(name, reader)), 20),
        data: values.map((value, index) => ({ label: labels[index], value })),
      })),
      axis_config: { categories: labels, ...(unit.trim() && { y_label: unit.trim() }) },
    },
  };
  return [chart, ...sections(details.map((detail) => mrkdwn(spansOf(detail, reader), limits.line)))];
}

/** Valid category names: not empty and unique, which truncated names may not be. */
function distinct(names: readonly string[]): string[] {
  const all = new Set<string>();
  for (const given of names) {
    let name = given || "–";
    for (let number = 2; all.has(name); number++) name = `${truncateText(given || "–", 16)} ${number}`;
    all.add(name);
  }
  return [...all];
}

/** The chart as text, one line for each category. */
function linesOf(chart: Chart, reader: Reader): string[] {
  if (chart.kind === "line") return [sparkline(chart, reader)];
  const { title, categories, series, unit, details } = chart;
  const most = Math.max(...series.flatMap(({ values }) => values), 0);
  const [main] = series;
  const heading = mrkdwn(spansOf({ bold: title }, reader), limits.name);
  return [
    heading,
    ...categories.map((category, index) => {
      const length = most > 0 ? ((main?.values[index] ?? 0) / most) * 10 : 0;
      const detail = details?.[index];
      if (detail) return `${progressBar(length, 10)} ${mrkdwn(spansOf(detail, reader), limits.line)}`;
      const told = series.map(
        ({ name, values }) => `${mrkdwn(spansOf(name, reader), limits.name)} ${values[index] ?? 0}${unit}`,
      );
      return `${progressBar(length, 10)} ${mrkdwn(spansOf(category, reader), limits.name)}: ${told.join(", ")}`;
    }),
  ];
}

/** The first series in one line: its shape, its last value, and the last value of the others. */
function sparkline({ title, series, unit }: Chart, reader: Reader): string {
  const [main] = series;
  const values = main?.values ?? [];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const shape = values.map((value) => {
    const height = most > least ? (value - least) / (most - least) : 0.5;
    return "▁▂▃▄▅▆▇█"[Math.round(height * 7)];
  });
  const told = series.map(
    ({ name, values }) => `${mrkdwn(spansOf(name, reader), limits.name)} ${values.at(-1) ?? 0}${unit}`,
  );
  const heading = mrkdwn(spansOf({ bold: title }, reader), limits.name);
  return `${heading}  ${shape.join("")}  ${told.join(", ")}`;
}

/** https://docs.slack.dev/reference/block-kit/blocks/table-block */
function tabled({ columns, rows }: TableBlock, reader: Reader): Block {
  const cell = (text: Text): Block => {
    const spans = truncateSpans(spansOf(text, reader), limits.cell);
    const isPlain = spans.every((span) => span.kind === "text" && !span.bold);
    if (isPlain) return { type: "raw_text", text: plain(spans).trim() || "–" };
    return { type: "rich_text", elements: [{ type: "rich_text_section", elements: richText(spans) }] };
  };
  const lengthOf = (text: Text = ""): number => widthOf(plain(spansOf(text, reader)));
  return {
    type: "table",
    rows: [columns.map((name) => cell({ say: name })), ...rows.map((row) => row.map(cell))],
    // Short cells stay on one line; only long ones wrap.
    column_settings: columns.map((_, at) => ({ is_wrapped: rows.some((row) => lengthOf(row[at]) > 32) })),
  };
}

/** The table as text, one line for each row. */
function rowsOf({ rows }: TableBlock, reader: Reader): string[] {
  return rows.map((row) =>
    row
      .map((text) => mrkdwn(spansOf(text, reader), limits.cell))
      .filter(Boolean)
      .join(" · "),
  );
}

interface ShownFact {
  readonly label: string;
  readonly value: string;
  readonly isLong: boolean;
}

/** Short facts in two columns; long ones below them, or above if they come first. */
function factBlocks(facts: readonly ShownFact[]): Block[] {
  const texts = (some: readonly ShownFact[]): string[] => some.map(({ label, value }) => `*${label}*\n${value}`);
  const first = facts.findIndex(({ isLong }) => !isLong);
  const lead = first < 0 ? facts.length : first;
  const short = texts(facts.filter(({ isLong }) => !isLong));
  const columns: Block[] = [];
  for (let from = 0; from < short.length; from += 10) {
    const fields = short.slice(from, from + 10).map((text) => ({ type: "mrkdwn", text }));
    columns.push({ type: "section", fields });
  }
  const above = texts(facts.slice(0, lead));
  const below = texts(facts.slice(lead).filter(({ isLong }) => isLong));
  return [...above.map(section), ...columns, ...below.map(section)];
}

function isTooWide(text: string): boolean {
  return widthOf(text) > limits.column || text.split(/\s/).some((word) => widthOf(word) > limits.word);
}

/** A text's width in columns: East Asian characters count as two. */
function widthOf(text: string): number {
  return (
    text.length + (text.match(/[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0)
  );
}

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
function buttonRow({ text, button }: Row, reader: Reader): Block {
  const line = mrkdwn(spansOf(text, reader), limits.row) || "–";
  return { ...section(line), ...(isFitting(button) && { accessory: buttonElement(button, reader) }) };
}

function buttonBlocks(all: readonly Button[], menu: Menu | undefined, reader: Reader): Block[] {
  const buttons = all.filter(isFitting);
  const options = (menu?.options ?? [])
    .map(({ action, label, value }) => ({
      text: plainText({ say: label }, limits.button, reader),
      value: optionValue(action, value),
    }))
    .filter(({ value }) => value.length <= longestOption)
    .slice(0, limits.options);
  if (!buttons.length && !options.length) return [];
  return [
    {
      type: "actions",
      elements: [
        ...buttons.map((button) => buttonElement(button, reader)),
        ...(options.length ? [{ type: "overflow", action_id: menuAction, options }] : []),
      ],
    },
  ];
}

/** Slack refuses the whole message for one button with too long a value or an invalid URL, which may come from outside. */
function isFitting({ value = "", url }: Button): boolean {
  const address = url === undefined ? "" : addressOf(url);
  return address !== undefined && value.length <= limits.buttonValue && address.length <= limits.buttonUrl;
}

function buttonElement({ action, label, value, url, style }: Button, reader: Reader): Block {
  return {
    type: "button",
    action_id: action,
    text: plainText({ say: label }, limits.button, reader),
    ...(value && { value }),
    ...(url !== undefined && { url: addressOf(url) }),
    ...(style && { style }),
  };
}

export function plainText(text: Text, longest: number, reader: Reader): Block {
  return { type: "plain_text", text: truncateText(plain(spansOf(text, reader)), longest) || "–", emoji: true };
}

function isTooLong(blocks: readonly Block[]): boolean {
  return blocks.length > 50 || JSON.stringify(blocks).length > limits.blocks;
}

/** Removes blocks before the buttons until the message fits Slack's limits. */
function fit(blocks: readonly Block[]): Block[] {
  const kept = [...blocks];
  while (isTooLong(kept) && kept.length > 1) {
    const victim = kept.findLastIndex((block, index) => index > 0 && block.type !== "actions");
    kept.splice(victim > 0 ? victim : kept.length - 1, 1);
  }
  return kept;
}

/** Plain text, truncated at a whole character. */
function truncateText(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
