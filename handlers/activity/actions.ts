import { alertNameState, alertShape } from "../../lib/alerts/alert.ts";
import { defineAction, type Outcome, throwIfRetryable } from "../../lib/app/define.ts";
import type { AwsSubject } from "../../lib/pure/location.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { explain } from "../../lib/pure/result.ts";
import { say } from "../../lib/pure/text.ts";
import { environmentIn } from "../../lib/requests/parse-arguments.ts";
import { activityMessage, activityReferenceIn } from "./message.ts";

/** Long enough for what was changed in the evening and breaks in the night. */
const withinMs = 12 * 60 * 60_000;

/** Shows who did what of late with what an alert is about, to whoever asks, from AWS's own record of calls. */
export const showActivity = defineAction({
  name: "activity",
  // As Check, which tells the same of one call: who did what in AWS is not for everybody who may look.
  role: "operator",
  isLook: true,
  uses: ["cloudtrail.activity"],
  environment: environmentIn(activityReferenceIn),
  async run({ value, store, now, at }): Promise<Outcome> {
    const gone: Outcome = { result: "refused", answer: refusal(say("alert.gone")), detail: "gone" };
    const reference = activityReferenceIn(value);
    if (!reference) return gone;
    let about: AwsSubject | undefined;
    if ("about" in reference) about = reference.about;
    else {
      const subject = await store.states.read(alertNameState, reference.alert);
      about =
        subject === undefined ? undefined : (await store.messages.read(alertShape, subject))?.state?.about;
    }
    const [name] = about?.names ?? [];
    if (!about || name === undefined) return gone;
    const { aws } = at(about);
    const since = new Date(now().getTime() - withinMs).toISOString();
    // The next name is only looked up when the first is not known: it takes two look-ups a second.
    for (const [index, one] of about.names.entries()) {
      const found = await aws["cloudtrail.activity"]({ name: one, since });
      if (!found.ok) {
        // Somebody waits, and can press again sooner than the queue would.
        const isBusy = found.fault.class === "throttled";
        if (!isBusy) throwIfRetryable(found);
        const answer = isBusy
          ? refusal(say("activity.throttled"))
          : refusal(say("activity.failed", { name, reason: explain(found.fault) }));
        return { result: "refused", answer, detail: found.fault.code };
      }
      if (!found.value.calls.length && index < about.names.length - 1) continue;
      const answer = activityMessage({ ...found.value, name, within: withinMs });
      return { result: "done", answer, detail: name, resources: [{ id: name }] };
    }
    return gone;
  },
});
