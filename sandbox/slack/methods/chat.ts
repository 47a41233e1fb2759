import * as v from "valibot";
import { slack } from "../../world.ts";
import { accept, refuse } from "../answer.ts";
import { messageObject } from "../api-objects.ts";
import { checkContent, longestText } from "../content.ts";
import { defineMethod, json, type Method, maybe, type Reach, truth, words } from "../method.ts";
import type { SlackChannel, SlackMessage } from "../model.ts";

const metadataSchema = v.object({
  event_type: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  event_payload: v.record(v.string(), v.unknown()),
});
type Metadata = v.InferOutput<typeof metadataSchema>;

const content = { text: maybe, blocks: json };

/** The channel, if the bot may post there. */
function writable(name: string, { workspace, scopes }: Reach): SlackChannel | string {
  const channel = workspace.channel(name);
  if (!channel) return "channel_not_found";
  if (!channel.hasBot && !scopes.includes("chat:write.public")) return "not_in_channel";
  return channel;
}

/** The ts of the thread that a reply to `ts` belongs to. */
function threadOf(ts: string | undefined, channel: SlackChannel, { workspace }: Reach): string | undefined {
  if (ts === undefined) return undefined;
  return workspace.message(channel.id, ts)?.threadTs ?? ts;
}

function isMetadata(value: unknown): value is Metadata {
  return v.is(metadataSchema, value);
}

/** The bot's own message, or why it can't be changed. */
function own(channelName: string, ts: string, reach: Reach, refused: string): SlackMessage | string {
  const channel = reach.workspace.channel(channelName);
  if (!channel) return "channel_not_found";
  const message = reach.workspace.message(channel.id, ts);
  if (!message) return "message_not_found";
  return message.user === slack.bot.userId ? message : refused;
}

const postMessage = defineMethod({
  name: "chat.postMessage",
  scope: "chat:write",
  takes: v.object({ channel: words, ...content, thread_ts: maybe, reply_broadcast: truth, metadata: json }),
  run(args, reach) {
    const channel = writable(args.channel, reach);
    if (typeof channel === "string") return refuse(channel);
    const checked = checkContent(args);
    if ("refusal" in checked) return checked.refusal;
    if (args.metadata !== undefined && !isMetadata(args.metadata)) return refuse("invalid_metadata_format");
    const threadTs = threadOf(args.thread_ts, channel, reach);
    if (threadTs !== undefined && !reach.workspace.message(channel.id, threadTs)) {
      return refuse("thread_not_found");
    }
    const message = reach.workspace.post({
      channel: channel.id,
      user: slack.bot.userId,
      text: checked.content.text ?? "",
      blocks: checked.content.blocks,
      threadTs,
      metadata: args.metadata,
    });
    return accept({
      channel: channel.id,
      ts: message.ts,
      message: messageObject(reach.workspace, message, { metadata: true }),
    });
  },
});

const update = defineMethod({
  name: "chat.update",
  scope: "chat:write",
  takes: v.object({ channel: words, ts: words, ...content, metadata: json }),
  run(args, reach) {
    const message = own(args.channel, args.ts, reach, "cant_update_message");
    if (typeof message === "string") return refuse(message);
    const checked = checkContent(args, longestText.update);
    if ("refusal" in checked) return checked.refusal;
    const isCleared = v.is(v.strictObject({}), args.metadata);
    if (args.metadata !== undefined && !isCleared && !isMetadata(args.metadata)) {
      return refuse("invalid_metadata_format");
    }
    const revised = reach.workspace.revise(message, {
      ...checked.content,
      metadata: isCleared ? "none" : (args.metadata as Metadata | undefined),
    });
    return accept({
      channel: revised.channel,
      ts: revised.ts,
      text: revised.text,
      message: messageObject(reach.workspace, revised, { metadata: true }),
    });
  },
});

const remove = defineMethod({
  name: "chat.delete",
  scope: "chat:write",
  takes: v.object({ channel: words, ts: words }),
  run(args, reach) {
    const message = own(args.channel, args.ts, reach, "cant_delete_message");
    if (typeof message === "string") return refuse(message);
    reach.workspace.remove(message);
    return accept({ channel: message.channel, ts: message.ts });
  },
});

const postEphemeral = defineMethod({
  name: "chat.postEphemeral",
  scope: "chat:write",
  takes: v.object({ channel: words, user: words, ...content, thread_ts: maybe }),
  run(args, reach) {
    const channel = writable(args.channel, reach);
    if (typeof channel === "string") return refuse(channel);
    const person = reach.workspace.people.find((one) => one.id === args.user);
    if (!person || !reach.workspace.members(channel).includes(person.id)) {
      return refuse("user_not_in_channel");
    }
    const checked = checkContent(args);
    if ("refusal" in checked) return checked.refusal;
    const message = reach.workspace.post({
      channel: channel.id,
      user: slack.bot.userId,
      text: checked.content.text ?? "",
      blocks: checked.content.blocks,
      threadTs: threadOf(args.thread_ts, channel, reach),
      ephemeralTo: person.id,
    });
    return accept({ message_ts: message.ts });
  },
});

const getPermalink = defineMethod({
  name: "chat.getPermalink",
  takes: v.object({ channel: words, message_ts: words }),
  run(args, { workspace }) {
    const channel = workspace.channel(args.channel);
    if (!channel) return refuse("channel_not_found");
    const message = workspace.message(channel.id, args.message_ts);
    if (!message) return refuse("message_not_found");
    const thread = message.threadTs === undefined ? "" : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
    const link = `https://${slack.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}`;
    return accept({ channel: channel.id, permalink: `${link}${thread}` });
  },
});

export const chatMethods: readonly Method[] = [postMessage, update, remove, postEphemeral, getPermalink];
