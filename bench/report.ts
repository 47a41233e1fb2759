/** The form of a bench's results, and how they are shown. */
import { availableParallelism, loadavg } from "node:os";

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly holds: boolean;
}

export interface Section {
  readonly title: string;
  /** How it was measured, in a sentence or two. */
  readonly method: string;
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
  /** What a reader should know before quoting a figure. */
  readonly notes: readonly string[];
}

/** Milliseconds, megabytes and the like, to three digits, which is their precision. */
export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return value.toFixed(value >= 10 ? 1 : 2);
}

export const megabytes = (bytes: number): number => bytes / 1024 / 1024;
export const kilobytes = (bytes: number): number => bytes / 1024;

/** The ratio of the first to the second. */
export const times = (value: number, base: number): string => `${(value / base).toFixed(2)}×`;

/** `measured`: when, and on what machine. */
export function renderSection({ title, method, tables, goals, notes }: Section, measured: string): string {
  return [
    `## ${title}`,
    `Measured on ${measured}. ${method}`,
    ...tables.map(renderTable),
    ...(goals.length > 0
      ? [
          goals
            .map(
              ({ goal, measured, holds }) =>
                `- ${holds ? "Holds" : "**Does not hold**"}: ${goal}; measured ${measured}.`,
            )
            .join("\n"),
        ]
      : []),
    ...notes,
  ].join("\n\n");
}

/** In Markdown, with aligned columns. */
function renderTable({ columns, rows }: Table): string {
  const widths = columns.map((column, at) => Math.max(column.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, at) => (at === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(columns), rule, ...rows.map(line)].join("\n");
}

/** The machine, to be described before the bench loads it. */
export function describeMachine(): string {
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return `Node ${process.version} on ${process.platform} ${process.arch}, ${availableParallelism()} cores, load ${load} when it began`;
}

const preamble = [
  "# Benchmarks",
  "Written by `npm run bench`, or by `npm run bench -- night` and the like for one of them; change bench/, not this file.",
  "Each run is a Node process of its own that loads one file and answers; the contestants take turns, and the figures are medians. Unless said otherwise, AWS and Slack are a third process on the same machine, over TLS, which answers at once: no network, no Lambda. So quote the ratios, not the milliseconds.",
];

/**
 * The whole document: the new results by the bench's name, and the other sections of the existing document. Sections
 * are in the order of `names`, which their titles start with.
 */
export function renderReport(
  names: readonly string[],
  measured: ReadonlyMap<string, string>,
  document: string,
): string {
  const known = document.split(/^(?=## )/m).map((section) => section.trim());
  const sections = names.flatMap(
    (name) => measured.get(name) ?? known.find((section) => section.startsWith(`## ${name}:`)) ?? [],
  );
  return `${[...preamble, ...sections].join("\n\n")}\n`;
}
