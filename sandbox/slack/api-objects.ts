/** The local Slack's objects, as in the Web API (https://docs.slack.dev/reference/objects). */
import { slack } from "../world.ts";
import type { SlackChannel, SlackMessage, SlackPerson } from "./model.ts";
import type { Group, Workspace } from "./workspace.ts";

const created = 1_763_859_600;

/** A person's handle, as in user_name: seo-yeon.park. */
export function handleOf(person: SlackPerson): string {
  return person.name.toLowerCase().replaceAll(" ", ".");
}

export const emailOf = (person: SlackPerson) => `${handleOf(person)}@example.com`;

export function messageObject(
  workspace: Workspace,
  message: SlackMessage,
  show: { readonly metadata: boolean },
): Record<string, unknown> {
  const isBots = message.user === slack.bot.userId;
  const replies = workspace.messages.filter(
    (one) => one.channel === message.channel && one.threadTs === message.ts && one.ephemeralTo === undefined,
  );
  const thread = {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map((reply) => reply.user))],
    latest_reply: replies.at(-1)?.ts,
  };
  return {
    type: "message",
    user: message.user,
    ...(isBots && { bot_id: slack.bot.id, app_id: slack.appId }),
    team: slack.team.id,
    ts: message.ts,
    text: message.text,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    ...(replies.length > 0 && thread),
    ...(message.edits > 0 && {
      edited: { user: message.user, ts: `${Math.floor(Date.parse(message.updatedAt) / 1000)}.000000` },
    }),
    ...(message.reactions?.length && {
      reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })),
    }),
    ...(show.metadata && message.metadata && { metadata: message.metadata }),
  };
}

export function channelObject(workspace: Workspace, channel: SlackChannel): Record<string, unknown> {
  if (channel.id.startsWith("D")) {
    const [partner] = workspace.members(channel);
    return { id: channel.id, created, is_im: true, is_channel: false, is_archived: false, user: partner };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_archived: false,
    is_general: false,
    is_shared: false,
    is_member: channel.hasBot,
    created,
    creator: workspace.people[0]?.id,
    context_team_id: slack.team.id,
    topic: { value: channel.topic, creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
    num_members: workspace.members(channel).length,
  };
}

export function userObject(
  person: SlackPerson,
  show: { readonly locale: boolean; readonly email: boolean },
): Record<string, unknown> {
  return {
    id: person.id,
    team_id: slack.team.id,
    name: handleOf(person),
    real_name: person.name,
    deleted: false,
    tz: person.timeZone,
    tz_label: "Korea Standard Time",
    tz_offset: 32_400,
    profile: {
      real_name: person.name,
      display_name: person.name,
      team: slack.team.id,
      ...(show.email && { email: emailOf(person) }),
    },
    is_admin: person.persona === "owner",
    is_owner: person.persona === "owner",
    is_bot: false,
    is_app_user: false,
    updated: created,
    ...(show.locale && { locale: person.locale }),
  };
}

export function botUserObject(show: { readonly locale: boolean }): Record<string, unknown> {
  return {
    id: slack.bot.userId,
    team_id: slack.team.id,
    name: slack.bot.name,
    real_name: slack.bot.name,
    deleted: false,
    tz: "Asia/Seoul",
    tz_label: "Korea Standard Time",
    tz_offset: 32_400,
    profile: { real_name: slack.bot.name, bot_id: slack.bot.id, api_app_id: slack.appId },
    is_admin: false,
    is_owner: false,
    is_bot: true,
    is_app_user: false,
    updated: created,
    ...(show.locale && { locale: "en-US" }),
  };
}

export function groupObject(group: Group, show: { readonly users: boolean }): Record<string, unknown> {
  return {
    id: group.id,
    team_id: slack.team.id,
    is_usergroup: true,
    name: group.name,
    description: "",
    handle: group.handle,
    date_create: created,
    date_update: created,
    date_delete: 0,
    user_count: group.users.length,
    ...(show.users && { users: group.users }),
  };
}
