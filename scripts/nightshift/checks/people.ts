import { defineCheck, right, unsure, wrong } from "../check.ts";
import { slackErrorCode } from "../failure.ts";
import { peopleIn } from "./mentions.ts";

/** Everyone in the configuration is in the workspace, and so is every user group. */
export const people = defineCheck({
  title: (words) => words["people.title"],
  needs: ["config", "slack", "scopes"],
  async *look({ config, slack, scopes }, { words }) {
    if (config.people.length === 0) yield wrong(words["people.nobody"], words["people.nobody.remedy"]);
    const { users, groups } = peopleIn(config);
    for (const [id, paths] of users) {
      const where = paths.join(", ");
      if (!scopes.includes("users:read")) {
        yield unsure(words["people.unseen"]({ scope: "users:read" }));
        break;
      }
      try {
        const { user } = await slack.users.info({ user: id });
        const name = user?.profile?.display_name || user?.real_name || id;
        if (user?.deleted) yield wrong(words["user.gone"]({ id, name, where }), words["user.missing.remedy"]);
        else yield right(words["user.known"]({ id, name }));
      } catch (error) {
        const code = slackErrorCode(error);
        if (code !== "user_not_found" && code !== "user_not_visible") throw error;
        // From another company, in a shared channel: Slack only returns them where both are.
        const team = config.people.find((one) => one.user === id)?.team;
        if (team !== undefined && team !== config.slack.team) {
          yield unsure(words["user.outside"]({ id, team }));
          continue;
        }
        yield wrong(words["user.missing"]({ id, where }), words["user.missing.remedy"]);
      }
    }
    if (groups.size === 0) return;
    if (!scopes.includes("usergroups:read")) {
      yield unsure(words["people.unseen"]({ scope: "usergroups:read" }));
      return;
    }
    const { usergroups = [] } = await slack.usergroups.list({ include_disabled: true });
    for (const [id, paths] of groups) {
      const where = paths.join(", ");
      const group = usergroups.find((one) => one.id === id);
      const name = group?.handle ?? id;
      if (!group) yield wrong(words["group.missing"]({ id, where }), words["group.missing.remedy"]);
      else if (group.date_delete) {
        yield wrong(words["group.disabled"]({ id, name, where }), words["group.missing.remedy"]);
      } else yield right(words["group.known"]({ id, name }));
    }
  },
});
