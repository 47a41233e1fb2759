import { shortHash } from "../messages/publish.ts";
import { refusal } from "../pure/replies.ts";
import { say } from "../pure/text.ts";
import { answer, isTenant, withMember } from "./request-context.ts";
import type { RequestDeps, SubmissionRequest } from "./request-deps.ts";
import { runDefinition } from "./run-request.ts";

/** Runs the command of a submitted dialog, as if its choices had been typed. */
export async function runSubmission(request: SubmissionRequest, deps: RequestDeps): Promise<void> {
  const { command, fields, view } = request;
  // Submitted again because Slack had no answer in time, it is the same command unless the choices differ.
  const chosen = JSON.stringify([command, ...fields]);
  const jobKey = `dialog/${shortHash(`${view}/${chosen}`)}`;
  const context = { request, deps, jobKey, origin: "command", isButton: false } as const;
  if (!(await isTenant(context))) return;
  const definition = deps.commands.find(({ name, dialog }) => dialog && name === command);
  if (!definition) {
    await answer(context, refusal(say("dialog.unknown")));
    return;
  }
  const words = Object.keys(definition.args).flatMap((name) => fields.get(name) ?? []);
  await runDefinition(await withMember(context), definition, words);
}
