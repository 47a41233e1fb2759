import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leavesOf } from "../../handlers/other-events/fields-message.ts";
import { plainNews } from "../../handlers/other-events/message.ts";
import { nameInArn } from "../../lib/pure/arn.ts";
import type { AwsEvent } from "../../lib/pure/event.ts";
import { labelOf } from "../../lib/pure/label.ts";
import { render } from "../../lib/slack/render.ts";
import { readerIn } from "../reader.ts";

function event(fields: Partial<AwsEvent>): AwsEvent {
  return {
    id: "1",
    source: "com.acme.shop",
    type: "OrderFailed",
    account: "123456789012",
    region: "ap-northeast-2",
    time: "2026-11-23T00:00:00.000Z",
    resources: [],
    detail: {},
    ...fields,
  };
}

function text(fields: Partial<AwsEvent>): string {
  const { content } = plainNews(event(fields));
  return render(content, readerIn("en")).text.replaceAll(/[*\u200b]/g, "");
}

it.each([
  ["instance-id", "Instance ID"],
  ["repositoryName", "Repository name"],
  ["EC2InstanceId", "EC2 instance ID"],
  ["DBInstanceClass", "DB instance class"],
  ["BUILD_STATUS", "Build status"],
  ["sourceIPAddress", "Source IP address"],
  ["s3BucketArn", "S3 bucket ARN"],
  ["한글-이름", "한글 이름"],
  ["", ""],
])("A field called %s is shown as %s", (name, label) => {
  expect(labelOf(name)).toBe(label);
});

it.each([
  ["arn:aws:s3:::invoices", "invoices"],
  ["arn:aws:ecr:ap-northeast-2:123456789012:repository/web-api", "web-api"],
  ["arn:aws:ec2:ap-northeast-2:123456789012:instance/i-0abc", "i-0abc"],
  ["arn:aws:ssm:ap-northeast-2:123456789012:parameter/shop/db", "shop/db"],
  ["arn:aws:logs:ap-northeast-2:123456789012:log-group:/aws/lambda/x:*", "/aws/lambda/x"],
  ["arn:aws:sns:ap-northeast-2:123456789012:ops-alerts", "ops-alerts"],
  ["arn:aws:cloudformation:ap-northeast-2:123456789012:stack/shop/5d6a7b8c-0000-4000-a000-9e1f2a3b4c5d", "shop"],
  [
    "arn:aws:kms:ap-northeast-2:123456789012:key/5d6a7b8c-0000-4000-a000-9e1f2a3b4c5d",
    "5d6a7b8c-0000-4000-a000-9e1f2a3b4c5d",
  ],
  ["invoices", undefined],
  ["arn:aws", undefined],
])("%s names %s", (arn, name) => {
  expect(nameInArn(arn)).toBe(name);
});

describe("an event that nobody has written a message for", () => {
  it("shows states, reasons and names before anything that only machines read", () => {
    const shown = text({
      detail: {
        requestId: "r-1",
        schemaVersion: "2",
        etag: "abc",
        jobName: "nightly",
        state: "FAILED",
        reason: "The disk is full",
        attempts: 3,
        zone: "a",
        owner: "ops",
        queue: "q",
        priority: 5,
      },
    });
    expect(shown).toMatch(/State: FAILED\nReason: The disk is full\n/);
    expect(shown).not.toMatch(/r-1|abc|Schema/);
    expect(shown).toContain("nightly");
  });

  it("shows what only machines read when there is nothing else", () => {
    expect(text({ detail: { requestId: "r-1", version: "2" } })).toMatch(/Request ID: r-1/);
  });

  it("keeps what should not be read", () => {
    const detail = { dbPassword: "hunter2", auth: { sessionToken: "t-1", secretKey: "s-1" }, state: "x" };
    expect(text({ detail })).not.toMatch(/hunter2|t-1|s-1/);
  });

  it("shows moments in the reader's time zone, whether they are written or counted", () => {
    const detail = { startTime: "2026-11-22T23:00:00Z", endedAt: 1795392000000, expires_at: 1795392000 };
    const { content } = plainNews(event({ detail }));
    const { text: shown } = render(content, readerIn("en"));
    expect(shown.match(/<!date\^(1795388400|1795392000)\^/g)).toHaveLength(4);
  });

  it("looks into JSON that stands in a text, and counts what is long", () => {
    const shown = text({ detail: { body: '{"status":"down","hosts":["a","b","c","d"]}' } });
    expect(shown).toMatch(/Status: down/i);
    expect(shown).toMatch(/Hosts: 4 items/);
  });

  it.each([
    [{ state: "SUCCEEDED" }, "low"],
    [{ status: "COMPLETE" }, "low"],
    [{ status: "COMPLETED", result: "FAILED" }, "medium"],
    [{ status: "partially-succeeded" }, "medium"],
    [{ status: "OK", errorMessage: "a disk is missing" }, "medium"],
    [{ status: "UNSUCCESSFUL" }, "medium"],
    [{ note: "success" }, "medium"],
    [{}, "medium"],
  ])("%j is %s", (detail, severity) => {
    expect(plainNews(event({ detail })).severity).toBe(severity);
  });

  it("never shows raw JSON and stays a few lines long, whatever is in it", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), fc.string(), (detail, type) => {
        const { content } = plainNews(event({ detail, type }));
        expect((content.lines ?? []).length).toBeLessThanOrEqual(9);
        expect((content.facts ?? []).length).toBeLessThanOrEqual(6);
        expect(content.buttons?.[0]?.url).toMatch(/^https:\/\//);
        expect(leavesOf(detail).length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
