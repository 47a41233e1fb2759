export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** The days of the week, as ISO 8601 orders them. */
export const weekdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** From this many consecutive days on, the first and the last are written. */
const shortestRange = 3;

/**
 * Days grouped as people write them: each part is one day, or the first and the last of three or more in a row, also
 * across the end of the week (`fri`–`mon`).
 */
export function weekdayRanges(days: readonly Weekday[]): (readonly Weekday[])[] {
  const wanted = weekdays.map((day) => days.includes(day));
  if (wanted.every(Boolean)) return [["mon", "sun"]];
  const rows: Weekday[][] = [];
  // Each run begins after a missing day, so none is split at the end of the week.
  const gap = wanted.lastIndexOf(false);
  for (let step = 1; step <= weekdays.length; step++) {
    const at = (gap + step) % weekdays.length;
    const day = weekdays[at];
    if (!day || !wanted[at]) continue;
    const isNext = wanted[(at + weekdays.length - 1) % weekdays.length];
    const row = rows.at(-1);
    if (row && isNext) row.push(day);
    else rows.push([day]);
  }
  return rows.flatMap((row) => {
    const [first, last] = [row[0], row.at(-1)];
    return row.length >= shortestRange && first && last ? [[first, last]] : row.map((day) => [day]);
  });
}
