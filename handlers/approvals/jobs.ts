import { defineJob } from "../../lib/app/define.ts";
import { publishExpired } from "../../lib/requests/approvals.ts";

/** Takes the buttons away from a request that no second person has answered in time. */
export const approvalExpiry = defineJob({
  name: "approval-expiry",
  uses: [],
  async run({ item, store, publish }) {
    const question = await store.questions.answer(item.subject, "expire", "nightshift");
    if (question?.answered !== "expire" || !question.approval) return;
    await publishExpired(item.subject, question, question.approval, { store, publish });
  },
});
