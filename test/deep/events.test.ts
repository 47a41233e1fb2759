/**
 * The corpus: in test/<subject>/events a folder for each kind of event, in it the events (or stories of several), and beside each
 * how it reads in English. UPDATE_EVENTS=1 writes those anew; read them as whoever is woken by them.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalog } from "../../handlers/catalog.ts";
import { readCorpus, root } from "../../scripts/corpus.ts";
import { openStage, pass } from "../stage.ts";

const corpus = readCorpus();
const kinds = [...new Set(corpus.map(({ kind }) => kind))];
const yaml = readFileSync("sandbox/nightshift.yaml", "utf8");

interface Posted {
  readonly text: string;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
}

const played = new Map<string, Promise<Map<string, Posted[]>>>();

/** What the bot has made of each event file of a kind, in that language; each is played once. */
function told(kind: string, language: "en" | "ko"): Promise<Map<string, Posted[]>> {
  const known = played.get(`${kind} ${language}`) ?? playKind(kind, language);
  played.set(`${kind} ${language}`, known);
  return known;
}

async function playKind(kind: string, language: "en" | "ko"): Promise<Map<string, Posted[]>> {
  const stage = await openStage({ config: yaml.replace("language: en", `language: ${language}`) });
  const all = new Map<string, Posted[]>();
  for (const { name, events } of corpus.filter((story) => story.kind === kind)) {
    const known = new Set(stage.messages().map(({ ts }) => ts));
    for (const event of events) await stage.run({ event });
    // Slack takes about a message a second in a channel.
    await pass(stage, "3s");
    all.set(
      name.slice(kind.length + 1),
      stage.messages().filter(({ ts, threadTs }) => !known.has(ts) && !threadTs),
    );
  }
  return all;
}

/** The message as text that people can read. */
function readable(messages: readonly Posted[]): string {
  return messages
    .map(({ text, blocks }) => {
      const buttons = blocks
        .flatMap(({ type, elements }) => (type === "actions" ? (elements as Button[]) : []))
        .filter(({ type }) => type === "button")
        .map((button) => `[${button.text.text}]${button.url ? ` ${button.url}` : ""}`);
      const shown = text
        .replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, "$1")
        .replace(/<(https?:[^|>]+)\|([^>]*)>/g, "$2")
        .replaceAll("\u200b", "")
        .replace(/\*([^*\n]+)\*/g, "$1")
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&amp;", "&");
      return [shown, "", ...buttons, ""].join("\n");
    })
    .join("\n---\n");
}

interface Button {
  readonly type: string;
  readonly text: { readonly text: string };
  readonly url?: string;
}

describe.each(kinds)("%s", (kind) => {
  it("reads in English as written down", async () => {
    const all = await told(kind, "en");
    expect(all.size).toBeGreaterThanOrEqual(3);
    for (const [name, messages] of all) {
      expect(messages.length, `${kind}/${name}`).toBeGreaterThan(0);
      const story = corpus.find((one) => one.name === `${kind}/${name}`);
      const golden = new URL(story?.golden ?? "", root);
      const text = readable(messages);
      if (process.env.UPDATE_EVENTS) writeFileSync(golden, text);
      expect(existsSync(golden) && readFileSync(golden, "utf8"), `${kind}/${name}`).toBe(text);
    }
  });

  it("says the same in Korean", async () => {
    const [inEnglish, inKorean] = [await told(kind, "en"), await told(kind, "ko")];
    for (const [name, messages] of inKorean) {
      const text = messages.map((message) => message.text).join("\n");
      const original = (inEnglish.get(name) ?? []).map((message) => message.text).join("\n");
      expect(text, name).toMatch(/[가-힣]{2}/);
      // What is the same in every language: addresses, moments, ids and codes.
      const values = original.match(/<https?:[^|>]+|<!date\^\d+|`[^`\n]+`|\b[a-z]-[0-9a-z]{8,}\b/gi) ?? [];
      for (const value of values) expect(text, `${kind}/${name}`).toContain(value);
      for (const sentence of Object.values(catalog.en)) {
        if (typeof sentence !== "string" || !sentence.includes(" ")) continue;
        // What only begins alike is a name from outside.
        const after = text.split(sentence).slice(1);
        if (after.some((rest) => !/^[a-z]/i.test(rest))) expect(text, `${kind}/${name}`).not.toContain(sentence);
      }
    }
  });
});
