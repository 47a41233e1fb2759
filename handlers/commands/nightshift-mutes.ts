import { confirmation } from "../../lib/core/answers.ts";
import { say, type Text } from "../../lib/core/text.ts";
import { defineCommand } from "../../lib/define.ts";

/** What is muted, by whom and for how long. */
export const nightshiftMutes = defineCommand({
  name: "nightshift mutes",
  role: "viewer",
  uses: [],
  args: {},
  summary: "summary.nightshift-mutes",
  examples: ["/nightshift mutes"],
  async run({ store, now }) {
    const mutes = await store.mutes.list(now());
    const [first] = mutes;
    if (!first) return { result: "done", answer: confirmation(say("mute.none")) };
    const lines = mutes.map(({ title, by, until }): Text => {
      const row = say("mute.row", { title, person: { user: by } });
      return until ? say("mute.row-until", { row, time: { time: until } }) : row;
    });
    return {
      result: "done",
      answer: {
        tone: "quiet",
        title: say("mute.list"),
        lines,
        buttons: [{ action: "unmute", label: "button.unmute", value: first.subject }],
      },
    };
  },
});
