import fc from "fast-check";
import { expect, it } from "vitest";
import { events } from "../../handlers/index.ts";
import { runEvent } from "../../lib/run-event.ts";
import { fuzz, patience } from "./fuzz.ts";
import { damage, hostileJson, hostileValue, mutated, mutation } from "./hostile.ts";
import { realistic } from "./realistic.ts";
import { openWorld } from "./world.ts";

const nobody = { people: new Set<string>() };

/** Runs the bodies one after the other in one world, and checks what must hold whatever they are. */
async function handled(bodies: readonly string[], hostility: number): Promise<void> {
  const world = openWorld({ hostility });
  for (const [index, body] of bodies.entries()) {
    await runEvent(body, `message-${index}`, { ...world, events });
    const outcomes = world.logs.filter(({ event }) => event === "event handled");
    expect(outcomes).toHaveLength(index + 1);
    const outcome = outcomes.at(-1)?.outcome;
    expect(["told", "quiet", "plain"]).toContain(outcome);
    if (outcome !== "quiet") expect(world.said.length).toBeGreaterThan(0);
  }
  const wrong = await world.wrong(nobody);
  expect(wrong, wrong.slice(0, 4).join("\n")).toEqual([]);
}

const hostility = fc.integer();

it(
  "An event of any kind with anything wrong in it is told, or left at that, and never fails",
  async () => {
    const bodies = fc
      .tuple(fc.constantFrom(...realistic), fc.array(mutation, { minLength: 1, maxLength: 4 }), damage)
      .map(([event, mutations, harm]) => harm(hostileJson(mutated(event, mutations))));
    await fuzz("events", { quick: 800, full: 25_000 }, fc.tuple(bodies, hostility), ([body, at]) =>
      handled([body], at),
    );
  },
  patience,
);

it(
  "Several events of one subject, each with something wrong in it, leave messages that Slack takes",
  async () => {
    const run = fc
      .tuple(
        fc.nat(realistic.length - 1),
        fc.array(fc.tuple(fc.nat(3), fc.array(mutation, { maxLength: 2 })), { minLength: 2, maxLength: 5 }),
      )
      .map(([first, others]) =>
        others.map(([next, mutations]) =>
          hostileJson(mutated(realistic[(first + next) % realistic.length], mutations)),
        ),
      );
    await fuzz("events in a row", { quick: 150, full: 4_000 }, fc.tuple(run, hostility), ([bodies, at]) =>
      handled(bodies, at),
    );
  },
  patience,
);

it(
  "Whatever stands in the queue is told plainly",
  async () => {
    const bodies = fc.oneof(
      hostileValue.map(hostileJson),
      fc.string({ unit: "binary", maxLength: 200 }),
      fc
        .tuple(hostileValue, damage)
        .map(([value, harm]) => harm(hostileJson({ Type: "Notification", Message: value }))),
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
        .map(([source, type, detail]) =>
          hostileJson({ source, "detail-type": type, detail, resources: detail }),
        ),
    );
    await fuzz("queued bodies", { quick: 400, full: 10_000 }, bodies, (body) => handled([body], 0));
  },
  patience,
);
