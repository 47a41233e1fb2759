import * as v from "valibot";
import { accept, refuse } from "../answer.ts";
import { channelObject, messageObject } from "../api-objects.ts";
import { count, defineMethod, type Method, maybe, page, truth, words } from "../method.ts";
import type { SlackMessage } from "../model.ts";

const paging = { limit: count(100, 999), cursor: maybe };
const window = { oldest: maybe, latest: maybe, inclusive: truth };

const metadata = (next: string) => ({ response_metadata: { next_cursor: next } });

/** Whether a message is between `oldest` and `latest`, including the ends only when `inclusive`. */
function isWithin(
  message: SlackMessage,
  args: {
    readonly oldest?: string | undefined;
    readonly latest?: string | undefined;
    readonly inclusive: boolean;
  },
): boolean {
  const ts = Number(message.ts);
  const oldest = Number(args.oldest ?? 0);
  const latest = Number(args.latest ?? Number.POSITIVE_INFINITY);
  if (args.inclusive && (message.ts === args.oldest || message.ts === args.latest)) return true;
  return ts > oldest && ts < latest;
}

const list = defineMethod({
  name: "conversations.list",
  scope: "channels:read",
  takes: v.object({ ...paging, types: v.optional(v.string(), "public_channel"), exclude_archived: truth }),
  run(args, { workspace }) {
    const channels = args.types.split(",").includes("public_channel") ? workspace.channels : [];
    const found = page(channels, args.limit, args.cursor);
    if (!found) return refuse("invalid_cursor");
    return accept({
      channels: found.items.map((channel) => channelObject(workspace, channel)),
      ...metadata(found.next),
    });
  },
});

const info = defineMethod({
  name: "conversations.info",
  scope: "channels:read",
  takes: v.object({ channel: words }),
  run(args, { workspace }) {
    const channel = workspace.channel(args.channel);
    return channel ? accept({ channel: channelObject(workspace, channel) }) : refuse("channel_not_found");
  },
});

const history = defineMethod({
  name: "conversations.history",
  scope: "channels:history",
  takes: v.object({ channel: words, ...paging, ...window, include_all_metadata: truth }),
  run(args, { workspace }) {
    const channel = workspace.channel(args.channel);
    if (!channel) return refuse("channel_not_found");
    if (!channel.hasBot) return refuse("not_in_channel");
    const messages = workspace.messages
      .filter((one) => one.channel === channel.id && one.ephemeralTo === undefined)
      .filter((one) => one.threadTs === undefined && isWithin(one, args))
      .toReversed();
    const found = page(messages, args.limit, args.cursor);
    if (!found) return refuse("invalid_cursor");
    return accept({
      messages: found.items.map((one) => messageObject(workspace, one, { metadata: args.include_all_metadata })),
      has_more: found.next !== "",
      pin_count: [...workspace.pins].filter((pin) => pin.startsWith(`${channel.id} `)).length,
      ...metadata(found.next),
    });
  },
});

const replies = defineMethod({
  name: "conversations.replies",
  scope: "channels:history",
  takes: v.object({ channel: words, ts: words, ...paging, ...window, include_all_metadata: truth }),
  run(args, { workspace }) {
    const channel = workspace.channel(args.channel);
    if (!channel) return refuse("channel_not_found");
    if (!channel.hasBot) return refuse("not_in_channel");
    const asked = workspace.message(channel.id, args.ts);
    if (!asked) return refuse("thread_not_found");
    const root = asked.threadTs ?? asked.ts;
    const thread = workspace.messages
      .filter((one) => one.channel === channel.id && one.ephemeralTo === undefined)
      .filter((one) => one.ts === root || (one.threadTs === root && isWithin(one, args)));
    const found = page(thread, args.limit, args.cursor);
    if (!found) return refuse("invalid_cursor");
    return accept({
      messages: found.items.map((one) => messageObject(workspace, one, { metadata: args.include_all_metadata })),
      has_more: found.next !== "",
      ...metadata(found.next),
    });
  },
});

const members = defineMethod({
  name: "conversations.members",
  scope: "channels:read",
  takes: v.object({ channel: words, ...paging }),
  run(args, { workspace }) {
    const channel = workspace.channel(args.channel);
    if (!channel) return refuse("channel_not_found");
    const found = page(workspace.members(channel), args.limit, args.cursor);
    return found ? accept({ members: found.items, ...metadata(found.next) }) : refuse("invalid_cursor");
  },
});

const join = defineMethod({
  name: "conversations.join",
  scope: "channels:join",
  takes: v.object({ channel: words }),
  run(args, { workspace }) {
    const channel = workspace.channel(args.channel);
    if (!channel) return refuse("channel_not_found");
    if (channel.id.startsWith("D")) return refuse("method_not_supported_for_channel_type");
    workspace.setBotMember(channel.id, true);
    return accept({
      channel: channelObject(workspace, { ...channel, hasBot: true }),
      ...(channel.hasBot && { warning: "already_in_channel" }),
    });
  },
});

const open = defineMethod({
  name: "conversations.open",
  scope: "im:write",
  takes: v.object({ users: maybe, channel: maybe, return_im: truth }),
  run(args, { workspace }) {
    if (args.users?.includes(",")) return refuse("method_not_supported_for_channel_type");
    const asked = args.users ?? args.channel;
    if (!asked) return refuse("users_list_not_supplied");
    const direct = workspace.channel(asked);
    if (!direct?.id.startsWith("D")) {
      return refuse(args.users === undefined ? "channel_not_found" : "user_not_found");
    }
    return accept({ channel: args.return_im ? channelObject(workspace, direct) : { id: direct.id } });
  },
});

export const conversationMethods: readonly Method[] = [list, info, history, replies, members, join, open];
