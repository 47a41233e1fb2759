import { expect, it } from "vitest";
import { dayOf } from "../../../lib/pure/days.ts";

it.each<[now: string, zone: string, back: number, from: string, before: string, reason: string]>([
  ["2026-11-23T00:00:00Z", "UTC", 0, "2026-11-23T00:00", "2026-11-24T00:00", "the day begins at this moment"],
  ["2026-11-23T00:00:00Z", "Asia/Seoul", 0, "2026-11-22T15:00", "2026-11-23T15:00", "nine hours ahead"],
  ["2026-11-23T16:00:00Z", "Asia/Seoul", 0, "2026-11-23T15:00", "2026-11-24T15:00", "where it is tomorrow already"],
  ["2026-11-23T00:00:00Z", "Asia/Seoul", 1, "2026-11-21T15:00", "2026-11-22T15:00", "yesterday"],
  ["2026-03-29T12:00:00Z", "Europe/Berlin", 0, "2026-03-28T23:00", "2026-03-29T22:00", "a day of 23 hours"],
  ["2026-03-01T12:00:00Z", "UTC", 1, "2026-02-28T00:00", "2026-03-01T00:00", "the last day of February"],
])("the day of %s in %s, %i days back", (now, zone, back, from, before) => {
  expect(dayOf(new Date(now), zone, back)).toEqual({ from: `${from}:00.000Z`, before: `${before}:00.000Z` });
});
