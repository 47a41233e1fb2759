import { defineCommand, throwIfRetryable } from "../../lib/app/define.ts";
import type { Content } from "../../lib/pure/content.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { explain, type Fault } from "../../lib/pure/result.ts";
import { say } from "../../lib/pure/text.ts";
import { costReads, readCosts } from "./service.ts";
import { spendingMessage } from "./spending-message.ts";

/** This month's AWS costs by service, against last month to the same day. */
export const cost = defineCommand({
  name: "cost",
  isLook: true,
  role: "viewer",
  uses: costReads,
  args: {},
  summary: "summary.cost",
  examples: ["/cost"],
  async run(context) {
    const found = throwIfRetryable(await readCosts(context));
    if (!found.ok) return { result: "refused", answer: notRead(found.fault), detail: found.fault.code };
    const { spending, readAt } = found.value;
    return { result: "done", answer: spendingMessage(spending, readAt) };
  },
});

function notRead(fault: Fault): Content {
  if (fault.code === "DataUnavailableException") {
    return refusal(say("cost.no-data"), say("cost.no-data-hint"));
  }
  if (fault.class === "denied") {
    return refusal(say("cost.denied"), say("cost.denied-hint", { action: { code: fault.operation } }));
  }
  return refusal(say("cost.refused", { reason: explain(fault) }));
}
