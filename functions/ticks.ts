/** The minute tick: runs what is due and reports what failed for good. The next tick makes up for a missed one. */

import { publishDeadLetter } from "../handlers/dead-letters/index.ts";
import { jobs, ticks } from "../handlers/index.ts";
import { createHandlerContext } from "../lib/app/aws-access.ts";
import type { JobDefinition, TickDefinition } from "../lib/app/define.ts";
import { createRecorder } from "../lib/app/recorder.ts";
import { sessionOf } from "../lib/aws/accounts.ts";
import { deleteMessage, receiveMessages } from "../lib/aws/queue.ts";
import { type Host, setting } from "../lib/host.ts";
import { shortHash } from "../lib/messages/publish.ts";
import type { QueueName } from "../lib/store/dead-letters.ts";
import type { DueItem } from "../lib/store/due.ts";
import { UnreadableState } from "../lib/store/states.ts";
import { type AppContext, createAppContext } from "./app-context.ts";
import { inLambda } from "./lambda-host.ts";
import { once } from "./once.ts";

type Handler = (event: unknown) => Promise<void>;

/** At most this many in one tick; the rest is still due a minute later. */
const mostAtOnce = 100;

/** After this time a due item is reported as a dead letter. */
const longestFailingMs = 60 * 60 * 1000;

export function createHandler(host: Host): Handler {
  const loadContext = once(() => createAppContext(host));
  return async () => {
    const context = await loadContext();
    const home = { account: setting(host, "ACCOUNT_ID"), region: context.clients.region };
    const { note, audited } = createRecorder(context);
    const contextOf = ({ uses }: TickDefinition | JobDefinition) => ({
      ...createHandlerContext(uses, { ...context, home }, sessionOf(), note),
      audited,
    });
    for (const definition of ticks) {
      await definition.run(contextOf(definition));
    }
    const items = await context.store.due.list(host.now(), mostAtOnce);
    for (const item of items) {
      const definition = jobs.find(({ name }) => name === item.job);
      if (!definition || (item.version ?? 1) > (definition.data?.version ?? 1)) {
        // A newer version has set it, and may be back soon.
        host.log({ level: "warn", event: "due item unknown", job: item.job, subject: item.subject });
        await context.store.due.putOff(item, new Date(host.now().getTime() + putOffMs));
        continue;
      }
      try {
        await definition.run({ ...contextOf(definition), item, data: dataOf(item, definition) });
        await context.store.due.done(item);
      } catch (error) {
        // The item stays due, so the next tick tries again; one that fails for an hour needs a person.
        const reason = error instanceof Error ? error.name : "unknown";
        host.log({ level: "error", event: "due item failed", job: item.job, subject: item.subject, reason });
        if (host.now().getTime() - Date.parse(item.at) > longestFailingMs) await giveUp(item, context);
      }
    }
    await publishDeadLetters(context, host);
  };
}

/** How long a due item that this version cannot run is put off. */
const putOffMs = 60 * 60 * 1000;

function dataOf(item: DueItem, { data: shape }: JobDefinition): unknown {
  if (!shape) return undefined;
  const read = shape.parse(item.data, item.version);
  if (!read) throw new UnreadableState(shape.name);
  return read.value;
}

async function giveUp(item: DueItem, context: AppContext): Promise<void> {
  const id = shortHash(JSON.stringify([item.job, item.subject, item.at]));
  await publishDeadLetter({ id, queue: "due", body: JSON.stringify(item) }, context);
  await context.store.due.done(item);
}

/** The dead-letter queues; each tick reads one of them, since nearly always all are empty. */
const deadLetterQueues: readonly (readonly [QueueName, string])[] = [
  ["commands", "COMMANDS_DEAD_LETTERS_URL"],
  ["events", "EVENTS_DEAD_LETTERS_URL"],
  ["outbox", "OUTBOX_DEAD_LETTERS_URL"],
];

/** At most this many rounds of ten messages of each queue in one tick. */
const mostRounds = 5;

async function publishDeadLetters(context: AppContext, host: Host): Promise<void> {
  const minute = Math.floor(host.now().getTime() / 60_000);
  const turn = deadLetterQueues[minute % deadLetterQueues.length];
  if (!turn) return;
  const [queue, name] = turn;
  try {
    for (let round = 0; round < mostRounds; round++) {
      const taken = await receiveMessages(context.clients, setting(host, name));
      for (const letter of taken) {
        await publishDeadLetter({ id: letter.id, queue, body: letter.body }, context);
        await deleteMessage(context.clients, setting(host, name), letter);
      }
      if (!taken.length) break;
    }
  } catch (error) {
    // A message that could not be published stays in its queue for a later tick.
    const reason = error instanceof Error ? error.name : "unknown";
    host.log({ level: "error", event: "dead letters not told", queue, reason });
  }
}

export const handler: Handler = inLambda(createHandler);
