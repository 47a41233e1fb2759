import * as v from "valibot";
import type { Config } from "../../lib/config/schema.ts";
import type { LogLine } from "../../lib/host.ts";
import type { Publish } from "../../lib/messages/publish.ts";
import { typedText } from "../../lib/pure/command-line.ts";
import { isObject, jsonIn, objectAt, textAt } from "../../lib/pure/json.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { defineShape } from "../../lib/pure/schema.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { payloadOf, queuedRequest } from "../../lib/requests/queued-request.ts";
import { submissionIn } from "../../lib/slack/submission.ts";
import { type DeadLetter, deadLetterState, troubleState } from "../../lib/store/dead-letters.ts";
import { anyState } from "../../lib/store/messages.ts";
import type { Store } from "../../lib/store/store.ts";
import { deadLetterMessage, type LostRequest, lostRequestSchema } from "./message.ts";

/** What publishing dead letters needs. */
interface DeadLetterDeps {
  readonly store: Store;
  readonly publish: Publish;
  readonly config: Config;
  now(): Date;
  log(line: LogLine): void;
}

export const deadLetterStateShape = defineShape({
  name: "dead-letter-message",
  version: 1,
  schema: v.object({
    lost: lostRequestSchema,
    replayedBy: v.exactOptional(v.string()),
  }),
});

/** In bytes: a DynamoDB item holds 400 KB, an SQS message up to 1 MB. */
const longestKept = 300_000;

export function deadLetterKey(id: string): string {
  return `dead-letter/${id}`;
}

/**
 * Stores a message that failed for good, posts in the alert channel what failed and for whom, with a button to replay
 * it, and informs the person who asked for it.
 */
export async function publishDeadLetter(letter: DeadLetter, deps: DeadLetterDeps): Promise<void> {
  const { store, publish, config, now, log } = deps;
  const reason = await store.states.read(troubleState, letter.id);
  const { lost, responseUrl } = await read(letter, reason, deps);
  log({ level: "error", event: "dead letter", queue: letter.queue, id: letter.id, kind: lost.kind });
  // A body that does not fit into an item cannot be replayed, but is still reported.
  if (Buffer.byteLength(letter.body) <= longestKept)
    await store.states.update(deadLetterState, letter.id, now(), (known) => known ?? letter);
  // Slack would refuse this message, too; the e-mail alarm of that queue covers it.
  if (lost.kind === "message" && lost.key.startsWith("dead-letter/")) return;
  await publish(deadLetterStateShape, deadLetterKey(letter.id), (known) => ({
    destination: { kind: "channel", channel: config.alerts.channel },
    content: deadLetterMessage(letter.id, known?.lost ?? lost, known?.replayedBy),
    state: known ?? { lost },
  }));
  if (lost.kind !== "command" && lost.kind !== "button") return;
  const at = now().toISOString();
  await store.audit.write(deadLetterKey(letter.id), {
    at,
    actor: lost.user,
    door: lost.kind,
    channel: lost.channel,
    action: lost.what,
    result: "failed",
  });
  if (!responseUrl) return;
  await publish(anyState, `answer/${deadLetterKey(letter.id)}`, () => ({
    destination: { kind: "answer", responseUrl, user: lost.user, replaces: false },
    content: refusal(
      say("error.failed", { command: { code: lost.what } }),
      ...(reason ? [reason] : []),
      say("dead-letter.told", { channel: config.alerts.channel }),
    ),
  }));
}

interface Read {
  readonly lost: LostRequest;
  readonly responseUrl?: string;
}

async function read({ queue, body }: DeadLetter, reason: Text | undefined, { store }: DeadLetterDeps): Promise<Read> {
  const fields = jsonIn(body);
  const because = reason !== undefined && { reason };
  if (queue === "commands") {
    const queued = queuedRequest(body);
    const payload = queued && payloadOf(queued);
    const submission = submissionIn(payload);
    if (submission) {
      const { user, channel, responseUrl, command } = submission;
      const what = [`/${command}`, ...submission.fields.values()].join(" ").slice(0, 200);
      const lost = { kind: "command", what, user, channel, ...because } as const;
      return { lost, ...(responseUrl && { responseUrl }) };
    }
    const responseUrl = textAt(payload, "response_url");
    const command = textAt(payload, "command");
    const channel = textAt(payload, "channel_id") ?? textAt(objectAt(payload, "channel"), "id") ?? "";
    const [action] = ownListAt(payload, "actions");
    const user = textAt(payload, "user_id") ?? textAt(objectAt(payload, "user"), "id") ?? "";
    const typed = typedText(textAt(payload, "text") ?? "");
    const what = command ? `${command} ${typed}`.trim() : textAt(action, "action_id");
    if (what && user) {
      const lost = {
        kind: command ? "command" : "button",
        what: what.slice(0, 200),
        user,
        channel,
        ...because,
      };
      return { lost: lost as LostRequest, ...(responseUrl && { responseUrl }) };
    }
    return { lost: { kind: "unreadable", queue, ...because } };
  }
  if (queue === "due") {
    const [job = "", subject = ""] = [textAt(fields, "job"), textAt(fields, "subject")];
    return { lost: { kind: "follow-up", job, subject } };
  }
  if (queue === "outbox") {
    const key = textAt(fields, "message");
    if (!key) return { lost: { kind: "unreadable", queue, ...because } };
    const record = await store.messages.find(key);
    const where = record?.destination.kind === "channel" ? record.destination.channel : undefined;
    return {
      lost: {
        kind: "message",
        key,
        ...(where && { channel: where }),
        ...(record && { title: record.content.title }),
      },
    };
  }
  const inner = textAt(fields, "Type") === "Notification" ? jsonIn(textAt(fields, "Message") ?? "") : fields;
  const type = textAt(inner, "detail-type") ?? textAt(fields, "Subject");
  if (!type) return { lost: { kind: "unreadable", queue, ...because } };
  const [resource] = ownListAt(inner, "resources");
  const id = textAt(inner, "id") ?? textAt(fields, "MessageId");
  return {
    lost: {
      kind: "event",
      type,
      source: textAt(inner, "source") ?? "aws.sns",
      ...(typeof resource === "string" && { resource }),
      ...(id && { id }),
      ...because,
    },
  };
}

function ownListAt(value: unknown, name: string): readonly unknown[] {
  const list: unknown = isObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? list : [];
}
