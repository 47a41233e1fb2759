import { defineAction } from "../../lib/app/define.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { say } from "../../lib/pure/text.ts";
import { deadLetterState } from "../../lib/store/dead-letters.ts";
import { deadLetterMessage } from "./message.ts";
import { deadLetterKey, deadLetterStateShape } from "./service.ts";

/** Replays a request that failed for good; it resumes where it stopped, with the rights of the person who began it. */
export const replay = defineAction({
  name: "replay",
  role: "operator",
  uses: [],
  async run({ value, store, publish, job, asking, config, requeue }) {
    const letter = await store.states.read(deadLetterState, value);
    if (!letter) return { result: "refused", answer: refusal(say("dead-letter.gone")), detail: "gone" };
    await job.step("requeue", { id: letter.id }, () => requeue(letter));
    await publish(deadLetterStateShape, deadLetterKey(value), (known) => ({
      destination: { kind: "channel", channel: config.alerts.channel },
      content: deadLetterMessage(value, known?.lost ?? { kind: "unreadable", queue: letter.queue }, asking.user),
      ...(known && { state: { ...known, replayedBy: asking.user } }),
    }));
    return { result: "done", detail: `${letter.queue} ${letter.id}` };
  },
});
