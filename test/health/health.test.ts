import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { healthMessage } from "../../handlers/health/message.ts";
import {
  entitiesOf,
  type HealthEvent,
  healthEventOf,
  healthSubject,
  instancesIn,
  maintenanceOf,
  severityOfHealth,
  withHealthEvent,
} from "../../handlers/health/state.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { render } from "../../lib/slack/render.ts";
import { readerIn } from "../reader.ts";

const arn = "arn:aws:health:us-west-2::event/EC2/X/1";

function event(detail: object = {}, envelope: Partial<AwsEvent> = {}): AwsEvent {
  return {
    id: "1",
    source: "aws.health",
    type: "AWS Health Event",
    account: "123456789012",
    region: "ap-northeast-2",
    time: "2026-11-23T00:00:00.000Z",
    resources: [],
    detail: {
      eventArn: arn,
      service: "EC2",
      eventTypeCode: "AWS_EC2_OPERATIONAL_ISSUE",
      eventTypeCategory: "issue",
      eventScopeCode: "ACCOUNT_SPECIFIC",
      communicationId: "c-1",
      lastUpdatedTime: "Sun, 22 Nov 2026 23:44:13 GMT",
      statusCode: "open",
      eventRegion: "us-west-2",
      ...detail,
    },
    ...envelope,
  };
}

function read(detail: object = {}, envelope: Partial<AwsEvent> = {}, language = "en"): HealthEvent {
  const found = healthEventOf(event(detail, envelope), language);
  if (!found) throw new Error("not read");
  return found;
}

const entities = (count: number, status = "IMPAIRED", from = 0) =>
  Array.from({ length: count }, (_, index) => ({ entityValue: `thing-${from + index}`, status }));

const textOf = (one: HealthEvent, names = {}) =>
  render(healthMessage(one, names), readerIn("en")).text.replaceAll("*", "");

describe("a Health event", () => {
  it("is where it happens and of whom it affects, not of who hears of it", () => {
    expect(read({ affectedAccount: "210987654321" })).toMatchObject({
      region: "us-west-2",
      account: "210987654321",
    });
    expect(read({ eventRegion: undefined })).toMatchObject({ region: "us-west-2", account: "123456789012" });
    expect(read({ eventRegion: undefined, eventArn: "no-arn" }).region).toBe("ap-northeast-2");
  });

  it.each([
    ["no ARN", { eventArn: undefined }],
    ["neither service nor type", { service: undefined, eventTypeCode: undefined }],
  ])("with %s is not read", (_what, detail) => {
    expect(healthEventOf(event(detail), "en")).toBeUndefined();
  });

  it.each([
    ["ko", "우리말"],
    ["en", "English"],
    ["fr", "English"],
  ])("is described in the team's language %s, else in English", (language, text) => {
    const eventDescription = [
      { language: "ja_JP", latestDescription: "日本語" },
      { language: "en_US", latestDescription: "English" },
      { language: "ko_KR", latestDescription: "우리말" },
    ];
    expect(read({ eventDescription }, {}, language).description).toBe(text);
    expect(read({ eventDescription: eventDescription.slice(0, 1) }, {}, language).description).toBe("日本語");
  });

  it.each([
    ["ACTION_REQUIRED", "must"],
    ["ACTION_MAY_BE_REQUIRED", "may"],
    ["INFORMATIONAL", "none"],
    ["constructor", undefined],
  ])("asks for something by its actionability %s: %s", (actionability, action) => {
    expect(read({ actionability }).action).toBe(action);
  });

  it("names resources in its envelope when it does in no other place", () => {
    const region = "us-west-2";
    expect([...instancesIn(read({}, { resources: ["i-0a51ce6e8d2f40c11"] }))]).toEqual([
      [region, ["i-0a51ce6e8d2f40c11"]],
    ]);
    const both = read({ affectedEntities: [{ entityValue: "x" }] }, { resources: ["i-0a51ce6e8d2f40c11"] });
    expect([...instancesIn(both)]).toEqual([]);
  });

  it("that is global knows from the ARNs of instances where they are", () => {
    const instance = (region: string) => ({
      entityValue: `arn:aws:ec2:${region}:123456789012:instance/i-0a51ce6e8d2f40c11`,
    });
    const abuse = read({
      eventRegion: "global",
      affectedEntities: [instance("us-east-1"), instance("eu-west-1")],
    });
    expect([...instancesIn(abuse).keys()]).toEqual(["us-east-1", "eu-west-1"]);
  });

  it("that is public has one message for all accounts, any other one for each", () => {
    const of = (eventScopeCode: string, affectedAccount: string, more: object = {}) =>
      healthSubject(read({ eventScopeCode, affectedAccount, ...more }));
    expect(of("PUBLIC", "1")).toBe(of("PUBLIC", "2"));
    expect(of("ACCOUNT_SPECIFIC", "1")).not.toBe(of("ACCOUNT_SPECIFIC", "2"));
    const more = { affectedEntities: entities(1) };
    expect(of("PUBLIC", "1", more)).not.toBe(of("PUBLIC", "2", more));
  });
});

describe("how much a Health event matters", () => {
  const change = { eventTypeCategory: "scheduledChange" };
  const retirement = { ...change, eventTypeCode: "AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED" };
  it.each<[string, object, string, string?]>([
    ["an issue", {}, "medium"],
    ["an issue with resources of ours", { affectedEntities: entities(1) }, "high"],
    ["such an issue that is over", { affectedEntities: entities(1), statusCode: "closed" }, "low"],
    ["abuse", { service: "ABUSE" }, "high"],
    ["abuse by its type", {}, "high", "AWS Health Abuse Event"],
    ["abuse that is settled", { service: "ABUSE", statusCode: "closed" }, "low"],
    ["an investigation", { eventTypeCategory: "investigation" }, "medium"],
    ["a notice", { eventTypeCategory: "accountNotification" }, "low"],
    ["a notice of no known category", { eventTypeCategory: 7 }, "low"],
    [
      "a notice that asks for something, though AWS has closed it",
      { eventTypeCategory: "accountNotification", actionability: "ACTION_REQUIRED", statusCode: "closed" },
      "medium",
    ],
    ["a retirement in two weeks", { ...retirement, startTime: "2026-12-07T00:00:00Z" }, "medium"],
    ["a retirement within two days", { ...retirement, startTime: "2026-11-24T20:00:00Z" }, "high"],
    ["a retirement at no known time", retirement, "medium"],
    [
      "network maintenance within two days",
      {
        ...change,
        eventTypeCode: "AWS_EC2_INSTANCE_NETWORK_MAINTENANCE_SCHEDULED",
        startTime: "2026-11-24T00:00:00Z",
      },
      "medium",
    ],
    ["a change for which nothing must be done", { ...change, actionability: "INFORMATIONAL" }, "low"],
  ])("%s", (_what, detail, severity, type = "AWS Health Event") => {
    expect(severityOfHealth(read(detail, { type }))).toBe(severity);
  });

  it.each([
    ["AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED", "retirement"],
    ["AWS_EC2_INSTANCE_STOP_SCHEDULED", "retirement"],
    ["AWS_EC2_INSTANCE_REBOOT_MAINTENANCE_SCHEDULED", "reboot"],
    ["AWS_EC2_SYSTEM_REBOOT_MAINTENANCE_SCHEDULED", "system-reboot"],
    ["AWS_EC2_INSTANCE_POWER_MAINTENANCE_SCHEDULED", "interruption"],
    ["AWS_EC2_DEDICATED_HOST_RETIREMENT_SCHEDULED", undefined],
    ["AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT", "lifecycle"],
    ["AWS_RDS_MAINTENANCE_SCHEDULED", undefined],
  ])("%s is maintenance of the kind %s", (eventTypeCode, kind) => {
    expect(maintenanceOf(read({ ...change, eventTypeCode }))).toBe(kind);
    expect(maintenanceOf(read({ eventTypeCode }))).toBeUndefined();
  });
});

describe("what is known of a Health event", () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 0, minute)).toUTCString();
  const pages = [1, 2, 3].map((page) =>
    read({
      page: String(page),
      lastUpdatedTime: at(5),
      communicationId: "c-2",
      affectedEntities: entities(page * 2, page === 2 ? "RESOLVED" : "PENDING", page * 100),
    }),
  );
  const all = [
    read({ lastUpdatedTime: at(1), affectedEntities: entities(3) }),
    ...pages,
    read(
      {
        lastUpdatedTime: at(5),
        communicationId: "c-2",
        page: "1",
        affectedEntities: entities(2, "PENDING", 100),
      },
      { region: "us-west-1" },
    ),
  ];
  const heard = (list: readonly HealthEvent[]) =>
    list.reduce<HealthEvent | undefined>(withHealthEvent, undefined) as HealthEvent;

  it("is the last communication with all of its pages, in whatever order and however often it is delivered", () => {
    expect(entitiesOf(heard(all))).toMatchObject({ count: 12, byStatus: { PENDING: 8, RESOLVED: 4 } });
    const lists = fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.shuffledSubarray(all));
    fc.assert(
      fc.property(lists, ([list, again]) => {
        expect(heard([...list, ...again])).toEqual(heard(all));
      }),
    );
  });

  it("does not go back once AWS has closed it", () => {
    const closed = read({ lastUpdatedTime: at(9), communicationId: "c-3", statusCode: "closed" });
    fc.assert(
      fc.property(fc.shuffledSubarray([...all, closed], { minLength: all.length + 1 }), (list) => {
        expect(heard(list).isClosed).toBe(true);
      }),
    );
  });

  it("holds few of many resources, and counts all", () => {
    const many = heard(
      Array.from({ length: 50 }, (_, index) =>
        read({ page: index + 1, affectedEntities: entities(500, "PENDING", index * 500) }),
      ),
    );
    expect(entitiesOf(many)).toMatchObject({ count: 25_000, byStatus: { PENDING: 25_000 } });
    expect(entitiesOf(many).first).toHaveLength(10);
    // DynamoDB takes 400 KB.
    expect(JSON.stringify(many).length).toBeLessThan(100_000);
  });
});

describe("a Health event's message", () => {
  it("shows first what somebody has to look at, by name", () => {
    const affectedEntities = [
      { entityValue: "arn:aws:rds:us-west-2:123456789012:db:shop", status: "RESOLVED" },
      { entityValue: "i-0a51ce6e8d2f40c11", status: "IMPAIRED" },
    ];
    const text = textOf(read({ affectedEntities }), { "i-0a51ce6e8d2f40c11": "web-1" });
    expect(text).toContain("Affected: web-1 (`i-0a51ce6e8d2f40c11`): impaired, `shop`: resolved");
  });

  it("counts many", () => {
    const text = textOf(read({ affectedEntities: [...entities(100), ...entities(5, "RESOLVED", 100)] }));
    expect(text).toContain("Affected: 105 resources (100 impaired, 5 resolved): `thing-0`, `thing-1`");
    expect(text).toContain(" and 95 more");
  });

  it("says by when something must be done, and not when it is over", () => {
    const retirement = {
      eventTypeCategory: "scheduledChange",
      eventTypeCode: "AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED",
      startTime: "Mon, 07 Dec 2026 05:00:00 GMT",
    };
    expect(textOf(read(retirement))).toMatch(/Before .*2026-12-07.*stop and start[\s\S]*Act before: .*2026-12-07/);
    expect(textOf(read({ ...retirement, statusCode: "closed" }))).not.toMatch(/stop and start|Act before/);
  });

  it("leaves out what the title says already", () => {
    expect(textOf(read())).toMatch(/AWS has an issue with EC2 in us-west-2\n/);
    expect(textOf(read({ eventTypeCode: "AWS_EC2_NETWORK_CONNECTIVITY_ISSUE" }))).toContain(
      "EC2 in us-west-2: network connectivity issue",
    );
  });
});
