import { LogLevel, WebClient } from "@slack/web-api";
import { type BotScope, botScopes, optionalBotScopes } from "../../derive/manifest.ts";
import { defineCheck, right, unsure, wrong } from "../check.ts";
import { slackErrorCode } from "../failure.ts";

/** The token works, belongs to the configured workspace and app, and has exactly the manifest's scopes. */
export const slackApp = defineCheck({
  title: (words) => words["slack.title"],
  needs: ["botToken", "config"],
  async *look({ botToken, config }, { words, slackApiUrl }) {
    const slack = new WebClient(botToken, {
      retryConfig: { retries: 2 },
      // Errors are shown in the findings.
      logLevel: LogLevel.ERROR,
      ...(slackApiUrl && { slackApiUrl }),
    });
    let identity: Awaited<ReturnType<typeof slack.auth.test>>;
    try {
      identity = await slack.auth.test();
    } catch (error) {
      const code = slackErrorCode(error);
      if (code === undefined || code === "ratelimited") throw error;
      yield wrong(words["slack.token.refused"]({ code }), words["slack.token.refused.remedy"]);
      return;
    }
    const { team = "", team_id: teamId = "", user = "", bot_id: botId } = identity;
    if (teamId === config.slack.team) yield right(words["slack.team"]({ team, teamId, user }));
    else {
      const named = config.slack.team;
      yield wrong(words["slack.team.other"]({ team, teamId, named }), words["slack.team.other.remedy"]);
    }

    const scopes = identity.response_metadata?.scopes ?? [];
    const absent = botScopes.filter((scope) => !scopes.includes(scope));
    const missing = absent.filter((scope) => !optionalBotScopes.includes(scope));
    const optional = absent.filter((scope) => optionalBotScopes.includes(scope));
    const surplus = scopes.filter((scope) => !botScopes.includes(scope as BotScope));
    const remedy = (lacking: readonly BotScope[]) =>
      words["slack.scopes.missing.remedy"]({
        reasons: lacking.map((scope) => `${scope}: ${words.scopes[scope]}`).join(" "),
      });
    if (missing.length > 0) {
      yield wrong(words["slack.scopes.missing"]({ scopes: missing.join(", ") }), remedy(missing));
    } else yield right(words["slack.scopes"]({ count: botScopes.length - optionalBotScopes.length }));
    if (optional.length > 0) {
      yield unsure(words["slack.scopes.optional"]({ scopes: optional.join(", ") }), remedy(optional));
    }
    if (surplus.length > 0) {
      yield unsure(words["slack.scopes.surplus"]({ scopes: surplus.join(", ") }), words["slack.scopes.surplus.remedy"]);
    }

    if (botId && scopes.includes("users:read")) {
      const { bot } = await slack.bots.info({ bot: botId });
      const app = bot?.app_id ?? "";
      if (app === config.slack.app) yield right(words["slack.app"]({ app }));
      else {
        yield wrong(words["slack.app.other"]({ app, named: config.slack.app }), words["slack.app.other.remedy"]);
      }
    } else yield unsure(words["slack.app.unseen"]);
    return { slack, scopes };
  },
});
