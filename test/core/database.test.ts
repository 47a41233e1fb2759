import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DatabaseNews,
  databaseNewsOf,
  type Heard,
  hear,
  meaningOf,
  severityOfCategories,
  standingOf,
} from "../../lib/core/database.ts";
import { autoScalingThroughSns, databaseThroughSns } from "../../lib/core/through-sns.ts";
import { en } from "../../lib/words/en.ts";

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
    const words: Readonly<Record<string, unknown>> = en;
    const missing = Array.from({ length: 600 }, (_, number) => meaningOf({ number })).flatMap((meaning) =>
      meaning && "key" in meaning
        ? [`database.${meaning.key}`, `database.${meaning.key}.hint`].filter(
            (key) => words[key] === undefined,
          )
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

const failovers = fc.record({
  number: fc.constantFrom(13, 15, 49, 50, 51, 65, 69, 4, 6),
  minute: fc.integer({ min: 0, max: 9 }),
});

it("A failover comes to the same in whatever order it is heard, and however often", () => {
  const several = fc.uniqueArray(failovers, { minLength: 1, selector: ({ number }) => number });
  fc.assert(
    fc.property(several, fc.integer({ min: 0, max: 99 }), (all, seed) => {
      const heardIn = (list: typeof all): Heard =>
        list.reduce<Heard | undefined>(
          (known, { number, minute }) =>
            hear(known, news(number, `2026-11-23T00:0${minute}:00.000Z`), "failover"),
          undefined,
        ) ?? {};
      const mixed = all.toSorted((a, b) => ((a.number * seed) % 7) - ((b.number * seed) % 7));
      const standing = standingOf(heardIn(all), "failover");
      expect(standingOf(heardIn([...mixed, ...all]), "failover")).toEqual(standing);
      expect(standing !== undefined).toBe(all.some(({ number }) => number > 6));
    }),
  );
});

describe("an event", () => {
  it("is read as far as it goes", () => {
    const time = "2026-11-23T00:00:00.000Z";
    const read = (detail: Record<string, unknown>) =>
      databaseNewsOf({ type: "RDS DB Snapshot Event", detail, time });
    expect(read({})).toBeUndefined();
    expect(read({ SourceArn: "arn:aws:rds:r:1:snapshot:rds:a-2026", Tags: 7, EventCategories: "x" })).toEqual(
      {
        source: "snapshot",
        id: "rds:a-2026",
        categories: [],
        at: time,
        tags: {},
      },
    );
  });

  it("through SNS says where it is as well as it can", () => {
    const message = {
      "Event Source": "db-instance",
      "Event Time": "2018-03-05 18:22:14.893",
      "Identifier Link": "https://console.aws.amazon.com/rds/home?region=us-west-1#dbinstance:id=d",
      "Source ID": "d",
      "Event ID":
        "http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html#RDS-EVENT-0043",
      "Event Message": "Restored from snapshot",
    };
    expect(databaseThroughSns(message)).toMatchObject({
      source: "aws.rds",
      type: "RDS DB Instance Event",
      account: "",
      region: "us-west-1",
      time: "2018-03-05T18:22:14.893Z",
      detail: { EventID: "RDS-EVENT-0043", SourceIdentifier: "d" },
    });
    expect(databaseThroughSns({ ...message, "Event Source": "hasOwnProperty" })).toBeUndefined();
    expect(autoScalingThroughSns({ AutoScalingGroupName: "a", Event: "constructor" })).toBeUndefined();
  });
});
