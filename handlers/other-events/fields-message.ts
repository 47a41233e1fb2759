/** Which fields of unknown data are most useful to people, and how to show them. */
import { nameInArn } from "../../lib/pure/arn.ts";
import { isObject, jsonIn, momentIn } from "../../lib/pure/json.ts";
import { labelOf } from "../../lib/pure/label.ts";
import { type PlainKey, say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";

/** One field with its path. */
export interface Leaf {
  /** The names on its path, the outermost first. */
  readonly path: readonly string[];
  readonly value: string | number | boolean | readonly unknown[];
}

interface KeyField {
  readonly label: Text;
  readonly value: Text;
}

const mostLeaves = 300;
const deepest = 6;

/** The non-empty fields, outermost first; a large collection counts as one. */
export function leavesOf(data: Readonly<Record<string, unknown>>): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (value: unknown, path: readonly string[]): void => {
    if (leaves.length >= mostLeaves) return;
    // Some events put JSON into a string.
    const within = typeof value === "string" && /^\s*[[{]/.test(value) ? jsonIn(value) : undefined;
    const held = isObject(within) || Array.isArray(within) ? within : value;
    if (isObject(held)) {
      if (path.length < deepest) for (const [name, one] of Object.entries(held)) walk(one, [...path, name]);
    } else if (Array.isArray(held)) {
      const [only] = held as unknown[];
      if (held.length === 1 && isObject(only)) walk(only, path);
      else if (held.length) leaves.push({ path, value: held as unknown[] });
    } else if (typeof held === "string") {
      if (held.trim()) leaves.push({ path, value: held });
    } else if (typeof held === "boolean" || (typeof held === "number" && Number.isFinite(held))) {
      leaves.push({ path, value: held });
    }
  };
  walk(data, []);
  return leaves;
}

const most = 6;
/** Fields for machines are shown only when there are fewer others than this. */
const enough = 3;

/** The few most useful fields, best first; those for which `isKnown` holds are shown elsewhere. */
export function keyFields(leaves: readonly Leaf[], isKnown: (leaf: Leaf) => boolean): KeyField[] {
  const ranked = leaves
    .filter((leaf) => !isSecret(leaf) && !isKnown(leaf))
    .map((leaf) => ({ leaf, weight: weightOf(leaf) }))
    .sort((a, b) => b.weight - a.weight);
  const good = ranked.filter(({ weight }) => weight >= 10).slice(0, most);
  const rest = ranked.filter(({ weight }) => weight < 10).slice(0, Math.max(0, enough - good.length));
  return [...good, ...rest].map(({ leaf }) => ({ label: labelText(leaf.path), value: valueText(leaf) }));
}

function isSecret({ path }: Leaf): boolean {
  return path.some((name) =>
    /passw|secret|credential|authoriz|signature|private.?key|session.?token|api.?key/i.test(name),
  );
}

const weights: readonly (readonly [RegExp, number])[] = [
  [/\b(error|failure|fault|exception)\b/, 96],
  [/\b(status|state|result|outcome|conclusion|verdict|severity|level|phase)\b/, 100],
  [/\b(operation|action|event)$/, 94],
  [/\b(message|reason|cause|description|summary|detail|details|text|body|comment|note)\b/, 90],
  [/\b(name|title|subject|key|path|branch|tag|tags|environment|stage|service)\b/, 70],
  [/\b(user|requester|owner|actor|author|principal|caller|initiator|by)\b/, 65],
  [/\b(type|kind|category)\b/, 60],
  [/\b(count|total|counts|number|amount|size|percent|percentage|cost|limit|used|bytes)\b/, 50],
];

/** Names, states and reasons first; ids, versions and tokens last. */
function weightOf({ path, value }: Leaf): number {
  const last = labelOf(path.at(-1) ?? "").toLowerCase();
  const depth = path.length * 4;
  if (/\b(schema|version|token|request|sequencer|etag|hash|digest|revision|nonce|checksum|uuid)\b/.test(last))
    return 2 - path.length / 10;
  if (/\b(id|ids|identifier|arn|arns|uri)$/.test(last)) return 6 - path.length / 10;
  const isTime = momentText(last, value) !== undefined;
  if (isTime) return 20 - depth / 2;
  // Zero and false say little.
  if (value === 0 || value === "0" || value === false) return 8;
  const known = weights.find(([pattern]) => pattern.test(last))?.[1] ?? 40;
  return Math.max(10, known - depth);
}

/** Common field names in the reader's language. */
const labels = {
  status: "field.status",
  state: "field.state",
  reason: "field.reason",
  cause: "field.cause",
  message: "field.message",
  description: "field.description",
  name: "field.name",
  error: "field.error",
  "error message": "field.error",
  "error code": "field.error-code",
  result: "field.result",
  severity: "field.severity",
  user: "field.user",
  "user name": "field.user",
  type: "field.type",
  action: "field.action",
  operation: "field.operation",
  count: "field.count",
  size: "field.size",
  "object key": "field.object-key",
  "repository name": "field.repository",
  "image tag": "field.image-tag",
  "bucket name": "finding.bucket",
  "instance ID": "finding.instance",
  "start time": "field.start-time",
  "end time": "field.end-time",
} as const satisfies Readonly<Record<string, PlainKey>>;

function labelText(path: readonly string[]): Text {
  const label = shownLabel(path);
  const plain = label.replace(/^./, (first) => first.toLowerCase());
  return Object.hasOwn(labels, plain) ? say(labels[plain as keyof typeof labels]) : truncate(label, 60);
}

/** A field's label: with its parent's name when its own says little. */
function shownLabel(path: readonly string[]): string {
  const own = labelOf(path.at(-1) ?? "");
  const around = path.length > 1 ? labelOf(path.at(-2) ?? "") : "";
  if (
    own.includes(" ") ||
    !around ||
    /^(Detail|Details|Data|Payload|Event|Body|Message|Attributes|Metadata|Request parameters|Response elements|Additional event data)$/.test(
      around,
    )
  )
    return own;
  return `${around} ${/^[A-Z0-9]+$/.test(own) ? own : own.toLowerCase()}`;
}

/** A value for people: times in their own time zone, long lists as their length. */
function valueText({ path, value }: Leaf): Text {
  if (typeof value === "boolean") return say(value ? "field.yes" : "field.no");
  if (isList(value)) {
    const plain = value.filter((one) => typeof one === "string" || Number.isFinite(one));
    const isShort = plain.length === value.length && value.length <= 3;
    return isShort ? truncate(plain.join(", "), 200) : say("field.items", { count: value.length });
  }
  const moment = momentText(labelOf(path.at(-1) ?? "").toLowerCase(), value);
  if (moment) return moment;
  const text = String(value);
  return truncate((nameInArn(text.trim()) ?? text).replace(/\s+/g, " ").trim(), 300);
}

function isList(value: Leaf["value"]): value is readonly unknown[] {
  return Array.isArray(value);
}

function momentText(label: string, value: Leaf["value"]): Text | undefined {
  if (typeof value === "string") {
    const isMoment = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(value);
    const time = isMoment ? momentIn(value) : undefined;
    return time === undefined ? undefined : { time };
  }
  if (typeof value !== "number" || !/\b(time|date|timestamp|at|since|until)\b/.test(label)) return undefined;
  // Seconds or milliseconds since 1970, in this century.
  const ms = value > 1e9 && value < 4.1e9 ? value * 1000 : value > 1e12 && value < 4.1e12 ? value : undefined;
  return ms === undefined ? undefined : { time: new Date(ms).toISOString() };
}
