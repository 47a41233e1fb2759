import type { Button, Content, Step, StepState, Tone } from "../core/content.ts";
import type { Text } from "../core/text.ts";
import { mrkdwn, plain, type Reader, richText, type Span, spansOf } from "./spans.ts";

/** A Block Kit block. `@slack/types` lags behind the blocks of 2026, so the shape is loose here and checked in tests. */
export interface Block {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface Rendered {
  /** Everything the blocks say, for notifications, screen readers and clients without blocks. */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The same in blocks that every workspace has, for when Slack refuses the newer ones. */
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
  line: 600,
  title: 250,
  button: 75,
  blocks: 12_000,
  text: 3_500,
};

/** Renders what a message says for one reader. */
export function render(content: Content, reader: Reader): Rendered {
  const say = (text: Text): Span[] => spansOf(text, reader);
  const title = `${signs[content.tone]} ${cut(mrkdwn(say({ bold: content.title })), limits.title)}`;
  const facts = (content.facts ?? []).map(({ label, value }) => ({
    label: mrkdwn(say({ say: label })),
    value: cut(mrkdwn(say(value)), limits.field - 200),
  }));
  const lines = (content.lines ?? []).map((line) => cut(mrkdwn(say(line)), limits.line));
  const steps = content.steps ?? [];
  const stepLine = (step: Step): string => {
    const notes = (step.notes ?? []).map((note) => mrkdwn(say(note))).join(" · ");
    return `${stepSigns[step.state]} ${mrkdwn(say({ bold: step.title }))}${notes ? `  ${notes}` : ""}`;
  };
  const stepLines = steps.map(stepLine);
  const footer = (content.footer ?? []).map((line) => cut(mrkdwn(say(line)), limits.line));

  const head = section([title, ...lines].join("\n"));
  const planned = steps.length ? [plan(steps, reader)] : [];
  const listed = sections(stepLines);
  const tail = [
    ...factBlocks(facts),
    ...buttonBlocks(content.buttons ?? [], reader),
    ...(footer.length
      ? [{ type: "context", elements: footer.map((text) => ({ type: "mrkdwn", text })) }]
      : []),
  ];
  const text = [
    title,
    ...lines,
    ...stepLines,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...footer,
  ].join("\n");
  return {
    text: cut(text, limits.text),
    blocks: fit([head, ...planned, ...tail]),
    classicBlocks: fit([head, ...listed, ...tail]),
  };
}

function section(text: string): Block {
  return { type: "section", text: { type: "mrkdwn", text: cut(text, limits.section) } };
}

/** Lines in as few sections as hold them. */
function sections(lines: readonly string[]): Block[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + line.length < limits.section) {
      texts[texts.length - 1] = `${last}\n${line}`;
    } else texts.push(line);
  }
  return texts.map(section);
}

/** https://docs.slack.dev/reference/block-kit/blocks/plan-block */
function plan(steps: readonly Step[], reader: Reader): Block {
  const isDone = (step: Step): boolean => step.state === "done";
  return {
    type: "plan",
    title: plain(
      spansOf(
        { say: "deployment.progress", with: { done: steps.filter(isDone).length, total: steps.length } },
        reader,
      ),
    ),
    tasks: steps.map((step) => ({
      type: "task_card",
      task_id: step.id,
      title: step.title,
      status: taskStatus[step.state],
      ...(step.notes?.length && {
        details: {
          type: "rich_text",
          elements: step.notes.map((note) => ({
            type: "rich_text_section",
            elements: richText(spansOf(note, reader)),
          })),
        },
      }),
    })),
  };
}

function factBlocks(facts: readonly { label: string; value: string }[]): Block[] {
  const short = facts.filter(({ value }) => value.length <= 300);
  const long = facts.filter(({ value }) => value.length > 300);
  const blocks: Block[] = long.map(({ label, value }) => section(`*${label}*\n${value}`));
  for (let from = 0; from < short.length; from += 10) {
    blocks.push({
      type: "section",
      fields: short
        .slice(from, from + 10)
        .map(({ label, value }) => ({ type: "mrkdwn", text: `*${label}*\n${value}` })),
    });
  }
  return blocks;
}

function buttonBlocks(buttons: readonly Button[], reader: Reader): Block[] {
  if (!buttons.length) return [];
  return [
    {
      type: "actions",
      elements: buttons.map(({ action, label, value, url, style }) => ({
        type: "button",
        action_id: action,
        text: {
          type: "plain_text",
          text: cut(plain(spansOf({ say: label }, reader)), limits.button),
          emoji: true,
        },
        ...(value !== undefined && { value }),
        ...(url !== undefined && { url }),
        ...(style && { style }),
      })),
    },
  ];
}

/** Leaves out blocks from before the buttons until Slack will take the whole. */
function fit(blocks: readonly Block[]): Block[] {
  const kept = [...blocks];
  const isTooLong = (): boolean => kept.length > 50 || JSON.stringify(kept).length > limits.blocks;
  while (isTooLong() && kept.length > 1) {
    const victim = kept.findLastIndex((block, index) => index > 0 && block.type !== "actions");
    kept.splice(victim > 0 ? victim : kept.length - 1, 1);
  }
  return kept;
}

/** Cuts at a whole character, never inside an entity or a link. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = length - 1;
  const open = Math.max(text.lastIndexOf("<", end), text.lastIndexOf("&", end));
  const close = Math.max(text.lastIndexOf(">", end), text.lastIndexOf(";", end));
  if (open > close) end = open;
  return `${text.slice(0, end).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
