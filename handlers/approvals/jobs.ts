import { defineJob } from "../../lib/app/define.ts";
import { publishExpired } from "../../lib/requests/approvals.ts";
import { recordAnswer } from "../../lib/requests/question.ts";

/** Removes the buttons from an approval request that has expired. */
export const approvalExpiry = defineJob({
  name: "approval-expiry",
  uses: [],
  async run({ item, store, publish, now }) {
    const question = await recordAnswer(item.subject, "expire", "nightshift", now(), store.states);
    if (question?.answered !== "expire" || !question.approval) return;
    await publishExpired(item.subject, question, question.approval, { store, publish });
  },
});
