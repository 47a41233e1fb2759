/** Times for a reader. Each function takes the reader's zone and language; `now` is an argument. */

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
    formatters.set(key, found);
  }
  return found;
}

export interface Reader {
  /** As in users.info: en-US, ko-KR. */
  readonly locale: string;
  readonly timeZone: string;
}

/** A Slack timestamp (`1763856000.000100`) as a date. */
export function dateOfTs(ts: string): Date {
  return new Date(Number.parseFloat(ts) * 1000);
}

/** 9:05 AM; 오전 9:05. */
export function timeOf(when: Date, reader: Reader, seconds = false): string {
  return (
    formatter(reader.locale, reader.timeZone, {
      hour: "numeric",
      minute: "2-digit",
      ...(seconds ? { second: "2-digit" } : {}),
    })
      .formatToParts(when)
      // Some versions of ICU write AM and PM in Korean.
      .map(
        ({ type, value }) =>
          (type === "dayPeriod" && reader.locale.startsWith("ko") ? halfDays[value] : undefined) ?? value,
      )
      .join("")
  );
}

const halfDays: Readonly<Record<string, string>> = { AM: "오전", PM: "오후" };

/** 09:05:00, for the clock. */
export function clockOf(when: Date, reader: Reader): string {
  return formatter("en-GB", reader.timeZone, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(when);
}

/** 2026-11-23: times on the same day in the zone have the same key. */
export function dayOf(when: Date, zone: string): string {
  return formatter("en-CA", zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(when);
}

/** Monday, November 23; 11월 23일 월요일. */
export function longDay(when: Date, reader: Reader): string {
  return formatter(reader.locale, reader.timeZone, { weekday: "long", month: "long", day: "numeric" }).format(when);
}

/** Today, Yesterday or Tomorrow in the reader's language; undefined on every other day. */
export function nearDay(when: Date, now: Date, reader: Reader): string | undefined {
  const days = Math.round(
    (Date.parse(dayOf(when, reader.timeZone)) - Date.parse(dayOf(now, reader.timeZone))) / 86_400_000,
  );
  if (Math.abs(days) > 1) return undefined;
  const word = new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" }).format(days, "day");
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** 3 minutes ago; 2시간 후. */
export function ago(when: Date, now: Date, reader: Reader): string {
  const seconds = Math.round((when.getTime() - now.getTime()) / 1000);
  const format = new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" });
  for (const [unit, size] of [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(seconds, "second");
}

/**
 * Fills the tokens of a `<!date^…>` format; unknown tokens stay.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function formatSlackDate(seconds: number, format: string, now: Date, reader: Reader): string {
  const when = new Date(seconds * 1000);
  const day = (options: Intl.DateTimeFormatOptions) => formatter(reader.locale, reader.timeZone, options).format(when);
  const date = () => day({ year: "numeric", month: "long", day: "numeric" });
  const short = () => day({ year: "numeric", month: "short", day: "numeric" });
  const long = () => day({ weekday: "long", year: "numeric", month: "long", day: "numeric" });
  const near = () => {
    const word = nearDay(when, now, reader);
    // Slack writes the word in lower case unless it is first.
    return word && !/^\{/.test(format) ? word.toLocaleLowerCase(reader.locale) : word;
  };
  const tokens: Readonly<Record<string, () => string>> = {
    date_num: () => dayOf(when, reader.timeZone),
    date_slash: () => dayOf(when, reader.timeZone).replaceAll("-", "/"),
    date,
    date_short: short,
    date_long: long,
    date_pretty: () => near() ?? date(),
    date_short_pretty: () => near() ?? short(),
    date_long_pretty: () => near() ?? long(),
    day_divider_pretty: () => near() ?? longDay(when, reader),
    time: () => timeOf(when, reader),
    time_secs: () => timeOf(when, reader, true),
    ago: () => ago(when, now, reader),
  };
  return format.replace(/\{(\w+)\}/g, (token, name: string) =>
    Object.hasOwn(tokens, name) ? (tokens[name]?.() ?? token) : token,
  );
}

const seoul = 9 * 3_600_000;

/** The next time that it is `hour` o'clock in Seoul, after `now`, as ISO 8601 with Seoul's offset. */
export function nextHourInSeoul(now: Date, hour: number): string {
  const local = new Date(now.getTime() + seoul);
  local.setUTCHours(hour, 0, 0, 0);
  if (local.getTime() - seoul <= now.getTime()) local.setUTCDate(local.getUTCDate() + 1);
  return local.toISOString().replace(".000Z", "+09:00");
}

/** How much of the day has passed in Seoul, from 0 to 1. */
export function dayFraction(now: Date): number {
  return ((now.getTime() + seoul) % 86_400_000) / 86_400_000;
}
