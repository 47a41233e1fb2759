import { shortHash } from "../messages/publish.ts";
import { wordsOf } from "../pure/command-line.ts";
import { findCommand, unknownCommand } from "./find-command.ts";
import { memberOf } from "./membership.ts";
import type { CommandRequest, RequestDeps } from "./request-deps.ts";
import { openRequest } from "./request-session.ts";

/** Runs a slash command: who, what, may they, are they sure, then the handler, once. */
export async function runCommand(request: CommandRequest, deps: RequestDeps): Promise<void> {
  const words = wordsOf(request.text);
  const found = findCommand(request.command, words, deps.commands);
  const session = openRequest(request, `command/${shortHash(request.triggerId)}`, deps, {
    origin: "command",
    isButton: false,
    ...(request.view && { view: request.view, definition: found?.definition }),
  });
  if (!(await session.isTenant())) return;
  const member = await memberOf(request, deps.config, deps.store.directory, deps.now());
  if (!found) {
    await session.answer(unknownCommand(request.command, words, deps.commands));
    return;
  }
  if (request.view && found.definition.dialog && !found.rest.length) {
    await session.fillDialog(found.definition, member);
    return;
  }
  await session.execute(found.definition, found.rest, member);
}
