/** The front door's part in dialogs: what Slack needs within three seconds, without any look-up. */

import views from "../deploy/loading-views.json" with { type: "json" };
import { createSecret } from "../lib/aws/secret.ts";
import type { Host } from "../lib/host.ts";
import { languageOf } from "../lib/i18n/catalog.ts";
import { shortHash } from "../lib/messages/publish.ts";
import { jsonIn, objectAt, textAt } from "../lib/pure/json.ts";
import type { OpenedView } from "../lib/requests/queued-request.ts";
import { type Opening, openView } from "../lib/slack/open-view.ts";
import type { LoadingViews } from "../lib/slack/render-dialog.ts";

export interface Dialogs {
  /**
   * Opens a loading view for a bare command that has a dialog, at most `openingMs` after `begun` (by
   * `performance.now()`). Undefined when none was opened: the command is then handled as typed.
   */
  open(form: URLSearchParams, begun: number): Promise<OpenedView | undefined>;
  /** Replaces a dialog that was submitted too late for an answer. */
  expired(form: URLSearchParams): object | undefined;
}

/** What a cold start and the queue leave of Slack's three seconds; more than Slack ever takes. */
const openingMs = 2_000;

/** A response URL is valid for 30 minutes, and a submission may wait in the queue. */
const answerableMs = 29 * 60 * 1000;

const { loading, expired } = views as unknown as LoadingViews;

/** Slack's error codes for a token that was replaced. https://docs.slack.dev/reference/methods/views.open#errors */
const staleToken = new Set(["invalid_auth", "token_expired", "token_revoked"]);

export function createDialogs(host: Host): Dialogs {
  const { BOT_TOKEN_PARAMETER: parameter, SLACK_API_URL: apiUrl, TEAM_LANGUAGE } = host.env;
  const language = languageOf(TEAM_LANGUAGE);
  const token = parameter ? createSecret(host, parameter) : undefined;
  return {
    async open(form, begun) {
      const command = [form.get("command"), ...(form.get("text") ?? "").toLowerCase().split(/\s+/)];
      const view = loadingView(command.filter(Boolean).join(" "))?.[language];
      const trigger = form.get("trigger_id");
      if (!view || !trigger || !token) return undefined;
      const id = `dialog/${host.now().getTime()}/${shortHash(trigger)}`;
      const opened = { trigger_id: trigger, view: { ...view, external_id: id } };
      const signal = AbortSignal.timeout(Math.max(1, Math.ceil(openingMs - (performance.now() - begun))));
      const attempt = async (): Promise<Opening> => {
        const opening = await openView(await token.read(), opened, apiUrl, signal);
        if (!opening.code || !staleToken.has(opening.code) || !(await token.refresh())) return opening;
        return openView(await token.read(), opened, apiUrl, signal);
      };
      const { outcome, code } = await inTime(attempt(), signal);
      if (outcome !== "open") host.log({ level: "warn", event: "dialog not opened", outcome, code });
      return outcome === "closed" ? undefined : { id, isOpen: outcome === "open" };
    },
    expired(form) {
      const payload = jsonIn(form.get("payload") ?? "");
      if (textAt(payload, "type") !== "view_submission") return undefined;
      const [, since] = /^dialog\/(\d+)\//.exec(textAt(objectAt(payload, "view"), "external_id") ?? "") ?? [];
      if (since === undefined || host.now().getTime() - Number(since) < answerableMs) return undefined;
      // https://docs.slack.dev/surfaces/modals#updating_response
      return { response_action: "update", view: expired[language] };
    },
  };
}

function loadingView(command: string): LoadingViews["loading"][string] | undefined {
  return Object.hasOwn(loading, command) ? loading[command] : undefined;
}

/** The outcome of the attempt, or "unknown" once the time is over. Without a token Slack was not called. */
function inTime(attempt: Promise<Opening>, signal: AbortSignal): Promise<Opening> {
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve({ outcome: "unknown", code: "timeout" }));
    attempt.then(resolve, (error: unknown) =>
      resolve({ outcome: "closed", code: error instanceof Error ? error.name : "unknown" }),
    );
  });
}
