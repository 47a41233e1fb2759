import { describe, expect, it } from "vitest";
import {
  ago,
  clockOf,
  dateOfTs,
  dayFraction,
  dayOf,
  formatSlackDate,
  nearDay,
  nextHourInSeoul,
  timeOf,
} from "../../../sandbox/page/dates.ts";

const english = { locale: "en-US", timeZone: "Asia/Seoul" };
const korean = { locale: "ko-KR", timeZone: "Asia/Seoul" };
const now = new Date("2026-11-23T09:00:00+09:00");
/** Newer ICU data separates the time from AM with a narrow space. */
const spaced = (text: string) => text.replaceAll("\u202f", " ");

describe("the tokens of a Slack date", () => {
  const at = Date.parse("2026-11-23T00:30:05+09:00") / 1000;
  it.each([
    ["{date_num} {time}", "2026-11-23 12:30 AM", "2026-11-23 오전 12:30", "the reader's day, not UTC's"],
    ["{date}", "November 23, 2026", "2026년 11월 23일", "long"],
    ["{date_short}", "Nov 23, 2026", "2026년 11월 23일", "short"],
    ["{date_long}", "Monday, November 23, 2026", "2026년 11월 23일 월요일", "with the day of the week"],
    ["{date_pretty} at {time_secs}", "Today at 12:30:05 AM", "오늘 at 오전 12:30:05", "a near day by its name"],
    ["since {date_short_pretty}", "since today", "since 오늘", "in lower case within a sentence"],
    ["{ago}", "8 hours ago", "8시간 전", "relative"],
    ["{nothing}", "{nothing}", "{nothing}", "unknown tokens stay"],
    ["{constructor}", "{constructor}", "{constructor}", "so do names that every object has"],
  ])("%s", (format, inEnglish, inKorean) => {
    expect(spaced(formatSlackDate(at, format, now, english))).toBe(inEnglish);
    expect(spaced(formatSlackDate(at, format, now, korean))).toBe(inKorean);
  });

  it("are read in the zone of the reader", () => {
    const newYork = { locale: "en-US", timeZone: "America/New_York" };
    expect(spaced(formatSlackDate(at, "{date_num} {time}", now, newYork))).toBe("2026-11-22 10:30 AM");
  });
});

describe("days and times", () => {
  it("a day begins at midnight in Seoul", () => {
    expect(dayOf(new Date("2026-11-22T14:59:59Z"), "Asia/Seoul")).toBe("2026-11-22");
    expect(dayOf(new Date("2026-11-22T15:00:00Z"), "Asia/Seoul")).toBe("2026-11-23");
  });
  it("names only the days beside today", () => {
    const names = [-2, -1, 0, 1, 2].map((days) => nearDay(new Date(now.getTime() + days * 86_400_000), now, english));
    expect(names).toEqual([undefined, "Yesterday", "Today", "Tomorrow", undefined]);
  });
  it("says midnight as 00, not 24", () =>
    expect(clockOf(new Date("2026-11-23T00:00:07+09:00"), english)).toBe("00:00:07"));
  it("reads a Slack timestamp", () => expect(spaced(timeOf(dateOfTs("1795392130.000100"), english))).toBe("9:02 AM"));
  it.each([
    [-59, "59 seconds ago"],
    [-60, "1 minute ago"],
    [7_300, "in 2 hours"],
    [0, "now"],
  ])("%d seconds from now is %s", (seconds, expected) =>
    expect(ago(new Date(now.getTime() + seconds * 1000), now, english)).toBe(expected),
  );
});

describe("the next time the clock shows an hour", () => {
  it.each([
    ["2026-11-23T09:00:00+09:00", 22, "2026-11-23T22:00:00+09:00", "later today"],
    ["2026-11-23T22:00:00+09:00", 22, "2026-11-24T22:00:00+09:00", "just now means tomorrow"],
    ["2026-11-23T23:30:00+09:00", 9, "2026-11-24T09:00:00+09:00", "the next morning"],
    ["2026-11-24T00:10:00+09:00", 9, "2026-11-24T09:00:00+09:00", "the same morning, while UTC is a day behind"],
    ["2026-12-31T23:00:00+09:00", 9, "2027-01-01T09:00:00+09:00", "over the year's end"],
  ])("after %s, %d o'clock", (from, hour, expected) => expect(nextHourInSeoul(new Date(from), hour)).toBe(expected));
});

describe("the sky", () => {
  it("is at noon when half of Seoul's day has passed", () =>
    expect(dayFraction(new Date("2026-11-23T12:00:00+09:00"))).toBe(0.5));
});
