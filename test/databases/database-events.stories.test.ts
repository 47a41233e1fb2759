import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Step } from "../../sandbox/play.ts";
import { awsEvent, buttonsOf, openStage, playOut, postedIn, snsEvent, threadOf } from "../stage.ts";

const config = readFileSync(new URL("../../sandbox/nightshift.yaml", import.meta.url), "utf8");

interface News {
  readonly id?: string;
  /** Minutes after nine. */
  readonly at?: number;
  readonly categories?: readonly string[];
  readonly message?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly type?: string;
}

const momentOf = (at: number): string => new Date(Date.UTC(2026, 10, 23, 0, at)).toISOString();

function rds(number: number, news: News = {}): Step {
  const { id = "orders-db", at = 0, categories = [], message = "", tags = {} } = news;
  const { type = "RDS DB Instance Event" } = news;
  const detail = {
    EventID: `RDS-EVENT-${String(number).padStart(4, "0")}`,
    EventCategories: categories,
    SourceIdentifier: id,
    SourceArn: `arn:aws:rds:ap-northeast-2:123456789012:db:${id}`,
    Date: momentOf(at),
    Message: message,
    Tags: tags,
  };
  return { event: awsEvent("aws.rds", type, detail, { time: momentOf(at) }) };
}

/** The same through an event subscription. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.overview.html */
function subscribed(number: number, { id = "orders-db", at = 0, message = "" }: News = {}) {
  return {
    "Event Source": "db-instance",
    "Event Time": momentOf(at).replace("T", " ").replace("Z", ""),
    "Identifier Link": `https://console.aws.amazon.com/rds/home?region=ap-northeast-2#dbinstance:id=${id}`,
    "Source ID": id,
    "Source ARN": `arn:aws:rds:ap-northeast-2:123456789012:db:${id}`,
    "Event ID": `http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html#RDS-EVENT-${String(number).padStart(4, "0")}`,
    "Event Message": message,
  };
}

const enveloped = (message: object): Step => ({
  event: snsEvent("RDS Notification Message", JSON.stringify(message)),
});

describe("a failover", () => {
  const begins = rds(13);
  const restarts = rds(6, { at: 1 });
  const ends = rds(15, { at: 2 });
  const isDone = rds(49, { at: 3 });

  it.each([
    ["in order", [begins, restarts, ends, isDone]],
    ["from its end", [isDone, ends, restarts, begins]],
    ["from its restart", [restarts, begins, restarts, isDone, ends]],
    ["twice", [begins, begins, ends, isDone, ends, begins, isDone]],
  ])("is one message: heard %s", async (_, steps) => {
    const report = await playOut(steps);
    expect(report).toHavePosted("#alerts", [/^:white_check_mark: orders-db failed over[\s\S]*Took: 3m/]);
  });

  it("calls for somebody while it goes on, and says in its thread what comes of it", async () => {
    const stage = await openStage();
    await stage.run(begins);
    const message = () => postedIn(stage.messages(), "#alerts")[0];
    expect(message()?.text).toMatch(/^:x: Failover of orders-db is under way/);
    expect(buttonsOf(message())).toContain("Acknowledge");
    await stage.run(restarts, isDone, isDone);
    expect(buttonsOf(message())).not.toContain("Acknowledge");
    expect(threadOf(stage.messages(), message()).map(({ text }) => text)).toEqual([
      expect.stringContaining("orders-db was restarted"),
      expect.stringContaining("orders-db failed over"),
    ]);
  });

  it("is told although its restart was heard first, and that is muted", async () => {
    const report = await playOut([
      rds(6, { at: -60 }),
      { choose: "menu", value: "Mute for an hour" },
      restarts,
      begins,
      isDone,
    ]);
    expect(report).toHavePosted("#alerts", [/orders-db was restarted/, /orders-db failed over[\s\S]*Took: 3m/]);
  });

  it("hours later is another one", async () => {
    const report = await playOut([begins, isDone, rds(13, { at: 200 })]);
    expect(report).toHavePosted("#alerts", [/failed over/, /Failover of orders-db is under way/]);
  });
});

describe("a database without storage", () => {
  it("is one message until it has storage again", async () => {
    const stage = await openStage();
    await stage.run(rds(89), rds(7, { at: 600 }));
    const posted = () => postedIn(stage.messages(), "#alerts").map(({ text }) => text.split("\n")[0]);
    expect(posted()).toEqual([":x: orders-db has no storage left"]);
    await stage.run(rds(218, { at: 640 }));
    expect(posted()).toEqual([":white_check_mark: orders-db has storage again"]);
    await stage.run(rds(7, { at: 2_000 }), { advance: "5s" });
    expect(posted()).toEqual([":white_check_mark: orders-db has storage again", ":x: orders-db has no storage left"]);
  });

  it("is told as over, with what its end says, when that is heard first", async () => {
    const [full, grown] = [rds(7), rds(218, { at: 20, message: "More." })];
    const inOrder = await playOut([full, grown]);
    const fromItsEnd = await playOut([grown, full, grown, full]);
    const texts = (report: typeof inOrder) => postedIn(report, "#alerts").map(({ text }) => text);
    expect(texts(fromItsEnd)).toEqual(texts(inOrder));
    expect(texts(inOrder)).toEqual([expect.stringMatching(/has storage again[\s\S]*More\./)]);
  });

  it("is told, though Nightshift has just started it", async () => {
    const report = await playOut([
      { aws: { stopDatabase: "dev-db" } },
      { advance: "3m" },
      { say: "/rds start dev-db" },
      { advance: "4m" },
      rds(7, { id: "dev-db", at: 7, categories: ["low storage"] }),
    ]);
    expect(report).toHavePosted("#alerts", [/dev-db has no storage left/]);
  });

  it("is no word about storage that somebody adds to one that had enough", async () => {
    const report = await playOut([rds(18), rds(17, { at: 5 })]);
    expect(postedIn(report, "#alerts")).toEqual([]);
  });
});

it("A database that was stopped is told so, although that is heard before its shutdown", async () => {
  const report = await playOut([rds(87, { at: 3 }), rds(4), rds(87, { at: 3 })]);
  expect(report).toHavePosted("#alerts", [/^:heavy_minus_sign: orders-db was stopped/]);
});

describe("what RDS says besides", () => {
  it.each([1, 2, 5, 42, 87, 88, 150, 151, 246, 372])("is not told where it is routine: %i", async (number) => {
    const report = await playOut([rds(number, { categories: ["backup"] })]);
    expect(postedIn(report, "#alerts")).toEqual([]);
  });

  it("is told in its own words where nobody knows the number, by its category", async () => {
    const report = await playOut([
      rds(9001, { message: "The frobnicator broke.", categories: ["failure"] }),
      rds(9002, { message: "Something new.", categories: ["notification"], at: 1 }),
    ]);
    expect(report).toHavePosted("#alerts", [
      /^:x: orders-db reports a failure\nThe frobnicator broke\./,
      /^:information_source: RDS event: orders-db\nSomething new\./,
    ]);
  });

  it("goes where its environment's alerts go, by the tags in the event", async () => {
    const routed = config.replace(
      'alerts:\n  channel: "#alerts"\n',
      'alerts:\n  channel: "#alerts"\n  routes:\n    - when: { environment: staging }\n      channel: "#dev"\n',
    );
    const report = await playOut([rds(31, { tags: { env: "staging", Name: "orders" } })], { config: routed });
    expect(report).toHavePosted("#dev", [/orders has failed[\s\S]*orders \(<.*orders-db>\)/]);
    expect(postedIn(report, "#alerts")).toEqual([]);
  });

  it("ends what was shut down when somebody has stopped it, and says nothing of that otherwise", async () => {
    const report = await playOut([rds(4), rds(87, { at: 2 }), rds(87, { id: "other-db", at: 2 })]);
    expect(report).toHavePosted("#alerts", [/orders-db was stopped/]);
  });
});

describe("an event subscription", () => {
  it.each([
    ["enveloped", enveloped],
    ["raw", (event: object): Step => ({ event })],
  ])("says the same as EventBridge, %s", async (_, through) => {
    const report = await playOut([
      through(subscribed(13)),
      rds(13),
      rds(49, { at: 2 }),
      through(subscribed(49, { at: 2 })),
      through(subscribed(31, { id: "broken-db", at: 3 })),
      rds(31, { id: "broken-db", at: 3 }),
      { advance: "3s" },
    ]);
    expect(report).toHavePosted("#alerts", [/orders-db failed over/, /broken-db has failed/]);
    const links = postedIn(report, "#alerts").map(({ text }) => /https:\/\/[^|]+/.exec(text)?.[0]);
    expect(links[0]).toContain("https://ap-northeast-2.console.aws.amazon.com/rds/");
  });

  it("starts the stop after seven days, too", async () => {
    const report = await playOut([
      { clock: "2026-11-23T21:58:00+09:00" },
      { advance: "25m" },
      { drop: "aws.rds/RDS DB Instance Event" },
      { aws: { sevenDays: "dev-db" } },
      enveloped(subscribed(154, { id: "dev-db", at: 803 })),
      { advance: "10m" },
    ]);
    expect(report).toHavePosted("#alerts", [/dev-db after seven days: it is stopped again/]);
  });

  it("is told as it is when it is none of RDS's", async () => {
    const report = await playOut([enveloped({ "Event Source": "db-instance", "Source ID": "x" })]);
    expect(postedIn(report, "#alerts")).toHaveLength(1);
  });
});
