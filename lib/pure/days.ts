/** Calendar days in a time zone. */
import { Temporal } from "temporal-polyfill";

/** A day's start and end (which is the next one's start), ISO 8601; `back` days before that of `now`. */
export function dayOf(now: Date, timeZone: string, back = 0): { readonly from: string; readonly before: string } {
  const today = Temporal.Instant.from(now.toISOString()).toZonedDateTimeISO(timeZone).toPlainDate();
  const date = today.subtract({ days: back });
  const beginning = (one: Temporal.PlainDate): string =>
    new Date(one.toZonedDateTime(timeZone).epochMilliseconds).toISOString();
  return { from: beginning(date), before: beginning(date.add({ days: 1 })) };
}
