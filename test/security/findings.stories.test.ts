import { describe, expect, it } from "vitest";
import { account, region } from "../../sandbox/world.ts";
import { awsEvent, openStage, pass, playOut, postedIn, threadOf } from "../stage.ts";

interface Imported {
  readonly bucket: string;
  readonly label?: string;
  readonly status?: string;
  readonly workflow?: string;
  readonly at?: string;
}

/** https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html */
function imported(...findings: Imported[]): Record<string, unknown> {
  return awsEvent("aws.securityhub", "Security Hub Findings - Imported", {
    findings: findings.map(
      ({ bucket, label = "HIGH", status = "FAILED", workflow = "NEW", at = "2026-11-23T00:00:00Z" }) => ({
        Id: `arn:aws:securityhub:${region}:${account}:security-control/S3.8/finding/${bucket}`,
        ProductName: "Security Hub",
        AwsAccountId: account,
        Region: region,
        Title: "Buckets should block public access",
        Severity: { Label: label },
        Compliance: { Status: status, SecurityControlId: "S3.8" },
        Workflow: { Status: workflow },
        RecordState: "ACTIVE",
        Resources: [{ Type: "AwsS3Bucket", Id: `arn:aws:s3:::${bucket}` }],
        UpdatedAt: at,
      }),
    ),
  });
}

function guardDuty(count: number, updatedAt: string, archived = false): Record<string, unknown> {
  return awsEvent("aws.guardduty", "GuardDuty Finding", {
    id: "16afba5c",
    arn: `arn:aws:guardduty:${region}:${account}:detector/d1/finding/16afba5c`,
    accountId: account,
    region,
    type: "CryptoCurrency:EC2/BitcoinTool.B!DNS",
    severity: 8,
    title: "A domain of miners was asked for",
    resource: {
      instanceDetails: { instanceId: "i-0d1a2b3c4d5e6f701", tags: [{ key: "Name", value: "dev-api" }] },
    },
    service: { count, archived, eventFirstSeen: "2026-11-22T23:00:00Z", eventLastSeen: updatedAt },
    updatedAt,
  });
}

describe("a finding of GuardDuty", () => {
  it("is one message, brought up to date as it is seen again, in whatever order that is heard", async () => {
    const [once, often, archived] = [
      guardDuty(1, "2026-11-23T00:00:00Z"),
      guardDuty(14, "2026-11-23T00:15:00Z"),
      guardDuty(14, "2026-11-23T01:00:00Z", true),
    ];
    const stage = await openStage();
    await stage.run({ event: often }, { event: once });
    const [open] = postedIn(stage.messages(), "#alerts");
    expect(open?.text).toContain("dev-api may be mining cryptocurrency");
    expect(open?.text).toContain("14 times");
    await stage.run({ event: archived }, { event: often }, { event: once }, { advance: "1m" });
    const [message, ...others] = postedIn(stage.messages(), "#alerts");
    expect(others).toEqual([]);
    expect(message?.text).toContain("No longer open: dev-api may be mining cryptocurrency");
    expect(threadOf(stage.messages(), message)).toHaveLength(1);
  });

  it("is not told twice when Security Hub passes it on, and is closed when somebody resolves it there", async () => {
    const passedOn = (workflow: string, UpdatedAt: string) =>
      awsEvent("aws.securityhub", "Security Hub Findings - Imported", {
        findings: [
          {
            Id: `arn:aws:guardduty:${region}:${account}:detector/d1/finding/16afba5c`,
            ProductName: "GuardDuty",
            AwsAccountId: account,
            Region: region,
            Title: "A domain of miners was asked for",
            Types: ["TTPs/Command and Control/CryptoCurrency:EC2-BitcoinTool.B!DNS"],
            Severity: { Label: "HIGH" },
            Workflow: { Status: workflow },
            RecordState: "ACTIVE",
            Resources: [{ Type: "AwsEc2Instance", Id: `arn:aws:ec2:${region}:${account}:instance/i-1` }],
            UpdatedAt,
          },
        ],
      });
    const report = await playOut([
      { event: passedOn("NEW", "2026-11-23T00:00:05Z") },
      { event: guardDuty(3, "2026-11-23T00:00:00Z") },
      { advance: "10s" },
    ]);
    expect(report).toHavePosted("#alerts", [/dev-api may be mining cryptocurrency\n(.*\n)*.*3 times/]);
    const closed = await playOut([
      { event: guardDuty(3, "2026-11-23T00:00:00Z") },
      { event: passedOn("NEW", "2026-11-23T00:00:05Z") },
      { event: passedOn("RESOLVED", "2026-11-23T02:00:00Z") },
      { advance: "10s" },
    ]);
    expect(closed).toHavePosted("#alerts", [/No longer open: dev-api/]);
  });
});

describe("findings of Security Hub", () => {
  it("that are low, handled or passed are quiet, unless they had been told", async () => {
    const report = await playOut([
      { event: imported({ bucket: "a", label: "LOW" }) },
      { event: imported({ bucket: "b", workflow: "NOTIFIED" }) },
      { event: imported({ bucket: "c", label: "INFORMATIONAL", status: "PASSED", workflow: "RESOLVED" }) },
      // Fixed before anybody was told of it.
      { event: imported({ bucket: "d", status: "PASSED", at: "2026-11-23T06:00:00Z" }) },
      { event: imported({ bucket: "d", at: "2026-11-23T00:00:00Z" }) },
      { event: imported({ bucket: "e" }) },
      { event: imported({ bucket: "e", label: "LOW", at: "2026-11-23T03:00:00Z" }) },
      { advance: "10s" },
    ]);
    expect(report).toHavePosted("#alerts", [/e fails a security check: S3\.8(.*\n)*.*Severity: low/]);
  });

  it("that come many at once are one message, which goes with each of them", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `bucket-${index}`);
    const stage = await openStage();
    await stage.run({ event: imported(...names.map((bucket) => ({ bucket }))) });
    await pass(stage, "1m");
    const [first, ...more] = postedIn(stage.messages(), "#alerts");
    expect(more).toEqual([]);
    expect(first?.text).toContain("Security Hub: 30 open findings");
    const solved = { status: "PASSED", workflow: "RESOLVED", at: "2026-11-23T06:00:00Z" };
    await stage.run({ event: imported({ bucket: "bucket-7", ...solved }) });
    await pass(stage, "1m");
    expect(postedIn(stage.messages(), "#alerts")[0]?.text).toContain("Security Hub: 29 open findings");
    await stage.run({ event: imported(...names.map((bucket) => ({ bucket, ...solved }))) });
    await pass(stage, "1m");
    const [message, ...others] = postedIn(stage.messages(), "#alerts");
    expect(others).toEqual([]);
    expect(message?.text).toContain("Security Hub: none of these findings is open any more");
  });
});
