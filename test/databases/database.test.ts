import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { autoScalingFromSns } from "../../handlers/auto-scaling/sns-state.ts";
import { catalog } from "../../handlers/catalog.ts";
import { databaseFromSns } from "../../handlers/databases/sns-state.ts";
import { type DatabaseNews, databaseNewsOf, meaningOf, severityOfCategories } from "../../handlers/databases/state.ts";
import {
  applyDatabaseNews,
  isReportableTransition,
  type ObservedTransition,
  transitionStatusOf,
} from "../../handlers/databases/transition-state.ts";

const news = (number: number, at: string): DatabaseNews => ({
  source: "database",
  id: "d",
  number,
  categories: [],
  at,
  tags: {},
});

describe("the numbers of RDS", () => {
  it("each have a title and say what they mean, where they are told at all", () => {
    const words: Readonly<Record<string, unknown>> = { ...catalog.en };
    const missing = Array.from({ length: 600 }, (_, number) => meaningOf({ number })).flatMap((meaning) =>
      meaning && "key" in meaning
        ? [`database.${meaning.key}`, `database.${meaning.key}.hint`].filter((key) => words[key] === undefined)
        : [],
    );
    expect(missing).toEqual([]);
  });

  it.each([
    [7, "high"],
    [13, "high"],
    [49, "medium"],
    [89, "medium"],
    [155, "low"],
    [403, "high"],
    [501, "medium"],
  ])("%i matters %s", (number, severity) => {
    expect(meaningOf({ number })).toMatchObject({ severity });
  });

  it.each([
    [["failure"], "high"],
    [["notification"], "low"],
    [["Maintenance", "failure"], "high"],
    [["something new"], "medium"],
    [[], "medium"],
  ])("of which nothing is known matter by their categories: %j", (categories, severity) => {
    expect(severityOfCategories(categories)).toBe(severity);
  });
});

const numbers = [13, 15, 49, 50, 51, 65, 69, 26, 27, 37, 38, 4, 6, 22, 87, 88];
const events = fc.uniqueArray(
  fc.record({ number: fc.constantFrom(...numbers), minute: fc.integer({ min: 0, max: 9 }) }),
  { minLength: 1, selector: ({ number, minute }) => `${number} ${minute}` },
);

/** What is told in the end of what is heard in that order. */
function toldOf(list: readonly { readonly number: number; readonly minute: number }[]) {
  let known: readonly ObservedTransition[] = [];
  const told = new Map<string, unknown>();
  for (const { number, minute } of list) {
    const meaning = meaningOf({ number });
    if (meaning?.kind !== "passage") continue;
    const heard = news(number, `2026-11-23T00:0${minute}:00.000Z`);
    const entered = applyDatabaseNews(known, heard, meaning.passage, true);
    known = entered.passages;
    const { own } = entered;
    const again = applyDatabaseNews(known, heard, meaning.passage, true);
    expect(again).toEqual(entered);
    if (isReportableTransition(own)) told.set(`${own.toldAs}/${own.named}`, transitionStatusOf(own.heard));
  }
  return [...told.values()].map((one) => JSON.stringify(one)).sort();
}

it("What a database goes through comes to the same in whatever order it is heard, and however often", () => {
  fc.assert(
    fc.property(events, fc.infiniteStream(fc.nat(1_000)), (all, numbers) => {
      const mixed = all
        .map((one) => ({ one, key: numbers.next().value ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      const told = toldOf(all.toSorted((a, b) => a.minute - b.minute));
      expect(toldOf([...mixed, ...all])).toEqual(told);
      expect(told.length > 0).toBe(all.some(({ number }) => number < 87));
    }),
  );
});

describe("an event", () => {
  it("is read as far as it goes", () => {
    const time = "2026-11-23T00:00:00.000Z";
    const read = (detail: Record<string, unknown>) => databaseNewsOf({ type: "RDS DB Snapshot Event", detail, time });
    expect(read({})).toBeUndefined();
    expect(read({ SourceArn: "arn:aws:rds:r:1:snapshot:rds:a-2026", Tags: 7, EventCategories: "x" })).toEqual({
      source: "snapshot",
      id: "rds:a-2026",
      categories: [],
      at: time,
      tags: {},
    });
  });

  it("through SNS says where it is as well as it can", () => {
    const message = {
      "Event Source": "db-instance",
      "Event Time": "2018-03-05 18:22:14.893",
      "Identifier Link": "https://console.aws.amazon.com/rds/home?region=us-west-1#dbinstance:id=d",
      "Source ID": "d",
      "Event ID": "http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html#RDS-EVENT-0043",
      "Event Message": "Restored from snapshot",
    };
    expect(databaseFromSns(message)).toMatchObject({
      source: "aws.rds",
      type: "RDS DB Instance Event",
      account: "",
      region: "us-west-1",
      time: "2018-03-05T18:22:14.893Z",
      detail: { EventID: "RDS-EVENT-0043", SourceIdentifier: "d" },
    });
    expect(databaseFromSns({ ...message, "Event Source": "hasOwnProperty" })).toBeUndefined();
    expect(autoScalingFromSns({ AutoScalingGroupName: "a", Event: "constructor" })).toBeUndefined();
  });
});
