import { shortHash } from "../messages/publish.ts";
import { refusal } from "../pure/replies.ts";
import { say } from "../pure/text.ts";
import { memberOf } from "./membership.ts";
import type { RequestDeps, SubmissionRequest } from "./request-deps.ts";
import { openRequest } from "./request-session.ts";

/** Runs the command of a dialog that was submitted, as if it had been typed with what was chosen. */
export async function runSubmission(request: SubmissionRequest, deps: RequestDeps): Promise<void> {
  const { command, fields, view } = request;
  // Submitted again, since Slack had no answer in time, it is the same command unless something else was chosen.
  const chosen = JSON.stringify([command, ...fields]);
  const session = openRequest(request, `dialog/${shortHash(`${view}/${chosen}`)}`, deps, {
    origin: "command",
    isButton: false,
  });
  if (!(await session.isTenant())) return;
  const definition = deps.commands.find(({ name, dialog }) => dialog && name === command);
  if (!definition) {
    await session.answer(refusal(say("dialog.unknown")));
    return;
  }
  const words = Object.keys(definition.args).flatMap((name) => fields.get(name) ?? []);
  const member = await memberOf(request, deps.config, deps.store.directory, deps.now());
  await session.execute(definition, words, member);
}
