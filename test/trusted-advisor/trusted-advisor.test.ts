import { describe, expect, it } from "vitest";
import { type Advice, adviceOf, severityOfAdvice } from "../../handlers/trusted-advisor/state.ts";

const at = "2026-11-23T00:00:00.000Z";

const find = (detail: object) => adviceOf({ detail: { "check-name": "Ports", status: "WARN", ...detail }, time: at });

const limit = (usage: unknown, more: object = {}) => ({
  "check-item-detail": {
    Status: "Yellow",
    Region: "us-west-1",
    Service: "VPC",
    "Limit Name": "EIPs",
    "Limit Amount": "5",
    "Current Usage": usage,
    ...more,
  },
});

describe("advice", () => {
  it.each([
    ["ERROR", "ERROR"],
    ["warn", "WARN"],
    ["WARNING", "WARN"],
    ["INFO", "INFO"],
    ["OK", "OK"],
  ])("of the status %s is %s", (status, read) => {
    expect(find({ status })?.advice.status).toBe(read);
  });

  it.each([
    ["no check", { "check-name": "" }],
    ["no status", { status: undefined }],
    ["another status", { status: "PURPLE" }],
  ])("with %s is not read", (_what, detail) => expect(find(detail)).toBeUndefined());

  it("is of one resource whatever the check finds of it", () => {
    expect(find({ resource_id: "arn:1", status: "OK" })?.subject).toBe(find({ resource_id: "arn:1" })?.subject);
    expect(find({ resource_id: "arn:2" })?.subject).not.toBe(find({ resource_id: "arn:1" })?.subject);
    expect(find({ resource_id: "arn:1", "check-name": "Other" })?.subject).not.toBe(
      find({ resource_id: "arn:1" })?.subject,
    );
  });

  it("without a resource is of what lasts among its details", () => {
    const subject = find(limit("4"))?.subject;
    expect(find(limit(5, { Status: "Red", "Limit Amount": "10" }))?.subject).toBe(subject);
    expect(find(limit("4", { "Limit Name": "NATs" }))?.subject).not.toBe(subject);
    expect(find(limit("4", { Region: "us-east-1" }))?.subject).not.toBe(subject);
  });

  it("without any of that is of its own", () => {
    expect(find({ uuid: "1" })?.subject).not.toBe(find({ uuid: "2" })?.subject);
  });
});

describe("how much advice matters", () => {
  const severity = (detail: object) => severityOfAdvice(find(detail)?.advice as Advice);
  it.each([
    ["ERROR", {}, "medium"],
    ["WARN", {}, "low"],
    ["INFO", {}, "low"],
    ["OK", limit("5"), "low"],
    ["WARN", limit("4"), "medium"],
    ["WARN", limit("5"), "high"],
    ["ERROR", limit("much"), "high"],
    ["ERROR", { "check-name": "Exposed Access Keys" }, "high"],
  ])("%s with %o", (status, detail, expected) => {
    expect(severity({ status, ...detail })).toBe(expected);
  });
});
