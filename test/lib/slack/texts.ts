import fc from "fast-check";
import type { Language } from "../../../lib/i18n/catalog.ts";
import { say, type Text } from "../../../lib/pure/text.ts";
import type { Reader } from "../../../lib/slack/spans.ts";
import { readerIn } from "../../reader.ts";

export const reader = (language: Language): Reader =>
  readerIn(language, (key) => (key.startsWith("posted/") ? "https://acme.slack.com/archives/C1/p1" : undefined));

/** What people and machines write when they do not think of Slack, or do. */
const pieces = [
  "<!channel>",
  "<!here|here>",
  "<@U0OWNER>",
  "<#C1|dev>",
  "<https://evil.example|click>",
  "<!date^0^{date}^https://evil.example|x>",
  "&lt;!channel&gt;",
  "&amp;",
  "&",
  "<",
  ">",
  "|",
  "`",
  "```",
  "*bold*",
  "**",
  "_",
  "__init__",
  "~gone~",
  "*",
  " ",
  "\n",
  "\n> ",
  "\n>>> quoted",
  "\r\n",
  "\u2028",
  "\u200b",
  "\u202e",
  "\uE000",
  "\uE0000\uE001",
  "\uE001",
  "\uD83D",
  "배포",
  "은",
  "🚀",
  "a",
  "web",
  "10%",
  "@channel",
  "javascript:alert(1)",
];

/** Any text from outside. */
export const outside: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((some) => some.join("")),
  },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...pieces).map((one) => one.repeat(Math.ceil(10_000 / one.length))),
  },
);

const address = fc.oneof(
  fc.webUrl(),
  outside,
  outside.map((text) => `https://example.com/?q=${text}`),
);

/** Any text that a message may be made of, with text from outside wherever there may be some. */
export const anyText: fc.Arbitrary<Text> = fc.letrec<{ text: Text; leaf: Text }>((tie) => ({
  leaf: fc.oneof(
    outside,
    outside.map((code) => ({ code })),
    outside.map((user) => ({ user })),
    fc.constantFrom({ user: "U0OWNER" }, { time: "2026-11-23T00:00:00Z" }, { duration: 125_000 }),
  ),
  text: fc.oneof(
    { maxDepth: 3, depthIdentifier: "text" },
    tie("leaf"),
    tie("text").map((bold) => ({ bold })),
    fc.tuple(address, tie("text")).map(([link, text]) => ({ link, text })),
    fc
      .tuple(fc.constantFrom("posted/1", "lost/1"), tie("text"), tie("text"))
      .map(([message, text, otherwise]) => ({ message, text, otherwise })),
    fc.array(tie("text"), { maxLength: 4 }),
    fc
      .tuple(tie("text"), tie("text"), tie("text"))
      .map(([environment, person, message]) => say("deploy.busy-by", { environment, person, message })),
    fc.tuple(tie("text"), tie("text")).map(([id, zone]) => say("replacement.instance", { id, zone })),
  ),
})).text;
