import type { LocalResource } from "../../../../lib/pure/resource.ts";
import type { Result } from "../../../../lib/pure/result.ts";
import { say } from "../../../../lib/pure/text.ts";
import { defineResourceKind } from "../../resource-kind.ts";
import { instanceLimit } from "./state.ts";

/** EC2 takes at most 200 values in a filter, and returns 1,000 instances in a call. */
const [idsAtOnce, listedAtOnce] = [200, 1_000];

export const ec2Instance = defineResourceKind({
  kind: "instance",
  uses: { read: ["ec2.find"], power: ["ec2.start", "ec2.stop"], reboot: ["ec2.reboot"] },
  batchSize: 500,
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html
  acceptedStates: { start: "pending", stop: "stopping" },
  rebootCall: "RebootInstances",
  find: (aws, which) => aws["ec2.find"](which),
  async look(aws, ids, { tag, among }) {
    const found: LocalResource[] = [];
    const learn = (listed: Result<LocalResource[]>): void => {
      if (listed.ok) found.push(...listed.value);
    };
    if (tag && Math.ceil(ids.length / idsAtOnce) > Math.ceil(among / listedAtOnce)) {
      learn(await aws["ec2.find"](tag));
    }
    // The tag may have been removed from one.
    const known = new Set(found.map(({ id }) => id));
    const left = ids.filter((id) => !known.has(id));
    for (let from = 0; from < left.length; from += idsAtOnce) {
      learn(await aws["ec2.find"]({ ids: left.slice(from, from + idsAtOnce) }));
    }
    return found;
  },
  request: (aws, verb, batch) => aws[`ec2.${verb}`]({ ids: batch.map(({ id }) => id) }),
  reboot: (aws, batch) => aws["ec2.reboot"]({ ids: batch.map(({ id }) => id) }),
  limitOf: instanceLimit,
  explain: ({ code, message }) =>
    code === "UnsupportedOperation" && /spot/i.test(message) ? say("operation.spot") : undefined,
});
