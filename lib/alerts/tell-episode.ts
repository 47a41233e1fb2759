import type { Alert, AlertRecord } from "../core/alert.ts";
import { type Episodes, enterTurn, type Turn } from "../core/episode.ts";
import { type AlertContext, type AlertKey, tellAlert } from "./tell-alert.ts";

/** As long as the message of an episode can be brought up to date: what is well after a month still ends it. */
const keptDays = 90;

/**
 * Says what is known of something that goes wrong and gets well again: each time it goes wrong has a message of its
 * own, so that it is heard, and keeps it until it is well. Undefined when it is well and nothing was wrong.
 */
export async function tellEpisode<State>(
  { subject, family }: AlertKey,
  context: AlertContext,
  turn: Turn,
  /** `wellAt`: when it was well again, ISO 8601. */
  say: (known: State | undefined, wellAt: string | undefined) => Alert<State>,
): Promise<AlertRecord<State> | undefined> {
  const { store, now } = context;
  const name = `episodes/${subject}`;
  const known = await store.ledgers.change<Episodes>(
    name,
    now(),
    (before) => enterTurn(before ?? { list: [] }, turn).episodes,
    keptDays,
  );
  const { episode } = enterTurn(known, turn);
  if (!episode) return undefined;
  return await tellAlert<State>({ subject: `${subject}/${episode.from}`, family }, context, (before) => ({
    ...say(before, episode.to),
    isOver: episode.to !== undefined,
  }));
}
