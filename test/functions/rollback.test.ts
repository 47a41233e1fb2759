import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { type AppContext, createAppContext } from "../../functions/app-context.ts";
import { muteState } from "../../lib/alerts/alert.ts";
import type { Content } from "../../lib/pure/content.ts";
import { defineShape } from "../../lib/pure/schema.ts";
import { anyState } from "../../lib/store/messages.ts";
import { awsEvent, functions, type OpenStage, openStage, pass, postedIn } from "../stage.ts";

/** A stage on which an event makes the bot do what a newer version of it would have done. */
async function afterNewer(
  act: (context: AppContext) => Promise<unknown>,
): Promise<OpenStage & { store: AppContext["store"] }> {
  let context: AppContext | undefined;
  const stage = await openStage({
    functions: {
      ...functions,
      events: (host) => async () => {
        context = await createAppContext(host);
        await act(context);
        return { batchItemFailures: [] };
      },
    },
  });
  stage.sandbox.event(awsEvent("custom.app", "news", {}));
  await stage.sandbox.drain();
  if (!context) throw new Error("No event came");
  return { ...stage, store: context.store };
}

const logged = ({ logs }: OpenStage, event: string) => logs.filter((line) => "event" in line && line.event === event);

describe("a message that a newer version has written", () => {
  const say = (content: object) =>
    afterNewer(({ publish }) =>
      publish(anyState, "newer", () => ({
        destination: { kind: "channel", channel: "#alerts" },
        content: content as Content,
      })),
    );
  const words = {
    say: "deploy.teleported",
    with: { environment: "staging", person: { user: "U0KIM" }, count: 3 },
  };

  it.each([
    ["with a word that there is not", { tone: "info", title: words }, ":information_source: staging · U0KIM · 3"],
    [
      "with a text of an unknown kind",
      { tone: "info", title: ["To ", { shiny: "web-1" }] },
      ":information_source: To web-1",
    ],
    ["with a tone that there is not", { tone: "dreamy", title: "web-1" }, ":information_source: web-1"],
    [
      "with a label that there is not",
      { tone: "info", title: "web-1", facts: [{ label: "x.y", value: { code: "a" } }] },
      ":information_source: web-1\n`a`",
    ],
    ["without anything that can be read", { tone: "info", title: { say: "x.y" } }, ":information_source: …"],
  ])("%s is posted in plain text, and that is logged once", async (_what, content, text) => {
    const stage = await say(content);
    expect(postedIn(stage.messages(), "#alerts").map((one) => one.text)).toEqual([text]);
    expect(logged(stage, "message of another version")).toHaveLength(1);
    expect(await stage.sandbox.deadLetters()).toEqual([]);
  });
});

describe("what a newer version has set a time for", () => {
  const at = "2026-11-23T00:00:00.000Z";

  it("is put off for an hour, and logged, when no job is called so", async () => {
    const item = { job: "dance", subject: "x", at };
    const stage = await afterNewer(({ store }) => store.due.set(item));
    await pass(stage, "2m");
    expect(logged(stage, "due item unknown")).toHaveLength(1);
    await pass(stage, "1h");
    expect(logged(stage, "due item unknown")).toHaveLength(2);
  });

  it("is put off, too, when its job cannot read what it says", async () => {
    const shape = defineShape({ name: "x", version: 2, schema: v.object({ pinged: v.number() }) });
    const item = { job: "escalation", subject: "x", at, data: { pinged: 1 } };
    const stage = await afterNewer(({ store }) => store.due.set(item, shape));
    await pass(stage, "2m");
    expect(logged(stage, "due item unknown")).toHaveLength(1);
    await pass(stage, "1h");
    expect(logged(stage, "due item unknown")).toHaveLength(2);
  });
});

it("a mute of a newer version is not listed, and stays", async () => {
  const newer = {
    ...muteState,
    version: 2,
    parse: (value: unknown) => ({ value: value as { shy: true } }),
    keep: 9,
  };
  const stage = await afterNewer(({ store, now }) =>
    store.states.update(newer, "x", now(), () => ({ shy: true as const })),
  );
  await stage.run({ say: "/nightshift mutes" });
  expect(stage.messages()).toHaveAnswered("operator", ["Nothing is muted"]);
  expect(logged(stage, "state unreadable")).toMatchObject([{ state: "mute", pk: "mutes", sk: "x", version: 2 }]);
  expect(await stage.store.states.read(newer, "x")).toEqual({ shy: true as const });
});
