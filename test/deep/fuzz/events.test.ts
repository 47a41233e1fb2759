import fc from "fast-check";
import { expect, it } from "vitest";
import { events, otherEvent } from "../../../handlers/index.ts";
import type { EventDefinition } from "../../../lib/app/define.ts";
import { runEvent } from "../../../lib/app/run-event.ts";
import { fuzz } from "./fuzz.ts";
import { damage, hostileJson, hostileValue, mutation } from "./hostile.ts";
import { changed, realistic } from "./realistic.ts";
import { openWorld } from "./world.ts";

/** Runs the bodies one after the other in one world, and checks what must hold whatever they are. */
async function handled(bodies: readonly string[], hostility: number): Promise<void> {
  const world = openWorld({ hostility });
  const wrong: string[] = [];
  for (const [index, body] of bodies.entries()) {
    await runEvent(body, `message-${index}`, { ...world, events, otherEvent });
    const outcomes = world.logs.filter(({ event }) => event === "event handled");
    const outcome = outcomes.at(-1)?.outcome;
    if (outcomes.length !== index + 1) wrong.push(`${outcomes.length} outcomes of ${index + 1} bodies`);
    if (!["told", "quiet", "plain"].includes(String(outcome))) wrong.push(`the outcome ${outcome}`);
    if (outcome !== "quiet" && !world.said.length) wrong.push("nothing was said");
  }
  wrong.push(...(await world.wrong({ people: new Set(), given: bodies.join() })));
  expect(wrong, wrong.slice(0, 4).join("\n")).toEqual([]);
}

const hostility = fc.integer();

it("Each kind of event that the bot knows is among those that things are done to", async () => {
  const reached = new Set<string>();
  const watched = events.map(
    (definition): EventDefinition => ({
      ...definition,
      async run(context) {
        const outcome = await definition.run(context);
        if (outcome !== "unreadable") reached.add(definition.name);
        return outcome;
      },
    }),
  );
  for (const message of realistic)
    await runEvent(JSON.stringify(message), "message", { ...openWorld(), events: watched, otherEvent });
  expect([...reached].sort()).toEqual(events.map(({ name }) => name).sort());
});

it("An event of any kind with anything wrong in it is told, or left at that, and never fails", async () => {
  const bodies = fc
    .tuple(fc.constantFrom(...realistic), fc.array(mutation, { minLength: 1, maxLength: 4 }), damage)
    .map(([event, mutations, harm]) => harm(changed(event, mutations)));
  await fuzz("events", { quick: 800, full: 25_000 }, fc.tuple(bodies, hostility), ([body, at]) => handled([body], at));
});

it("Several events of one subject, each with something wrong in it, leave messages that Slack takes", async () => {
  const run = fc
    .tuple(
      fc.nat(realistic.length - 1),
      fc.array(fc.tuple(fc.nat(3), fc.array(mutation, { maxLength: 2 })), { minLength: 2, maxLength: 5 }),
    )
    .map(([first, others]) =>
      others.map(([next, mutations]) => changed(realistic[(first + next) % realistic.length] ?? {}, mutations)),
    );
  await fuzz("events in a row", { quick: 150, full: 4_000 }, fc.tuple(run, hostility), ([bodies, at]) =>
    handled(bodies, at),
  );
});

it("Whatever stands in the queue is told plainly", async () => {
  const bodies = fc.oneof(
    hostileValue.map(hostileJson),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.tuple(hostileValue, damage).map(([value, harm]) => harm(hostileJson({ Type: "Notification", Message: value }))),
    fc.tuple(hostileValue, hostileValue, hostileValue).map(([message, subject, topic]) =>
      hostileJson({
        Type: "Notification",
        Message: typeof message === "string" ? message : hostileJson(message),
        Subject: subject,
        TopicArn: topic,
        Timestamp: subject,
      }),
    ),
    fc
      .tuple(hostileValue, hostileValue, hostileValue)
      .map(([source, type, detail]) => hostileJson({ source, "detail-type": type, detail, resources: detail })),
  );
  await fuzz("queued bodies", { quick: 400, full: 10_000 }, bodies, (body) => handled([body], 0));
});
