import { tellAlert } from "../../lib/alerts/tell-alert.ts";
import type { Place } from "../../lib/core/place.ts";
import { type HeldInstance, heldInstanceMessage } from "../../lib/core/scaling-message.ts";
import { defineJob, final } from "../../lib/define.ts";
import { groupNamed } from "../tell-replacement.ts";

/** So long a hook may take without a word; AWS gives it an hour. */
export const heldLongMs = 15 * 60_000;

interface Held extends Place {
  readonly held: HeldInstance;
}

/** Looks whether an instance still waits in its lifecycle hook. */
export const lifecycleCheck = defineJob({
  name: "lifecycle-check",
  uses: ["autoscaling.lifecycle"],
  async run(context) {
    const { item, at, store, now } = context;
    const { held, ...place } = item.data as Held;
    const found = final(await at(place).aws["autoscaling.lifecycle"]({ id: held.id }));
    const isWaiting = found.ok && found.value?.endsWith(":Wait") === true;
    const wasTold = (await store.messages.read(item.subject)) !== undefined;
    if (!isWaiting && !wasTold) return;
    const told = isWaiting ? held : { ...held, until: now().toISOString() };
    const event = {
      source: "aws.autoscaling",
      type: `EC2 Instance-${held.isLaunch ? "launch" : "terminate"} Lifecycle Action`,
      account: place.account,
    };
    await tellAlert<HeldInstance>({ subject: item.subject, family: "held" }, { ...context, event }, () => ({
      severity: "medium",
      content: heldInstanceMessage(told, place.region),
      state: told,
      isOver: told.until !== undefined,
      about: groupNamed({ group: held.group, ...place }),
    }));
    if (!isWaiting) return;
    const next = new Date(now().getTime() + heldLongMs).toISOString();
    await store.due.set({ ...item, at: next });
  },
});
