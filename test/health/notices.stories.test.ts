/** What AWS gives notice of: Health, certificates, Trusted Advisor, costs that are out of the ordinary. */
import { describe, expect, it } from "vitest";
import type { Step } from "../../sandbox/play.ts";
import { answersTo, awsEvent, buttonsOf, callsOf, playOut, postedIn, snsEvent, threadOf } from "../stage.ts";

const instance = "i-0a51ce6e8d2f40c11";

const utc = (time: string) => new Date(time).toUTCString();

function health(detail: object, region = "ap-northeast-2", type = "AWS Health Event"): Step {
  return {
    event: awsEvent(
      "aws.health",
      type,
      {
        eventArn: "arn:aws:health:ap-northeast-2::event/EC2/X/1",
        service: "EC2",
        eventTypeCode: "AWS_EC2_NETWORK_CONNECTIVITY_ISSUE",
        eventTypeCategory: "issue",
        eventScopeCode: "ACCOUNT_SPECIFIC",
        communicationId: "c-1",
        lastUpdatedTime: utc("2026-11-23T00:00:00Z"),
        statusCode: "open",
        eventRegion: "ap-northeast-2",
        affectedAccount: "123456789012",
        affectedEntities: [{ entityValue: instance, status: "IMPAIRED" }],
        eventDescription: [{ language: "en_US", latestDescription: "Packets are lost." }],
        page: "1",
        totalPages: "1",
        ...detail,
      },
      { region },
    ),
  };
}

describe("an event of AWS Health", () => {
  const solved = {
    communicationId: "c-2",
    statusCode: "closed",
    lastUpdatedTime: utc("2026-11-23T01:00:00Z"),
    affectedEntities: [{ entityValue: instance, status: "RESOLVED" }],
    eventDescription: [{ language: "en_US", latestDescription: "It is mended." }],
  };

  it("is told once, whatever regions it is delivered in, with the instance's name and its environment", async () => {
    const report = await playOut([health({}), health({}, "us-west-2"), health({})]);
    expect(report).toHavePosted("#alerts", [
      /AWS has an issue with EC2 in ap-northeast-2: network connectivity issue\nPackets are lost\.[\s\S]*web-staging \(`i-0a51ce6e8d2f40c11`\): impaired/,
    ]);
    expect(postedIn(report, "#alerts")[0]?.edits).toBe(0);
    expect(threadOf(report, postedIn(report, "#alerts")[0])).toEqual([]);
  });

  it("is brought up to date, and closed, in the same message", async () => {
    const report = await playOut([health({}), health(solved), health({}, "us-west-2")]);
    expect(report).toHavePosted("#alerts", [
      /AWS's issue with EC2 in ap-northeast-2 is over[\s\S]*It is mended\.[\s\S]*resolved/,
    ]);
    const [message] = postedIn(report, "#alerts");
    expect(buttonsOf(message)).toEqual(["Open in AWS Health"]);
    expect(threadOf(report, message).map(({ text }) => text)).toEqual([expect.stringContaining("is over")]);
  });

  it("reads the same when its end is heard of first", async () => {
    const [inOrder, otherwise] = [
      await playOut([health({}), health(solved)]),
      await playOut([health(solved), health({})]),
    ];
    expect(postedIn(otherwise, "#alerts").map(({ text }) => text)).toEqual(
      postedIn(inOrder, "#alerts").map(({ text }) => text),
    );
  });

  it("counts what its pages name, which come in any order", async () => {
    const page = (number: number) =>
      health({
        page: String(number),
        totalPages: "2",
        affectedEntities: Array.from({ length: 50 }, (_, index) => ({
          entityValue: `vol-${number}-${index}`,
          status: "IMPAIRED",
        })),
      });
    const report = await playOut([page(2), page(1), page(2)]);
    expect(report).toHavePosted("#alerts", [/Affected: 100 resources \(100 impaired\): `vol-1-0`/]);
    expect(threadOf(report, postedIn(report, "#alerts")[0])).toEqual([]);
  });

  it("is told when AWS does not answer, since that may be what it is about", async () => {
    const fault = { fault: { aws: "InternalError", operation: "DescribeInstances", times: 20 } };
    const report = await playOut([fault, health({})]);
    expect(report).toHavePosted("#alerts", [/network connectivity issue[\s\S]*Affected: `i-0a51ce6e8d2f40c11`/]);
  });

  it("looks in no account that the configuration does not name", async () => {
    const report = await playOut([health({ affectedAccount: "999999999999" })]);
    expect(report).toHavePosted("#alerts", [/`i-0a51ce6e8d2f40c11`: impaired[\s\S]*Account: 999999999999/]);
    expect(callsOf(report, "DescribeInstances")).toEqual([]);
  });

  it("of abuse is high: somebody is called when nobody looks after it", async () => {
    const abuse = health(
      { service: "ABUSE", eventTypeCode: "AWS_ABUSE_DOS_REPORT", eventRegion: "global" },
      "us-east-1",
      "AWS Health Abuse Event",
    );
    const report = await playOut([abuse, { say: "/nightshift alerts" }]);
    expect(answersTo(report, "operator")[0]?.text).toMatch(/abuse from this account: dos[^\n]* · high/);
  });
});

const arn = "arn:aws:acm:ap-northeast-2:123456789012:certificate/8f4c1a2b-0000-4000-8000-000000000001";

function certificate(type: string, detail: object, time: string): Step {
  return {
    event: awsEvent(
      "aws.acm",
      `ACM Certificate ${type}`,
      { CommonName: "shop.example.com", ...detail },
      { time, resources: [arn] },
    ),
  };
}

describe("a certificate that runs out", () => {
  const day = (number: number) => new Date(Date.UTC(2026, 10, 22 + number)).toISOString();
  const warning = (left: number) =>
    certificate(
      "Approaching Expiration",
      { DaysToExpiry: left, CertificateKeyPairOrigin: "AWS_MANAGED" },
      day(31 - left),
    );

  it("is one message, whose thread tells only when it gets worse", async () => {
    const report = await playOut([30, 29, 29, 15, 14, 13, 4, 3, 2, 1].map(warning));
    expect(report).toHavePosted("#alerts", [/The certificate of shop\.example\.com expires in a day/]);
    const [message] = postedIn(report, "#alerts");
    expect(threadOf(report, message).map(({ text }) => text)).toEqual([
      expect.stringContaining("in 14 days"),
      expect.stringContaining("in 3 days"),
    ]);
    expect(buttonsOf(message)).toEqual(["Open certificate", "Acknowledge"]);
  });

  it("is over once there is a new one, and a late warning changes nothing", async () => {
    const renewed = certificate(
      "Available",
      { Action: "RENEWAL", CertificateExpirationDate: "2027-12-23T00:00:00Z" },
      day(12),
    );
    const report = await playOut([warning(30), renewed, warning(20), renewed]);
    expect(report).toHavePosted("#alerts", [/The certificate of shop\.example\.com was renewed[\s\S]*2027-12-23/]);
    expect(threadOf(report, postedIn(report, "#alerts")[0])).toHaveLength(1);
  });

  it("gets a message of its own the next time", async () => {
    const renewed = certificate("Available", { Action: "RENEWAL" }, day(12));
    const next = certificate("Approaching Expiration", { DaysToExpiry: 30 }, "2027-11-23T00:00:00Z");
    const report = await playOut([warning(30), renewed, next]);
    expect(report).toHavePosted("#alerts", [/was renewed/, /expires in 30 days/]);
  });

  it("is quiet when one is issued of which nothing was wrong", async () => {
    const report = await playOut([certificate("Available", { Action: "ISSUANCE" }, day(1))]);
    expect(report).toHavePosted("#alerts", []);
  });

  it("of no known name is told plainly, not dropped", async () => {
    const event = awsEvent("aws.acm", "ACM Certificate Expired", { CommonName: "shop.example.com" });
    expect(await playOut([{ event }])).toHavePosted("#alerts", [/ACM Certificate Expired/]);
  });
});

function advice(
  status: string,
  time: string,
  resource = "arn:aws:ec2:ap-northeast-2:123456789012:security-group/sg-1",
): Step {
  return {
    event: awsEvent(
      "aws.trustedadvisor",
      "Trusted Advisor Check Item Refresh Notification",
      {
        "check-name": "Ports",
        status,
        resource_id: resource,
        uuid: time,
        "check-item-detail": { Status: status },
      },
      { region: "us-east-1", time },
    ),
  };
}

describe("what Trusted Advisor finds", () => {
  const at = (day: number) => `2026-11-${day}T00:00:00Z`;

  it("is one message for each check and resource, until it no longer finds a problem", async () => {
    const report = await playOut([
      advice("WARN", at(23)),
      advice("ERROR", at(24)),
      advice("ERROR", at(25)),
      advice("ERROR", at(24), "arn:2"),
      advice("OK", at(26)),
      advice("ERROR", at(25)),
      advice("OK", at(26), "arn:3"),
    ]);
    expect(report).toHavePosted("#alerts", [
      /no longer finds a problem: Ports \(sg-1\)/,
      /found a problem: Ports \(arn:2\)/,
    ]);
    const [message] = postedIn(report, "#alerts");
    expect(threadOf(report, message).map(({ text }) => text)).toEqual([
      expect.stringContaining("found a problem"),
      expect.stringContaining("no longer finds a problem"),
    ]);
  });

  it("again after it was solved is a message of its own", async () => {
    const report = await playOut([advice("ERROR", at(23)), advice("OK", at(24)), advice("ERROR", at(25))]);
    expect(report).toHavePosted("#alerts", [/no longer finds a problem/, /found a problem/]);
  });
});

describe("a cost that is out of the ordinary", () => {
  const anomaly = (total: number, changes: object = {}) => ({
    accountId: "123456789012",
    anomalyId: "5f2c8a10-3d4e-4b6a-8f11-90aa00bb11cc",
    anomalyStartDate: "2026-11-20T00:00:00Z",
    anomalyEndDate: "2026-11-23T00:00:00Z",
    dimensionValue: "Amazon Simple Storage Service",
    impact: {
      maxImpact: total,
      totalActualSpend: total + 1000,
      totalExpectedSpend: 1000,
      totalImpact: total,
    },
    rootCauses: [],
    ...changes,
  });
  const detected = (total: number, time = "2026-11-23T00:00:00Z", changes: object = {}): Step => ({
    event: awsEvent("aws.ce", "Anomaly Detected", anomaly(total, changes), { region: "us-east-1", time }),
  });

  it("is one message while it grows, with the new total in its thread", async () => {
    const later = "2026-11-24T00:00:00Z";
    const report = await playOut([
      detected(100),
      detected(100),
      detected(250, later),
      detected(100),
      detected(250, later),
    ]);
    expect(report).toHavePosted("#alerts", [/S3 costs more than expected: \$250\.00 too much since Nov 20/]);
    const [message] = postedIn(report, "#alerts");
    expect(threadOf(report, message).map(({ text }) => text)).toEqual([
      expect.stringContaining("Now $250.00 (25%) more than expected"),
    ]);
  });

  it("reads the same in whatever order it is heard of", async () => {
    const later = "2026-11-24T00:00:00Z";
    const report = await playOut([detected(250, later), detected(100)]);
    expect(report).toHavePosted("#alerts", [/\$250\.00 too much since Nov 20/]);
    expect(threadOf(report, postedIn(report, "#alerts")[0])).toEqual([]);
  });

  it("that both EventBridge and SNS tell is one message", async () => {
    const { dimensionValue: dimensionalValue, ...rest } = anomaly(100);
    const throughSns = JSON.stringify({ ...rest, dimensionalValue, subscriptionId: "s-1" });
    const report = await playOut([
      detected(100),
      { event: snsEvent("AWS Cost Management: Cost anomaly(s) detected", throughSns) },
    ]);
    expect(report).toHavePosted("#alerts", [/S3 costs more than expected: \$100\.00/]);
    expect(await playOut([{ event: snsEvent("Cost anomaly", throughSns) }])).toHavePosted("#alerts", [
      /S3 costs more than expected: \$100\.00/,
    ]);
  });

  it("has two links, neither of which answers when it is followed", async () => {
    const report = await playOut([detected(100), { press: "open-costs" }, { press: "open" }]);
    expect(buttonsOf(postedIn(report, "#alerts")[0])).toEqual(["Open anomaly", "Open Cost Explorer", "Acknowledge"]);
    expect(answersTo(report, "operator")).toEqual([]);
  });

  it("is over when somebody has told AWS that it was planned", async () => {
    const feedback = { feedback: "PLANNED_ACTIVITY" };
    const report = await playOut([detected(100), detected(100, "2026-11-24T00:00:00Z", feedback)]);
    expect(report).toHavePosted("#alerts", [/Somebody has told AWS that this was planned/]);
    expect(buttonsOf(postedIn(report, "#alerts")[0])).toEqual(["Open anomaly", "Open Cost Explorer"]);
  });
});
