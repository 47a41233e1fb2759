import type { Content, Fact } from "../../lib/pure/content.ts";
import { say, type Text } from "../../lib/pure/text.ts";

/** What failed for good, as far as it can be read. */
export type LostRequest = (
  | {
      readonly kind: "command" | "button";
      readonly what: string;
      readonly user: string;
      readonly channel: string;
    }
  | {
      readonly kind: "event";
      readonly type: string;
      readonly source: string;
      readonly resource?: string;
      readonly id?: string;
    }
  | { readonly kind: "message"; readonly key: string; readonly channel?: string; readonly title?: Text }
  | { readonly kind: "follow-up"; readonly job: string; readonly subject: string }
  | { readonly kind: "unreadable"; readonly queue: string }
) & {
  /** What stood in the way at the last try, when it is known. */
  readonly reason?: Text;
};

/** The message about something that failed for good: what, for whom, why, and a button that tries again. */
export function deadLetterMessage(id: string, lost: LostRequest, replayedBy?: string): Content {
  return {
    tone: replayedBy ? "quiet" : "failure",
    title: titleOf(lost),
    facts: [
      ...factsOf(lost),
      ...(lost.reason ? [{ label: "dead-letter.reason" as const, value: lost.reason }] : []),
      ...(replayedBy ? [{ label: "dead-letter.replayed-by" as const, value: { user: replayedBy } }] : []),
    ],
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
      return [
        { label: "event.source", value: { code: lost.source } },
        ...(lost.resource ? [{ label: "event.resource" as const, value: { code: lost.resource } }] : []),
        ...(lost.id ? [{ label: "event.id" as const, value: { code: lost.id } }] : []),
      ];
    case "message":
      return lost.channel ? [{ label: "dead-letter.channel", value: lost.channel }] : [];
    case "follow-up":
      return [{ label: "event.resource", value: { code: lost.subject } }];
    case "unreadable":
      return [];
  }
}
