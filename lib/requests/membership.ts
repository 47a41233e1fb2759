import type { Config } from "../config/schema.ts";
import type { Member } from "../pure/roles.ts";
import type { SlackRequest } from "../pure/slack-request.ts";
import type { Directory } from "../store/directory.ts";

/** Groups that must be read from Slack before roles can be checked. */
export class GroupsUnknown extends Error {
  override readonly name = "GroupsUnknown";
  readonly groups: readonly string[];

  constructor(groups: readonly string[]) {
    super(`The members of ${groups.join(", ")} were not read lately`);
    this.groups = groups;
  }
}

/**
 * The person with those of their user groups that the configuration names.
 * @throws {GroupsUnknown} when the directory has no fresh entry; only the outbox may ask Slack
 */
export async function memberOf(
  { user, userTeam, channel, channelName }: Pick<SlackRequest, "user" | "userTeam" | "channel" | "channelName">,
  config: Config,
  directory: Directory,
  now: Date,
): Promise<Member> {
  const named = new Set(config.people.flatMap(({ group }) => group ?? []));
  const groups = new Set<string>();
  const unknown: string[] = [];
  for (const group of named) {
    const members = await directory.group(group, now);
    if (!members) unknown.push(group);
    else if (members.includes(user)) groups.add(group);
  }
  if (unknown.length) throw new GroupsUnknown(unknown);
  return {
    user,
    groups,
    channels: [channel, `#${channelName}`],
    ...(userTeam !== config.slack.team && { team: userTeam }),
  };
}
