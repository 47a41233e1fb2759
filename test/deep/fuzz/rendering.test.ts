import fc from "fast-check";
import { expect, it } from "vitest";
import { catalog as words } from "../../../handlers/catalog.ts";
import type { Content } from "../../../lib/pure/content.ts";
import type { Text } from "../../../lib/pure/text.ts";
import { fuzz } from "./fuzz.ts";
import { hostileText } from "./hostile.ts";
import { people, wrongInContent } from "./world.ts";

const plainKeys = Object.keys(words.en).filter((key) => typeof words.en[key as keyof typeof words.en] === "string");
const phraseKeys = Object.keys(words.en).filter((key) => !plainKeys.includes(key));

const counted = /^(count|days|percent|done|total|most|seconds|minutes|attempt)$/;

/** Arguments for any phrase: whatever name it asks for is there, as a number where it counts. */
function argumentsFor(key: string, texts: readonly unknown[], number: number): Record<string, unknown> {
  const source = String(words.en[key as keyof typeof words.en]);
  const names = /^\(?\{([^}]*)\}/.exec(source)?.[1]?.split(",") ?? [];
  const all = names.map((name) => name.trim()).filter(Boolean);
  return Object.fromEntries(all.map((name, at) => [name, counted.test(name) ? number : texts[at % texts.length]]));
}

const address = fc.oneof(
  hostileText,
  fc.webUrl(),
  hostileText.map((text) => `https://example.com/${text}`),
  hostileText.map((text) => `HTTPS://example.com?q=${text}`),
);

const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));

const text: fc.Arbitrary<unknown> = fc.letrec<{ text: unknown }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 4, depthIdentifier: "text" },
    hostileText,
    hostileText.map((code) => ({ code })),
    hostileText.map((user) => ({ user })),
    fc.constantFrom(...people).map((user) => ({ user })),
    fc
      .oneof(
        fc.date({ noInvalidDate: true }).map((at) => at.toISOString()),
        hostileText,
      )
      .map((time) => ({ time })),
    number.map((duration) => ({ duration })),
    fc.tuple(number, fc.boolean()).map(([dollars, sign]) => (sign ? { dollars, sign } : { dollars })),
    fc.constantFrom(...plainKeys).map((say) => ({ say })),
    tie("text").map((bold) => ({ bold })),
    fc.tuple(address, tie("text")).map(([link, shown]) => ({ link, text: shown })),
    fc
      .tuple(hostileText, tie("text"), tie("text"))
      .map(([message, shown, otherwise]) => ({ message, text: shown, otherwise })),
    fc.array(tie("text"), { maxLength: 4 }),
    fc
      .tuple(fc.constantFrom(...phraseKeys), fc.array(tie("text"), { minLength: 1, maxLength: 5 }), fc.nat(1_000))
      .map(([say, texts, count]) => ({ say, with: argumentsFor(say, texts, count) })),
  ),
})).text;

const states = ["pending", "running", "waiting", "done", "failed", "rejected", "stopped"];
const tones = ["info", "progress", "waiting", "success", "warning", "failure", "quiet"];

const bars = fc.integer({ min: 1, max: 20 }).chain((many) =>
  fc.record({
    title: fc.constant({ say: "cost.chart" }),
    // Bars have names of their own.
    categories: fc
      .array(hostileText, { minLength: many, maxLength: many })
      .map((some) => some.map((one, at) => `${at} ${one}`)),
    series: fc
      .array(fc.array(number, { minLength: many, maxLength: many }), { minLength: 1, maxLength: 2 })
      .map((all) => all.map((values, at) => ({ name: `series ${at}`, values }))),
    unit: fc.constant(" USD"),
  }),
);

const content = fc.record(
  {
    tone: fc.constantFrom(...tones),
    title: text,
    facts: fc.array(fc.record({ label: fc.constantFrom(...plainKeys), value: text }), { maxLength: 14 }),
    lines: fc.array(text, { maxLength: 6 }),
    steps: fc.array(
      fc.record({
        id: hostileText,
        title: hostileText,
        state: fc.constantFrom(...states),
        notes: fc.array(text, { maxLength: 2 }),
      }),
      { maxLength: 6 },
    ),
    chart: bars,
    buttons: fc.uniqueArray(
      fc.record(
        {
          action: fc.constantFrom("approve", "reject", "retry", "open"),
          label: fc.constantFrom(...plainKeys.filter((key) => key.startsWith("button."))),
          value: hostileText,
          url: address,
        },
        { requiredKeys: ["action", "label"] },
      ),
      { maxLength: 4, selector: ({ action }) => action },
    ),
    footer: fc.array(text, { maxLength: 12 }),
  },
  { requiredKeys: ["tone", "title"] },
);

const meant = { people };

it("Whatever a message is to say, Slack takes it, and it pings, links and breaks nothing by itself", async () => {
  await fuzz("messages", { quick: 800, full: 25_000 }, content, (said) => {
    const wrong = wrongInContent(said as unknown as Content, meant);
    expect(wrong, wrong.slice(0, 4).join("\n")).toEqual([]);
  });
});

it("One text alone is as harmless in every place of a message", async () => {
  await fuzz("texts", { quick: 800, full: 25_000 }, text, (one) => {
    const shown = one as Text;
    const said: Content = { tone: "info", title: shown, lines: [shown], footer: [shown, shown] };
    const wrong = wrongInContent(said, meant);
    expect(wrong, wrong.slice(0, 4).join("\n")).toEqual([]);
  });
});
