import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { publishDeadLetter } from "../../../handlers/dead-letters/service.ts";
import { jobs } from "../../../handlers/index.ts";
import type { LogLine } from "../../../lib/host.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { slack, start } from "../../../sandbox/world.ts";
import { commandForm, pressForm } from "../../stage.ts";
import { fuzz } from "./fuzz.ts";
import { damage, hostileJson, hostileText, hostileValue, mutation } from "./hostile.ts";
import { changed, realistic } from "./realistic.ts";
import { wrongInMessage } from "./said.ts";
import { openTicks } from "./ticking.ts";
import { openWorld, people } from "./world.ts";

/** The whole bot in a world of its own, which grows old after a while. */
let sandbox: Sandbox | undefined;
let logs: LogLine[] = [];
let age = 0;

async function freshSandbox(): Promise<Sandbox> {
  if (!sandbox || age++ % 40 === 0) {
    await sandbox?.close();
    logs = [];
    sandbox = await startSandbox({ onLog: (_, line) => logs.push(line) });
  }
  return sandbox;
}

/** Hears every answer. */
const listener = createServer((_, outgoing) => void outgoing.end("ok"));
let responseUrl = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  responseUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  listener.closeAllConnections();
  listener.close();
  await sandbox?.close();
});

const named = (names: readonly string[], part: string): string =>
  names.find((name) => name.toLowerCase().includes(part) && !/dead/i.test(name)) ?? "";

const meant = { people: new Set([...people, slack.bot.userId]) };

/** Puts bodies into a queue; afterwards none is left in any, set aside, or told to have failed for good. */
async function swallowed(part: string, bodies: readonly string[]): Promise<void> {
  const world = await freshSandbox();
  const { queues } = world.aws;
  const name = named(queues.names(), part);
  const before = world.slack.messages.length;
  for (const [index, body] of bodies.entries()) {
    const fifo = name.endsWith(".fifo") && { groupId: "channel:C0DEPLOYS", dedupeId: `${age}-${index}` };
    queues.send(name, body, fifo || {});
  }
  await world.drain();
  // Slack takes one message a second in a channel.
  await world.advanceTo(new Date(world.now().getTime() + 30_000));
  await world.drain();
  for (const queue of queues.names()) expect(queues.peek(queue), queue).toEqual([]);
  expect(await world.deadLetters()).toEqual([]);
  expect(logs.filter(({ level, event }) => level === "error" && event !== "message unreadable")).toEqual([]);
  for (const { text, blocks, user } of world.slack.messages.slice(before)) {
    if (user !== slack.bot.userId) continue;
    const wrong = wrongInMessage({ text, blocks }, meant);
    expect(wrong, wrong.slice(0, 4).join("\n")).toEqual([]);
  }
}

/** SQS takes no other characters, and no empty body. */
const sendable = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd") || " ";

const junk = fc.oneof(
  hostileValue.map(hostileJson),
  hostileText,
  fc.constantFrom(
    "null",
    "true",
    "7",
    '"message"',
    "[]",
    "{}",
    "{",
    "",
    '{"message":1}',
    '{"message":null}',
    '{"message":""}',
  ),
);

/** Requests as the front door queues them, and as it does not. */
function forms(responseUrl: string): fc.Arbitrary<object> {
  const at = start.toISOString();
  return fc.oneof(
    hostileText.map((text) => ({
      at,
      contentType: "form",
      body: commandForm({ text, trigger_id: `1.${text}`, response_url: responseUrl }),
    })),
    hostileText.map((value) => ({
      at,
      contentType: "form",
      body: pressForm({ action: "approve", value, responseUrl }),
    })),
    hostileText.map((payload) => ({
      at,
      contentType: "form",
      body: new URLSearchParams({ payload }).toString(),
    })),
    hostileValue.map((value) => ({ at, contentType: "json", body: hostileJson(value) })),
    fc
      .tuple(hostileText, hostileText, hostileText)
      .map(([one, two, three]) => ({ at: one, contentType: two, body: three })),
  );
}

const damagedEvents = fc
  .tuple(fc.constantFrom(...realistic), fc.array(mutation, { maxLength: 3 }), damage)
  .map(([event, mutations, harm]) => harm(changed(event, mutations)));

const outboxTasks = fc
  .oneof(
    hostileText.map((message) => ({ message })),
    hostileValue.map((message) => ({ message })),
    fc.tuple(fc.array(hostileText, { maxLength: 2 }), hostileText).map(([groups, command]) => ({ groups, command })),
    fc.record({ groups: hostileValue, command: hostileValue }),
  )
  .map((task) => JSON.stringify(task));

const many = (one: fc.Arbitrary<string>) => fc.array(one.map(sendable), { minLength: 1, maxLength: 8 });

it("Whatever stands in the commands queue is done or left at that, once", async () => {
  const requests = forms(responseUrl).map((form) => JSON.stringify(form));
  await fuzz("the commands queue", { quick: 15, full: 300 }, many(fc.oneof(requests, junk)), (bodies) =>
    swallowed("commands", bodies),
  );
});

it("Whatever stands in the events queue is told or left at that, once", async () => {
  await fuzz("the events queue", { quick: 15, full: 120 }, many(fc.oneof(damagedEvents, junk)), (bodies) =>
    swallowed("events", bodies),
  );
});

it("Whatever stands in the outbox is posted or left at that, once, and keeps nobody waiting", async () => {
  await fuzz("the outbox", { quick: 15, full: 300 }, many(fc.oneof(outboxTasks, junk)), (bodies) =>
    swallowed("outbox", bodies),
  );
});

it("Whatever is due is done, or given up in the end", async () => {
  const { aws } = await freshSandbox();
  let now = start;
  const { store, tick } = openTicks(aws, () => now);
  const item = fc.record({
    job: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...jobs.map(({ name }) => name)) },
      { weight: 1, arbitrary: hostileText },
    ),
    subject: hostileText,
    data: fc.oneof(
      hostileValue,
      fc.record(
        {
          pipeline: hostileValue,
          executionId: hostileValue,
          account: hostileValue,
          region: hostileValue,
          key: hostileValue,
          until: hostileValue,
          distribution: hostileValue,
          id: hostileValue,
          lock: hostileValue,
        },
        { requiredKeys: [] },
      ),
    ),
  });
  await fuzz("due items", { quick: 15, full: 400 }, fc.array(item, { minLength: 1, maxLength: 5 }), async (items) => {
    now = start;
    for (const one of items) await store.due.set({ ...one, at: start.toISOString() });
    await tick();
    now = new Date(start.getTime() + 25 * 60 * 60 * 1000);
    await tick();
    expect(await store.due.list(new Date(now.getTime() + 1), 100)).toEqual([]);
  });
});

it("Whatever could not be done, however it looks, is told in words", async () => {
  const requests = fc.tuple(forms(""), damage).map(([form, harm]) => harm(JSON.stringify(form)));
  const letter = fc.record({
    queue: fc.constantFrom("commands" as const, "events" as const, "outbox" as const),
    id: fc.uuid(),
    body: fc.oneof(requests, damagedEvents, outboxTasks, junk),
  });
  await fuzz("dead letters", { quick: 300, full: 5_000 }, letter, async (one) => {
    const world = openWorld();
    await publishDeadLetter(one, world);
    expect(world.said.length).toBeGreaterThan(0);
    const wrong = await world.wrong({ people: { has: () => true } });
    expect(wrong, wrong.slice(0, 4).join("\n")).toEqual([]);
  });
});
