import * as v from "valibot";
import { slack } from "../../world.ts";
import { accept, refuse } from "../answer.ts";
import { botUserObject, emailOf, groupObject, userObject } from "../api-objects.ts";
import { count, defineMethod, type Method, maybe, page, type Reach, truth, words } from "../method.ts";

const showEmail = ({ scopes }: Reach) => scopes.includes("users:read.email");

const info = defineMethod({
  name: "users.info",
  scope: "users:read",
  takes: v.object({ user: words, include_locale: truth }),
  run(args, reach) {
    if (args.user === slack.bot.userId) return accept({ user: botUserObject({ locale: args.include_locale }) });
    const person = reach.workspace.people.find((one) => one.id === args.user);
    if (!person) return refuse("user_not_found");
    return accept({ user: userObject(person, { locale: args.include_locale, email: showEmail(reach) }) });
  },
});

/** https://docs.slack.dev/reference/methods/bots.info */
const bot = defineMethod({
  name: "bots.info",
  scope: "users:read",
  takes: v.object({ bot: maybe }),
  run(args) {
    if (args.bot !== undefined && args.bot !== slack.bot.id) return refuse("bot_not_found");
    const { id, userId, name } = slack.bot;
    return accept({ bot: { id, deleted: false, name, app_id: slack.appId, user_id: userId, icons: {} } });
  },
});

const list = defineMethod({
  name: "users.list",
  scope: "users:read",
  takes: v.object({ limit: count(1000, 1000), cursor: maybe, include_locale: truth }),
  run(args, reach) {
    const show = { locale: args.include_locale, email: showEmail(reach) };
    const users = [...reach.workspace.people.map((person) => userObject(person, show)), botUserObject(show)];
    const found = page(users, args.limit, args.cursor);
    if (!found) return refuse("invalid_cursor");
    return accept({ members: found.items, response_metadata: { next_cursor: found.next } });
  },
});

const lookupByEmail = defineMethod({
  name: "users.lookupByEmail",
  scope: "users:read.email",
  takes: v.object({ email: words }),
  run(args, { workspace }) {
    const person = workspace.people.find((one) => emailOf(one) === args.email);
    if (!person) return refuse("users_not_found");
    return accept({ user: userObject(person, { locale: false, email: true }) });
  },
});

const groups = defineMethod({
  name: "usergroups.list",
  scope: "usergroups:read",
  takes: v.object({ include_users: truth }),
  run(args, { workspace }) {
    return accept({
      usergroups: workspace.groups.map((group) => groupObject(group, { users: args.include_users })),
    });
  },
});

const groupMembers = defineMethod({
  name: "usergroups.users.list",
  scope: "usergroups:read",
  takes: v.object({ usergroup: words }),
  run(args, { workspace }) {
    const group = workspace.groups.find((one) => one.id === args.usergroup);
    return group ? accept({ users: group.users }) : refuse("no_such_subteam");
  },
});

const team = defineMethod({
  name: "team.info",
  scope: "team:read",
  takes: v.object({}),
  run() {
    return accept({ team: { ...slack.team, email_domain: "example.com", icon: {} } });
  },
});

export const peopleMethods: readonly Method[] = [info, bot, list, lookupByEmail, groups, groupMembers, team];
