import type { WebClient } from "@slack/web-api";
import { closestMatch } from "../../../lib/pure/closest-match.ts";
import { defineCheck, type Finding, right, unsure, wrong } from "../check.ts";
import { slackErrorCode } from "../failure.ts";
import type { Words } from "../words/en.ts";
import { channelsIn } from "./mentions.ts";

interface Channel {
  readonly name?: string | undefined;
  readonly is_member?: boolean | undefined;
  readonly is_archived?: boolean | undefined;
  readonly is_private?: boolean | undefined;
}

/** Every configured channel exists, and the app can post there. */
export const channels = defineCheck({
  title: (words) => words["channels.title"],
  needs: ["config", "slack", "scopes"],
  async *look({ config, slack, scopes }, { words }) {
    if (!scopes.includes("channels:read")) {
      yield unsure(words["channels.unseen"]({ scope: "channels:read" }));
      return;
    }
    const wanted = channelsIn(config);
    const publicChannels = [...wanted.keys()].some((name) => name.startsWith("#"))
      ? await listPublic(slack)
      : new Map<string, Channel>();
    for (const [name, paths] of wanted) {
      const where = paths.join(", ");
      if (name.startsWith("#")) {
        const channel = publicChannels.get(name.slice(1));
        if (channel) yield judge(name, channel, where, words);
        else {
          const near = closestMatch(name.slice(1), [...publicChannels.keys()]);
          const meant = near === undefined ? undefined : `#${near}`;
          yield wrong(words["channel.missing"]({ name, where }), words["channel.missing.remedy"]({ meant }));
        }
        continue;
      }
      try {
        const { channel } = await slack.conversations.info({ channel: name });
        yield judge(`${name} (#${channel?.name})`, channel ?? {}, where, words);
      } catch (error) {
        const code = slackErrorCode(error);
        if (code === "missing_scope") {
          yield unsure(words["channels.unseen"]({ scope: "groups:read" }));
        } else if (code === "channel_not_found") {
          yield wrong(words["channel.unknown"]({ name, where }), words["channel.unknown.remedy"]);
        } else throw error;
      }
    }
  },
});

function judge(name: string, channel: Channel, where: string, words: Words): Finding {
  if (channel.is_archived) return wrong(words["channel.archived"]({ name, where }), words["channel.archived.remedy"]);
  if (channel.is_member) return right(words["channel.joined"]({ name }));
  const remedy = words["channel.invite"]({ name });
  return channel.is_private
    ? wrong(words["channel.closed"]({ name, where }), remedy)
    : unsure(words["channel.open"]({ name }), remedy);
}

async function listPublic(slack: WebClient): Promise<Map<string, Channel>> {
  const found = new Map<string, Channel>();
  let cursor: string | undefined;
  do {
    const page = await slack.conversations.list({
      types: "public_channel",
      limit: 999,
      ...(cursor && { cursor }),
    });
    for (const channel of page.channels ?? []) if (channel.name) found.set(channel.name, channel);
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
  return found;
}
