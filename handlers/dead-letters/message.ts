import * as v from "valibot";
import { type Content, type Fact, present } from "../../lib/pure/content.ts";
import type { StateOf } from "../../lib/pure/schema.ts";
import { say, type Text, textSchema } from "../../lib/pure/text.ts";

/** A failed request, as far as it can be parsed. */
export const lostRequestSchema = v.intersect([
  v.union([
    v.object({
      kind: v.picklist(["command", "button"]),
      what: v.string(),
      user: v.string(),
      channel: v.string(),
    }),
    v.object({
      kind: v.literal("event"),
      type: v.string(),
      source: v.string(),
      resource: v.exactOptional(v.string()),
      id: v.exactOptional(v.string()),
    }),
    v.object({
      kind: v.literal("message"),
      key: v.string(),
      channel: v.exactOptional(v.string()),
      title: v.exactOptional(textSchema),
    }),
    v.object({ kind: v.literal("follow-up"), job: v.string(), subject: v.string() }),
    v.object({ kind: v.literal("unreadable"), queue: v.string() }),
  ]),
  v.object({
    /** The cause of the last failure, if known. */
    reason: v.exactOptional(textSchema),
  }),
]);
export type LostRequest = StateOf<typeof lostRequestSchema>;

/** The message of a dead letter: what failed, for whom, why, and a button to replay it. */
export function deadLetterMessage(id: string, lost: LostRequest, replayedBy?: string): Content {
  return {
    tone: replayedBy ? "quiet" : "failure",
    title: titleOf(lost),
    facts: present([
      ...factsOf(lost),
      lost.reason && { label: "dead-letter.reason", value: lost.reason },
      replayedBy && { label: "dead-letter.replayed-by", value: { user: replayedBy } },
    ]),
    lines: [replayedBy ? say("dead-letter.replayed") : say("dead-letter.next")],
    ...(!replayedBy && {
      buttons: [{ action: "replay", label: "button.replay", style: "primary", value: id }],
    }),
  };
}

function titleOf(lost: LostRequest): Text {
  switch (lost.kind) {
    case "command":
      return say("dead-letter.command", { what: { code: lost.what } });
    case "button":
      return say("dead-letter.button", { what: { code: lost.what } });
    case "event":
      return say("dead-letter.event", { type: lost.type });
    case "message":
      return say("dead-letter.message", { title: lost.title ?? { code: lost.key } });
    case "follow-up":
      return say("dead-letter.follow-up", { job: { code: lost.job } });
    case "unreadable":
      return say("dead-letter.unreadable", { queue: { code: lost.queue } });
  }
}

function factsOf(lost: LostRequest): Fact[] {
  switch (lost.kind) {
    case "command":
    case "button":
      return [{ label: "approval.requested-by", value: { user: lost.user } }];
    case "event":
      return present([
        { label: "event.source", value: { code: lost.source } },
        lost.resource && { label: "event.resource", value: { code: lost.resource } },
        lost.id && { label: "event.id", value: { code: lost.id } },
      ]);
    case "message":
      return lost.channel ? [{ label: "dead-letter.channel", value: lost.channel }] : [];
    case "follow-up":
      return [{ label: "event.resource", value: { code: lost.subject } }];
    case "unreadable":
      return [];
  }
}
