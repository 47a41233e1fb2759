import type * as v from "valibot";

/** A validation error, and where it is. */
export interface Problem {
  /** A JSON pointer from the request's arguments, as in /blocks/0/text/text. */
  readonly pointer: string;
  readonly message: string;
}

/** In the form of `response_metadata.messages`. */
export function problemLine(problem: Problem): string {
  return `[ERROR] ${problem.message} [json-pointer:${problem.pointer}]`;
}

/** One of valibot's issues in Slack's words, e.g. "must be less than 3001 characters" at /blocks/0/text/text. */
export function problemOf(issue: v.BaseIssue<unknown>, root: string): Problem {
  const keys = (issue.path ?? []).map((step) => String((step as { key: unknown }).key));
  const here = (path: readonly string[]) => [root, ...path.map(escapeKey)].join("/");
  const field = keys.at(-1) ?? "";
  const above = here(keys.slice(0, -1));

  if (issue.type === "strict_object" || issue.type === "object") {
    if (issue.expected === "never") return { pointer: above, message: `invalid additional property: ${field}` };
    if (issue.received === "undefined") return { pointer: above, message: `missing required field: ${field}` };
  }
  if (issue.type === "variant") {
    if (issue.received === "undefined") return { pointer: above, message: "missing required field: type" };
    if (issue.expected !== "Object")
      return { pointer: here(keys), message: `unsupported type: ${String(issue.input)}` };
  }
  return { pointer: here(keys), message: (phrases[issue.type] ?? mustBe)(issue) };
}

type Phrase = (issue: v.BaseIssue<unknown>) => string;
const mustBe: Phrase = (issue) => `must provide a valid ${issue.expected ?? "value"}`;
const limit = (issue: v.BaseIssue<unknown>) => Number(issue.requirement);
const phrases: Record<string, Phrase> = {
  max_length: (issue) =>
    Array.isArray(issue.input)
      ? `no more than ${limit(issue)} items allowed`
      : `must be less than ${limit(issue) + 1} characters`,
  min_length: (issue) =>
    Array.isArray(issue.input)
      ? `no fewer than ${limit(issue)} items allowed`
      : `must be more than ${limit(issue) - 1} characters`,
  max_value: (issue) => `must be less than ${limit(issue) + 1}`,
  min_value: (issue) => `must be more than ${limit(issue) - 1}`,
  gt_value: (issue) => `must be more than ${limit(issue)}`,
  string: () => "must provide a string",
  number: () => "must provide a number",
  boolean: () => "must provide a boolean",
  array: () => "must provide an array",
  strict_object: () => "must provide an object",
  variant: () => "must provide an object",
  picklist: () => "must be a valid enum value",
  literal: () => "must be a valid enum value",
  check: (issue) => issue.message,
};

const escapeKey = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
