import { mutesMessage, visibleMutes } from "../../lib/alerts/mutes-message.ts";
import { defineCommand } from "../../lib/define.ts";

/** What is muted, by whom and for how long, with a button each to undo it. */
export const nightshiftMutes = defineCommand({
  name: "nightshift mutes",
  role: "viewer",
  uses: [],
  args: {},
  summary: "summary.nightshift-mutes",
  examples: ["/nightshift mutes"],
  async run({ store, now, member, config }) {
    return {
      result: "done",
      answer: mutesMessage(visibleMutes(await store.mutes.list(now()), member, config)),
    };
  },
});
