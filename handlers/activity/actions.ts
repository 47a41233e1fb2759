import { alertNameState, alertShape } from "../../lib/alerts/alert.ts";
import { defineAction, type Outcome, throwIfRetryable } from "../../lib/app/define.ts";
import type { AwsSubject } from "../../lib/pure/location.ts";
import { refusal } from "../../lib/pure/replies.ts";
import { explain } from "../../lib/pure/result.ts";
import { say } from "../../lib/pure/text.ts";
import { environmentIn } from "../../lib/requests/parse-arguments.ts";
import { activityMessage, activityReferenceIn } from "./message.ts";

/** Long enough to cover an evening's change that breaks at night. */
const withinMs = 12 * 60 * 60_000;

/** Shows the person who asks which recent calls in CloudTrail changed the alert's subject, and who made them. */
export const showActivity = defineAction({
  name: "activity",
  // As for Check, which shows the same of one call: viewers need not know who did what in AWS.
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
      about = subject === undefined ? undefined : (await store.messages.read(alertShape, subject))?.state?.about;
    }
    const [name] = about?.names ?? [];
    if (!about || name === undefined) return gone;
    const { aws } = at(about);
    const since = new Date(now().getTime() - withinMs).toISOString();
    // The next name is only looked up when the first is unknown: CloudTrail allows two look-ups a second.
    for (const [index, one] of about.names.entries()) {
      const found = await aws["cloudtrail.activity"]({ name: one, since });
      if (!found.ok) {
        // A person is waiting, and can press again sooner than the queue would retry.
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
