import { describe, expect, it } from "vitest";
import { completionsOf } from "../../../sandbox/page/completion.ts";
import { inChannel, keepUnchanged, repliesTo, rowsOf } from "../../../sandbox/page/conversation.ts";
import { emojiGlyph } from "../../../sandbox/page/emoji.ts";
import { initials } from "../../../sandbox/page/people.ts";
import { wordsOf } from "../../../sandbox/page/words.ts";
import { deployment, messages, state, ts } from "./fixtures.ts";

const plainMessage = (time: string, user = "U0OWNER") => ({
  ...deployment,
  ts: ts(time),
  user,
  blocks: [],
  text: "hello",
});

describe("who sees what", () => {
  it("an ephemeral message is only its person's", () => {
    const seenBy = (person: string) => inChannel(messages, "C0DEPLOYS", person).filter((one) => one.ephemeralTo);
    expect(seenBy("U0OPERATOR")).toHaveLength(1);
    expect(seenBy("U0OWNER")).toEqual([]);
  });
  it("replies stand below their message, not in the channel", () => {
    expect(repliesTo(messages, "C0DEPLOYS", deployment.ts, "U0OWNER")).toHaveLength(2);
    expect(inChannel(messages, "C0DEPLOYS", "U0OWNER").some(({ threadTs }) => threadTs)).toBe(false);
  });
  it("the message that a thread began with stays in the channel", () => {
    const parent = { ...deployment, threadTs: deployment.ts };
    expect(inChannel([parent], "C0DEPLOYS", "U0OWNER")).toEqual([parent]);
  });
});

describe("rows", () => {
  it("names the author again after five minutes, another author, another day, and for blocks", () => {
    const rows = rowsOf(
      [
        plainMessage("09:00:00"),
        plainMessage("09:04:00"),
        plainMessage("09:09:30"),
        plainMessage("09:09:40", "U0VIEWER"),
        { ...deployment, user: "U0VIEWER", ts: ts("09:09:50") },
        { ...plainMessage("09:09:00", "U0VIEWER"), ts: ts("00:00:10", "2026-11-24") },
      ],
      "Asia/Seoul",
    );
    expect(rows.map(({ lead }) => lead)).toEqual([true, false, true, true, true, true]);
    expect(rows.map(({ day }) => day !== undefined)).toEqual([true, false, false, false, false, true]);
  });
});

describe("what came again unchanged", () => {
  it("keeps its object, and an edited message gets a new one", () => {
    const next = structuredClone(messages).map((message) =>
      message.ts === deployment.ts ? { ...message, edits: message.edits + 1 } : message,
    );
    const kept = keepUnchanged(messages, next);
    const changed = kept.filter((message, index) => message !== messages[index]);
    expect(changed.map((message) => message.ts)).toEqual([deployment.ts]);
  });
  it("tells two people's ephemeral messages of one moment apart", () => {
    const mine = { ...deployment, ephemeralTo: "U0OWNER", text: "mine" };
    const yours = { ...deployment, ephemeralTo: "U0VIEWER", text: "yours" };
    expect(keepUnchanged([mine, yours], [{ ...yours }, { ...mine }])).toEqual([yours, mine]);
  });
});

describe("completion", () => {
  const texts = (typed: string) => completionsOf(typed, state.commands).map(({ text }) => text);
  it.each([
    ["/dep", ["/deploy staging", "/deploy production", "/deploy status"], "from the beginning"],
    ["/DEPLOY  st", ["/deploy staging", "/deploy status"], "case and double spaces"],
    ["/start", ["/ec2 start dev-api"], "any word, when none begins so"],
    ["/인스턴스", ["/ec2 list", "/ec2 start dev-api", "/ec2 stop dev-api"], "words of the summary, in Korean"],
    ["/deploy staging", [], "typed out"],
    ["hello /dep", [], "no command"],
    ["", [], "nothing typed"],
  ])("%s", (typed, expected) => expect(texts(typed).slice(0, 3)).toEqual(expected));
});

describe("names", () => {
  it.each([
    ["Seo-yeon Park", "SP"],
    ["박서연", "서연"],
    ["nightshift", "N"],
    ["  Ji-woo   Lee ", "JL"],
    ["", ""],
  ])("%j has the initials %s", (name, expected) => expect(initials(name)).toBe(expected));
});

describe("emoji", () => {
  it("has what operations bots say", () =>
    expect(
      ["white_check_mark", "rotating_light", "hourglass_flowing_sand", "large_green_circle"].map(emojiGlyph),
    ).toEqual(["✅", "🚨", "⏳", "🟢"]));
  it("does not take names that every object has", () => expect(emojiGlyph("constructor")).toBeUndefined());
});

describe("words", () => {
  it("fall back to English", () => expect(wordsOf("fr-FR").send).toBe("Send"));
  it("differ in Korean, but for the names of things", () => {
    const korean: Readonly<Record<string, unknown>> = { ...wordsOf("ko-KR") };
    const same = Object.entries(wordsOf("en-US")).filter(
      ([key, text]) => typeof text === "string" && korean[key] === text,
    );
    expect(same.map(([key]) => key)).toEqual(["aws"]);
  });
});
