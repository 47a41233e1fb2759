import { expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/sandbox.ts";
import { awsEvent, openStage, pass, postedIn, replacement } from "../../stage.ts";
import { extent, figure } from "./figures.ts";
import { randomFrom } from "./random.ts";

const events = { sample: 150, all: 2_000, every: 2_000 }[extent];
const perBurst = 50;

/** What each event is about, by a name that stands in the message that tells it. */
function eventOf(index: number): { readonly name: string; readonly events: readonly object[] } {
  const name = `thing-${String(index).padStart(4, "0")}`;
  if (index % 10 === 9) return { name, events: replacement(name, `i-0a${index}`, `i-0b${index}`) };
  if (index % 10 < 3) return { name, events: [awsEvent("custom.app", `News of ${name}`, { index })] };
  const detail = { alarmName: name, state: { value: "ALARM", reason: "Threshold crossed" } };
  return { name, events: [awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", detail)] };
}

it(`${events} events in a minute, with Slack answering 429 and 500 at random: all are told`, async () => {
  const stage = await openStage();
  const chance = randomFrom(2_000);
  refuseAtRandom(stage.sandbox, chance);
  const names: string[] = [];
  const seconds = (60 * perBurst) / events;
  for (let from = 0; from < events; from += perBurst) {
    for (let index = from; index < Math.min(from + perBurst, events); index++) {
      const { name, events: some } = eventOf(index);
      names.push(name);
      for (const event of some) stage.sandbox.event(event);
    }
    await stage.sandbox.drain();
    await pass(stage, `${Math.max(1, Math.round(seconds))}s`);
  }
  await pass(stage, "45m");
  const posted = postedIn(stage.messages(), "#alerts");
  const told = new Set(posted.flatMap(({ blocks }) => JSON.stringify(blocks).match(/thing-\d{4}/g) ?? []));
  const lost = names.filter((name) => !told.has(name));
  const posts = stage.slackCalls.filter(({ method, error }) => method === "chat.postMessage" && !error);
  const updates = stage.slackCalls.filter(({ method, error }) => method === "chat.update" && !error);
  figure("storm: events accounted for", {
    tried: events,
    passed: events - lost.length,
    posts: posts.length,
    updates: updates.length,
    longestWaitSeconds: longestWait(stage.slackCalls),
  });
  expect(lost).toEqual([]);
  expect(await stage.sandbox.deadLetters()).toEqual([]);
  expect(posts.length).toBeLessThan(events / 4);
});

const refusals = [
  { status: 429, retryAfter: 1 },
  { status: 429, retryAfter: 10 },
  { status: 429, retryAfter: 30 },
  { status: 500 },
] as const;

/** Refuses about every fifth call, in one way or another. */
function refuseAtRandom({ slack }: Sandbox, chance: () => number): void {
  let next = -1;
  for (const [at, refusal] of refusals.entries()) {
    slack.fault({
      ...refusal,
      times: Number.POSITIVE_INFINITY,
      isFor: () => {
        // The first of them asks the dice, for all.
        if (at === 0) next = chance() < 0.2 ? Math.floor(chance() * refusals.length) : -1;
        return next === at;
      },
    });
  }
}

/** The longest time between two posts or updates that Slack took, while there was more to tell. */
function longestWait(
  calls: readonly { readonly at: string; readonly method: string; readonly error?: unknown }[],
): number {
  const times = calls
    .filter(({ method, error }) => !error && /chat\.(postMessage|update)/.test(method))
    .map(({ at }) => Date.parse(at));
  return Math.max(0, ...times.slice(1).map((time, index) => (time - (times[index] ?? time)) / 1000));
}
