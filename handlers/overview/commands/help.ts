import { type CommandDefinition, defineCommand } from "../../../lib/app/define.ts";
import type { Config } from "../../../lib/config/schema.ts";
import type { Content } from "../../../lib/pure/content.ts";
import { nameList } from "../../../lib/pure/replies.ts";
import { isAllowed, type Member } from "../../../lib/pure/roles.ts";
import { type PlainKey, say, type Text } from "../../../lib/pure/text.ts";
import { usageOf } from "../../../lib/requests/parse-arguments.ts";

/** The help commands, generated from the other commands' definitions. */
export function helpFor(others: readonly CommandDefinition[]): CommandDefinition[] {
  const all = (): readonly CommandDefinition[] => [...others, ...helps];
  const deployHelp = defineCommand({
    name: "deploy help",
    isLook: true,
    role: "viewer",
    uses: [],
    args: {},
    summary: "summary.deploy-help",
    examples: ["/deploy help"],
    async run({ member, config }) {
      const about = all().filter(({ name }) => name.split(" ")[0] === "deploy");
      return { result: "done", answer: help("deploy.help", about, member, config) };
    },
  });
  const nightshiftHelp = defineCommand({
    name: "nightshift help",
    isLook: true,
    role: "viewer",
    uses: [],
    args: {},
    summary: "summary.nightshift-help",
    examples: ["/nightshift help"],
    async run({ member, config }) {
      return { result: "done", answer: help("help.title", all(), member, config) };
    },
  });
  const helps = [deployHelp, nightshiftHelp];
  return helps;
}

/** Only commands that this person may run, by the same check as execution. */
function help(title: PlainKey, commands: readonly CommandDefinition[], member: Member, config: Config): Content {
  const lines = commands
    .filter(({ role }) => isAllowed(member, role, config.people))
    .map((command): Text => {
      const line: Text[] = [{ code: usageOf(command) }, "  ", { say: command.summary }];
      // The bare command is already listed.
      const examples = command.examples.filter((example) => example !== `/${command.name}`);
      return examples.length ? [...line, "  ", say("help.example", { examples: nameList(examples) })] : line;
    });
  return { tone: "info", title: { say: title }, lines: lines.length ? lines : [say("help.none")] };
}
