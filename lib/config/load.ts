import * as v from "valibot";
import { parseDocument } from "yaml";
import { closestMatch } from "../pure/closest-match.ts";
import { isObject } from "../pure/json.ts";
import { truncate } from "../pure/truncate.ts";
import { type Config, configSchema } from "./schema.ts";

/** One problem of a configuration: the path, the value, the allowed values. */
export interface ConfigProblem {
  /** In usual notation: `environments.staging.pipeline`. */
  readonly path: string;
  readonly message: string;
}

/** The configuration is invalid; the message lists every problem, for its author to read. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly ConfigProblem[];

  constructor(source: string, problems: readonly ConfigProblem[]) {
    const lines = problems.map(
      ({ path, message }) => `  ${onOneLine(path, 200) || "(the whole file)"}: ${onOneLine(message, 1_000)}`,
    );
    super(`${source} is not right:\n${lines.join("\n")}`);
    this.problems = problems;
  }
}

/** Text that quotes the file may be as long as the file. */
function onOneLine(text: string, length: number): string {
  return truncate(text.replace(/\s+/g, " ").trim(), length);
}

/**
 * Parses nightshift.yaml.
 * @throws {ConfigError} with each path, its value, what is allowed, and what was probably meant
 */
export function parseConfig(yaml: string, source = "nightshift.yaml"): Config {
  const document = parseDocument(yaml, { prettyErrors: true });
  if (document.errors.length) {
    throw new ConfigError(
      source,
      document.errors.map((error) => ({
        path: error.linePos ? `line ${error.linePos[0].line}` : "",
        message: (error.message.split("\n")[0] ?? error.code).replace(/ at line \d+, column \d+:?$/, ""),
      })),
    );
  }
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    // Aliases are only resolved here: one may be unknown, or they may expand endlessly.
    throw new ConfigError(source, [{ path: "", message: error instanceof Error ? error.message : "unreadable" }]);
  }
  if (!isObject(value)) {
    throw new ConfigError(source, [{ path: "", message: "expected keys such as slack, environments and people" }]);
  }
  const unusable = unusableKeys(value);
  if (unusable.length) throw new ConfigError(source, unusable);
  const parsed = v.safeParse(configSchema, value);
  if (!parsed.success) throw new ConfigError(source, parsed.issues.map(describe));
  return parsed.output;
}

/** What the schema would silently accept, or never finish with: keys with a meaning in JavaScript, and aliases of their own parents. */
function unusableKeys(value: unknown, path = "", within: readonly unknown[] = []): ConfigProblem[] {
  if (typeof value !== "object" || value === null) return [];
  if (within.includes(value)) return [{ path, message: "this is an alias of something that it stands in" }];
  return Object.entries(value).flatMap(([key, inner]): ConfigProblem[] => {
    const here = Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key;
    if (["__proto__", "constructor", "prototype"].includes(key)) {
      return [{ path: here, message: "this name cannot be used; expected another one" }];
    }
    return unusableKeys(inner, here, [...within, value]);
  });
}

function describe(issue: v.BaseIssue<unknown>): ConfigProblem {
  const keys = (issue.path ?? []).map(({ key }) => key);
  const path = keys.map((key, at) => (typeof key === "number" ? `[${key}]` : at ? `.${key}` : `${key}`)).join("");
  const last = issue.path?.at(-1);
  if (issue.type === "strict_object" && issue.expected === "never") {
    const allowed = allowedKeys(issue);
    const meant = closestMatch(String(last?.key), allowed);
    const list = allowed.length ? `; allowed are ${allowed.join(", ")}` : "";
    return { path, message: `unknown key${list}${meant ? `. Did you mean ${meant}?` : ""}` };
  }
  if (issue.input === undefined) {
    const expected = expectation(issue);
    // For a missing key the schema's message just repeats its name.
    return { path, message: expected.startsWith('"') ? "is missing" : `is missing; expected ${expected}` };
  }
  const meant = suggestion(issue);
  return { path, message: `${show(issue.input)} stands here; expected ${expectation(issue)}${meant}` };
}

/** The keys that the schema of the object allows, found by walking the schema along the issue's path. */
function allowedKeys(issue: v.BaseIssue<unknown>): string[] {
  let schema: unknown = configSchema;
  for (const { key } of (issue.path ?? []).slice(0, -1)) schema = child(schema, key);
  const entries = entriesOf(schema);
  return entries ? Object.keys(entries) : [];
}

function child(schema: unknown, key: unknown): unknown {
  const inner = unwrap(schema);
  const entries = entriesOf(inner);
  if (entries) return entries[String(key)];
  if (isSchema(inner) && "value" in inner && inner.type === "record") return inner.value;
  if (isSchema(inner) && "item" in inner) return inner.item;
  return undefined;
}

function entriesOf(schema: unknown): Record<string, unknown> | undefined {
  const inner = unwrap(schema);
  return isSchema(inner) && "entries" in inner ? (inner.entries as Record<string, unknown>) : undefined;
}

function unwrap(schema: unknown): unknown {
  return isSchema(schema) && "wrapped" in schema ? unwrap(schema.wrapped) : schema;
}

function isSchema(value: unknown): value is { type: string; [field: string]: unknown } {
  return typeof value === "object" && value !== null && "type" in value;
}

const expectations: Readonly<Record<string, string>> = {
  Object: "a group of keys",
  strict_object: "a group of keys",
  Array: "a list (lines that begin with -)",
  string: "text",
};

function expectation({ message, expected }: v.BaseIssue<unknown>): string {
  if (!message.startsWith("Invalid ")) return message;
  return expected === null ? "something else" : (expectations[expected] ?? expected);
}

function suggestion(issue: v.BaseIssue<unknown>): string {
  const isChoice = issue.type === "picklist" || issue.message.startsWith("one of ");
  if (typeof issue.input !== "string" || !isChoice) return "";
  const words: readonly string[] = issue.message.match(/[\p{L}\p{N}_-]+/gu) ?? [];
  const options = words.filter((word) => !["one", "of", "or"].includes(word));
  const meant = closestMatch(issue.input, options);
  return meant ? `. Did you mean ${meant}?` : "";
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
