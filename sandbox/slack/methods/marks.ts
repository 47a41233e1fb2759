/** Reactions and pins. */
import * as v from "valibot";
import { slack } from "../../world.ts";
import { accept, refuse } from "../answer.ts";
import { defineMethod, type Method, type Reach, words } from "../method.ts";
import type { SlackMessage } from "../model.ts";

function find(channelName: string, ts: string, { workspace }: Reach): SlackMessage | string {
  const channel = workspace.channel(channelName);
  if (!channel) return "channel_not_found";
  if (!channel.hasBot) return "not_in_channel";
  return workspace.message(channel.id, ts) ?? "message_not_found";
}

const emoji = /^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/;

const add = defineMethod({
  name: "reactions.add",
  scope: "reactions:write",
  takes: v.object({ channel: words, timestamp: words, name: words }),
  run(args, reach) {
    const message = find(args.channel, args.timestamp, reach);
    if (typeof message === "string") return refuse(message);
    const name = args.name.replaceAll(/^:|:$/g, "");
    if (!emoji.test(name)) return refuse("invalid_name");
    const before = message.reactions ?? [];
    const known = before.find((one) => one.name === name);
    if (known?.users.includes(slack.bot.userId)) return refuse("already_reacted");
    const users = [...(known?.users ?? []), slack.bot.userId];
    const reactions = known
      ? before.map((one) => (one === known ? { name, users } : one))
      : [...before, { name, users }];
    reach.workspace.replace(message, { ...message, reactions });
    return accept();
  },
});

const remove = defineMethod({
  name: "reactions.remove",
  scope: "reactions:write",
  takes: v.object({ channel: words, timestamp: words, name: words }),
  run(args, reach) {
    const message = find(args.channel, args.timestamp, reach);
    if (typeof message === "string") return refuse(message);
    const known = message.reactions?.find((one) => one.name === args.name);
    if (!known?.users.includes(slack.bot.userId)) return refuse("no_reaction");
    const reactions = (message.reactions ?? [])
      .map((one) => (one === known ? { ...one, users: one.users.filter((user) => user !== slack.bot.userId) } : one))
      .filter((one) => one.users.length > 0);
    reach.workspace.replace(message, { ...message, reactions });
    return accept();
  },
});

const pin = defineMethod({
  name: "pins.add",
  scope: "pins:write",
  takes: v.object({ channel: words, timestamp: words }),
  run(args, reach) {
    const message = find(args.channel, args.timestamp, reach);
    if (typeof message === "string") return refuse(message);
    const key = `${message.channel} ${message.ts}`;
    if (reach.workspace.pins.has(key)) return refuse("already_pinned");
    reach.workspace.pins.add(key);
    reach.workspace.changed();
    return accept();
  },
});

export const markMethods: readonly Method[] = [add, remove, pin];
