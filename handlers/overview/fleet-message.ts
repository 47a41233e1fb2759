import { type LocalResource, stateText, withoutMembers } from "../../lib/pure/resource.ts";
import { join, say, type Text } from "../../lib/pure/text.ts";

/** Names shown for one state; the rest is counted. */
const mostNames = 4;

/** Resources that share a name and a state. */
interface FleetGroup {
  readonly name: string;
  readonly count: number;
  /** When the first of them was started, ISO 8601. */
  readonly startedAt?: string;
}

/**
 * How many run and how many do not, with a few names and since when they run. Resources of one name, such as members
 * of an Auto Scaling group, are grouped; a cluster's database is not listed beside it.
 */
export function fleetText(resources: readonly LocalResource[]): Text {
  const states = new Map<string, LocalResource[]>();
  for (const resource of withoutMembers(resources)) {
    states.set(resource.state, [...(states.get(resource.state) ?? []), resource]);
  }
  const parts = [...states]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([state, all]) =>
      say("fleet.state", { count: all.length, state: stateText(state), names: groupNames(all, state) }),
    );
  return join(parts, " · ");
}

/** Running ones first, stopped ones last. */
function rank(state: string): number {
  return state === "running" || state === "available" ? 0 : state === "stopped" ? 2 : 1;
}

function groupNames(resources: readonly LocalResource[], state: string): Text {
  const all = groupsOf(resources);
  const groups = all.slice(0, mostNames);
  const rest = resources.length - groups.reduce((sum, { count }) => sum + count, 0);
  const more = rest > 0 ? [" ", say("operation.more", { count: rest })] : [];
  const since = state === "running" ? groups.map(({ startedAt }) => startedAt) : [];
  const [first] = since;
  // Started together, as by a schedule: one time is enough.
  if (first && since.every((one) => one?.slice(0, 16) === first.slice(0, 16))) {
    const names = [join(groups.map(nameOf), ", "), ...more];
    return say("fleet.since", { name: names, time: { time: first } });
  }
  const told = groups.map((group, at): Text => {
    const time = since[at];
    return time ? say("fleet.since", { name: nameOf(group), time: { time } }) : nameOf(group);
  });
  return [join(told, ", "), ...more];
}

function nameOf({ name, count }: FleetGroup): Text {
  return count > 1 ? `${name} ×${count}` : name;
}

/** By name, in order. */
function groupsOf(resources: readonly LocalResource[]): FleetGroup[] {
  const groups = new Map<string, FleetGroup>();
  for (const { name, startedAt } of resources) {
    const known = groups.get(name);
    const first = [known?.startedAt, startedAt].filter((one) => one !== undefined).sort()[0];
    groups.set(name, { name, count: (known?.count ?? 0) + 1, ...(first && { startedAt: first }) });
  }
  return [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
