import { defineAction, type Outcome, throwIfRetryable } from "../../lib/app/define.ts";
import { present } from "../../lib/pure/content.ts";
import { jsonIn, textAt } from "../../lib/pure/json.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { explain } from "../../lib/pure/result.ts";
import { say } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { environmentIn } from "../../lib/requests/parse-arguments.ts";
import type { ConsoleReference } from "./replacement-message.ts";

/** At most this many lines are shown: the end is the most useful part. */
const mostLines = 25;

/** Control characters that a terminal would interpret. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those of a console are what is meant
const controls = /\u001b\[[0-9;?]*[ -/]*[@-~]|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** Shows the end of an instance's console output only to the person who asks: it may hold confidential data. */
export const consoleOutput = defineAction({
  name: "console-output",
  role: "operator",
  isLook: true,
  uses: ["ec2.consoleOutput"],
  environment: environmentIn(referenceIn),
  async run({ value, at }): Promise<Outcome> {
    const reference = referenceIn(value);
    if (!reference) return { result: "refused", answer: refusal(say("error.stale-button")), detail: "gone" };
    const { id } = reference;
    const read = throwIfRetryable(await at(reference).aws["ec2.consoleOutput"]({ id }));
    if (!read.ok) {
      const isGone = read.fault.code.startsWith("InvalidInstanceID");
      const answer = isGone
        ? refusal(say("console.none", { id }))
        : refusal(say("console.failed", { id }), explain(read.fault));
      return { result: "refused", answer, detail: read.fault.code };
    }
    const lines = read.value.text.split(/\r?\n|\r/).map((line) => line.replace(controls, "").trimEnd());
    const written = lines.filter((line) => line.trim());
    if (!written.length) return { result: "done", answer: refusal(say("console.none", { id })), detail: `${id}: none` };
    const shown = written.slice(-mostLines);
    return {
      result: "done",
      detail: id,
      answer: {
        tone: "info",
        title: say("console.title", { id }),
        lines: shown.map((line) => ({ code: truncate(line, 200) })),
        footer: present([
          shown.length < written.length && say("console.cut", { count: shown.length }),
          read.value.at && say("console.at", { time: { time: read.value.at } }),
        ]),
      },
    };
  },
});

function referenceIn(value: string): ConsoleReference | undefined {
  const parsed = jsonIn(value);
  const [account, region, id] = ["account", "region", "id"].map((name) => textAt(parsed, name));
  const environment = textAt(parsed, "environment");
  if (!account || !region || !id || !/^i-[0-9a-f]+$/.test(id)) return undefined;
  return { account, region, id, ...(environment && { environment }) };
}
