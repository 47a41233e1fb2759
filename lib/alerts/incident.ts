/** One time in which something was wrong, from the first that was heard of it until it was well again. */
export interface Episode {
  /** ISO 8601; an event from before that may still be heard of later. */
  readonly from: string;
  readonly to?: string;
}

/** When something was wrong of late, and when it was last seen to be well. */
export interface Episodes {
  /** Oldest first. */
  readonly list: readonly Episode[];
  readonly wellAt?: string;
}

/** What is newly heard: that something was wrong, or well, at that moment (ISO 8601). */
export interface Turn {
  readonly at: string;
  readonly isWell: boolean;
}

/** Events come at most two weeks late; nothing has so many ups and downs that matter still. */
const kept = 20;

/**
 * Enters what is heard, which may be late or heard again, and finds the episode that it belongs to: undefined when
 * something is well that was not known to be wrong.
 */
export function enterTurn(
  known: Episodes,
  { at, isWell }: Turn,
): { readonly episodes: Episodes; readonly episode?: Episode } {
  const { list } = known;
  const { wellAt } = known;
  if (isWell) {
    const newest = wellAt !== undefined && wellAt > at ? wellAt : at;
    const ended = list.find(({ to }) => to === at);
    if (ended) return { episodes: known, episode: ended };
    const index = list.findLastIndex(({ from, to }) => from <= at && (to === undefined || to > at));
    const found = list[index];
    const episodes = { ...known, wellAt: newest };
    if (!found) return { episodes };
    const episode = { ...found, to: at };
    return { episodes: { ...episodes, list: list.with(index, episode) }, episode };
  }
  const current = list.find(({ from, to }) => from <= at && (to === undefined || at <= to));
  if (current) return { episodes: known, episode: current };
  // What was heard of first is not always what came first.
  const next = list.findIndex(({ from }) => from > at);
  const isSame = next >= 0 && !(wellAt !== undefined && wellAt > at && wellAt < (list[next]?.from ?? ""));
  if (isSame && list[next]) return { episodes: known, episode: list[next] };
  const episode: Episode = { from: at, ...(wellAt !== undefined && wellAt > at && { to: wellAt }) };
  const all = [...list, episode].sort((a, b) => (a.from < b.from ? -1 : 1)).slice(-kept);
  return { episodes: { ...known, list: all }, episode };
}
