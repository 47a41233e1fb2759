import type { Origin } from "../pure/dialog.ts";
import { isObject, jsonIn, objectAt, textAt } from "../pure/json.ts";

/** A dialog that was filled in. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export interface Submission extends Origin {
  readonly team: string;
  readonly app: string;
  readonly user: string;
  /** The person's own workspace. */
  readonly userTeam: string;
  /** The name of the command that it was opened for: the view's callback id. */
  readonly command: string;
  /** What was chosen, by the name of the field. */
  readonly fields: ReadonlyMap<string, string>;
  /** Slack's id of the view. */
  readonly view: string;
}

/** What a payload of Slack says was submitted; undefined when it names no person or no view. */
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
