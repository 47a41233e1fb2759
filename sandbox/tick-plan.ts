import { scheduleRecord } from "../handlers/schedules/index.ts";
import { decide, nextTransition, type ScheduleRecord } from "../handlers/schedules/state.ts";
import { parseConfig } from "../lib/config/load.ts";
import type { Schedule } from "../lib/config/schema.ts";
import type { Store } from "../lib/store/store.ts";

/** A tick runs at least this often, whatever is known. */
const safetyMinutes = 15;

/** Schedules are read again after a day, since they know their transitions only for some time ahead. */
const dayMs = 24 * 60 * 60 * 1000;

/** Later than anything that is due. */
const endOfTime = new Date("9999-12-31T23:59:59.999Z");

export interface TickPlanOptions {
  readonly store: Store;
  /** The text of nightshift.yaml. */
  readonly config: string;
  /** Increases with each change of the table. */
  readonly revision: () => number;
}

/**
 * Knows for each minute whether its tick can find anything to do in the table: a due item, or a schedule's transition
 * or notice. The table is read again only after a change.
 */
export class TickPlan {
  readonly #options: TickPlanOptions;
  #schedules: readonly (readonly [string, Schedule])[] | undefined;
  #revision: number | undefined;
  /** Nothing in the table is due before then, ISO 8601. */
  #next = "";

  constructor(options: TickPlanOptions) {
    this.#options = options;
  }

  async isWorthwhile(now: Date): Promise<boolean> {
    if (now.getUTCMinutes() % safetyMinutes === 0) return true;
    const revision = this.#options.revision();
    if (this.#revision !== revision || this.#next <= now.toISOString()) {
      this.#revision = revision;
      this.#next = await this.#earliest(now);
    }
    return this.#next <= now.toISOString();
  }

  async #earliest(now: Date): Promise<string> {
    const { store, config } = this.#options;
    try {
      this.#schedules ??= Object.entries(parseConfig(config).schedules);
      const due = await store.due.list(endOfTime, 1);
      const schedules = await Promise.all(
        this.#schedules.map(async ([name, schedule]) =>
          momentsOf(schedule, await scheduleRecord(name, store.states), now),
        ),
      );
      const atLatest = new Date(now.getTime() + dayMs).toISOString();
      return [...due.map(({ at }) => at), ...schedules.flat(), atLatest].sort()[0] ?? "";
    } catch {
      // What cannot be read here cannot be read by the tick either, which reports it.
      return "";
    }
  }
}

/** Now, if the schedule gives a tick something to do; otherwise when it next may, ISO 8601. */
function momentsOf(schedule: Schedule, record: ScheduleRecord, now: Date): string[] {
  const { override, handled, noticed } = record;
  const { noticeMinutes } = schedule;
  const decision = decide(schedule, override, handled, noticeMinutes, now);
  const isNoticed = decision.kind === "notice" && decision.transition.planned === noticed;
  if (decision.kind !== "rest" && !isNoticed) return [now.toISOString()];
  const edge = nextTransition(schedule, override, now);
  const stop = nextTransition(schedule, override, now, "stop");
  const notice = stop && new Date(Date.parse(stop.at) - noticeMinutes * 60_000).toISOString();
  return [edge?.at, notice].filter((at) => at !== undefined && at > now.toISOString()) as string[];
}
