import { defineAction, defineShortcut } from "../../lib/app/define.ts";
import { jsonIn, textAt } from "../../lib/pure/json.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { say } from "../../lib/pure/text.ts";
import { environmentIn } from "../../lib/requests/parse-arguments.ts";
import type { RestartReference } from "./message.ts";
import { keepRestartRunning } from "./service.ts";

/** Keeps a database running that AWS has started after seven days, instead of stopping it again. */
export const keepRunningButton = defineAction({
  name: "leave-on",
  role: "operator",
  uses: [],
  environment: environmentIn(referenceIn),
  async run({ value, asking, ...context }) {
    const reference = referenceIn(value);
    const isLeft = reference && (await keepRestartRunning(reference.restart, asking.user, context));
    return isLeft
      ? { result: "done", detail: reference.restart }
      : { result: "refused", answer: refusal(say("restart.over")), detail: "gone" };
  },
});

/** Stops a database that AWS has started: `/rds stop`. */
export const stopDatabase = defineShortcut({
  name: "stop-again",
  says: (value) => (/^arn:[^:]+:rds:/.test(value) ? ["rds", "stop", value] : undefined),
});

function referenceIn(value: string): RestartReference | undefined {
  const parsed = jsonIn(value);
  const restart = textAt(parsed, "restart");
  const environment = textAt(parsed, "environment");
  if (!restart?.startsWith("restart/")) return undefined;
  return { restart, ...(environment && { environment }) };
}
