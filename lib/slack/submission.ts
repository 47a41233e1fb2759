import { isObject, jsonIn, objectAt, textAt } from "../pure/json.ts";
import type { Submission } from "../pure/slack-request.ts";

/** The submission in a Slack payload; undefined without a person or a view. */
export function submissionIn(payload: unknown): Submission | undefined {
  if (textAt(payload, "type") !== "view_submission") return undefined;
  const [person, content] = [objectAt(payload, "user"), objectAt(payload, "view")];
  const [user, view] = [textAt(person, "id"), textAt(content, "id")];
  if (!user || !view) return undefined;
  const team = textAt(objectAt(payload, "team"), "id") ?? "";
  const origin = jsonIn(textAt(content, "private_metadata") ?? "");
  return {
    team,
    app: textAt(payload, "api_app_id") ?? "",
    user,
    userTeam: textAt(person, "team_id") ?? team,
    command: textAt(content, "callback_id") ?? "",
    fields: chosenIn(objectAt(objectAt(content, "state"), "values")),
    view,
    channel: textAt(origin, "channel") ?? "",
    channelName: textAt(origin, "channelName") ?? "",
    responseUrl: textAt(origin, "responseUrl") ?? "",
  };
}

/** The chosen options, by the action id of their element. */
function chosenIn(blocks: Readonly<Record<string, unknown>> = {}): ReadonlyMap<string, string> {
  const chosen = new Map<string, string>();
  for (const block of Object.values(blocks)) {
    if (!isObject(block)) continue;
    for (const [name, element] of Object.entries(block)) {
      const value = textAt(objectAt(element, "selected_option"), "value");
      if (value !== undefined) chosen.set(name, value);
    }
  }
  return chosen;
}
