import type { CommandDefinition } from "../app/define.ts";
import { shortHash } from "../messages/publish.ts";
import { wordsOf } from "../pure/command-line.ts";
import { refusal, seeHelp } from "../pure/replies.ts";
import { isAllowed } from "../pure/roles.ts";
import { findCommand, unknownCommand } from "./find-command.ts";
import { parseArguments, usageOf } from "./parse-arguments.ts";
import { answer, deny, isTenant, type MemberRequest, withMember } from "./request-context.ts";
import type { CommandRequest, RequestDeps } from "./request-deps.ts";
import { auditedActionOf, handlerContext, runDefinition } from "./run-request.ts";

/** Runs a slash command: who, what, may they, are they sure, then the handler, once. */
export async function runCommand(request: CommandRequest, deps: RequestDeps): Promise<void> {
  const words = wordsOf(request.text);
  const found = findCommand(request.command, words, deps.commands);
  const received = {
    request,
    deps,
    jobKey: `command/${shortHash(request.triggerId)}`,
    origin: "command",
    isButton: false,
    ...(request.view && { view: request.view, opened: found?.definition }),
  } as const;
  if (!(await isTenant(received))) return;
  const context = await withMember(received);
  if (!found) await answer(context, unknownCommand(request.command, words, deps.commands));
  else if (request.view && found.definition.dialog && !found.rest.length) {
    await fillDialog(context, found.definition);
  } else await runDefinition(context, found.definition, found.rest);
}

/** Fills the open dialog with the command's choices. */
async function fillDialog(context: MemberRequest, definition: CommandDefinition): Promise<void> {
  const { request, member, deps } = context;
  const { name, role, uses, dialog } = definition;
  if (!dialog) return;
  const isLet = isAllowed(member, role, deps.config.people);
  const known = { ...handlerContext(context, uses), asking: request, member };
  const fields = isLet ? await dialog.fields(known) : [];
  if (!isLet || fields.some(({ choices }) => !choices.length)) {
    await deny(context, `/${name}`, role, auditedActionOf(definition, []));
    return;
  }
  const typedAlone = parseArguments(definition, [], deps.config, []);
  const { channel, channelName, responseUrl } = request;
  await answer(context, typedAlone.ok ? refusal(seeHelp("/nightshift help")) : typedAlone.fault, {
    command: name,
    title: dialog.title,
    submit: dialog.submit,
    fields,
    usage: usageOf(definition),
    origin: { channel, channelName, responseUrl },
  });
}
