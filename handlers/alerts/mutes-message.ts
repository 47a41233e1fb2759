import { type Mute, muteReference } from "../../lib/alerts/alert.ts";
import type { Content } from "../../lib/pure/content.ts";
import { confirmation } from "../../lib/pure/replies.ts";
import { type Grant, isAllowedFor, type Member } from "../../lib/pure/roles.ts";
import { say, type Text } from "../../lib/pure/text.ts";

/** Rows with a button that fit into a Slack message: subjects and titles may be long. */
const mostRows = 15;

/** Mutes of environments that the person may see; those of no environment are open to all. */
export function visibleMutes(mutes: readonly Mute[], member: Member, people: readonly Grant[]): Mute[] {
  return mutes.filter(
    ({ environment }) => environment === undefined || isAllowedFor(member, "viewer", people, environment),
  );
}

/** The mutes, each with a button to undo it. */
export function mutesMessage(mutes: readonly Mute[]): Content {
  if (!mutes.length) return confirmation(say("mute.none"));
  const shown = mutes.slice(0, mostRows);
  return {
    tone: "quiet",
    title: say("mute.list"),
    rows: shown.map((mute) => ({
      text: rowOf(mute),
      button: { action: "unmute", label: "button.unmute", value: muteReference(mute) },
    })),
    footer: mutes.length > shown.length ? [say("mute.more", { count: mutes.length - shown.length })] : [],
  };
}

function rowOf({ title, by, until }: Mute): Text {
  const row = say("mute.row", { title: { short: title, length: 120 }, person: { user: by } });
  return until ? say("mute.row-until", { row, time: { time: until } }) : say("mute.row-undone", { row });
}
