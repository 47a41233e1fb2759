/** An operation as it is stored: ten thousand targets must fit into one DynamoDB item of 400 KB. */
import * as v from "valibot";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { type Operation, type OperationTarget, operationSchema, operationTargetSchema, targetKey } from "./state.ts";

/** Consecutive targets that differ only in id and name. */
const alikeTargetsSchema = v.object({
  ...v.omit(operationTargetSchema, ["id", "name"]).entries,
  /** The id of each, with the name if it differs. */
  who: v.array(v.union([v.string(), v.tuple([v.string(), v.string()])])),
});
type AlikeTargets = StateOf<typeof alikeTargetsSchema>;

const packedOperationSchema = v.object({
  ...v.omit(operationSchema, ["targets"]).entries,
  targets: v.array(alikeTargetsSchema),
});
type PackedOperation = StateOf<typeof packedOperationSchema>;

export const packedOperationShape = defineShape({ name: "operation", version: 1, schema: packedOperationSchema });

/**
 * Characters of names that are kept, first those of refused targets and then those of the first targets, which are
 * the ones that a message shows. The others are shown by id.
 */
const mostNamed = 60_000;

export function packOperation({ targets, ...operation }: Operation): PackedOperation {
  const all = Object.values(targets);
  const named = namedOf(all);
  const runs: {
    readonly sign: string;
    readonly alike: Omit<AlikeTargets, "who">;
    readonly who: AlikeTargets["who"][number][];
  }[] = [];
  for (const target of all) {
    const { id, name, ...alike } = target;
    const sign = JSON.stringify(alike);
    if (runs.at(-1)?.sign !== sign) runs.push({ sign, alike, who: [] });
    runs.at(-1)?.who.push(named.has(target) ? [id, name] : id);
  }
  return { ...operation, targets: runs.map(({ alike, who }) => ({ ...alike, who })) };
}

export function unpackOperation({ targets, ...operation }: PackedOperation): Operation {
  const unpacked = targets.flatMap(({ who, ...alike }) =>
    who.map((one): [string, OperationTarget] => {
      const [id, name] = typeof one === "string" ? [one, one] : one;
      return [targetKey({ ...alike, id }), { ...alike, id, name }];
    }),
  );
  return { ...operation, targets: Object.fromEntries(unpacked) };
}

function namedOf(targets: readonly OperationTarget[]): ReadonlySet<OperationTarget> {
  const others = targets.filter(({ id, name }) => name !== id);
  const ranked = [...others.filter(({ refusal }) => refusal), ...others.filter(({ refusal }) => !refusal)];
  let left = mostNamed;
  const end = ranked.findIndex(({ name }) => {
    left -= name.length;
    return left < 0;
  });
  return new Set(end < 0 ? ranked : ranked.slice(0, end));
}
