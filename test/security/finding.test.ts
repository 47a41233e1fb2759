import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingTitle } from "../../handlers/security/message.ts";
import { hubFindingsOf } from "../../handlers/security/security-hub-state.ts";
import {
  type Finding,
  findingKey,
  guardDutyFindingOf,
  isReportableFinding,
  type KnownFinding,
  mergeFindings,
  shownFinding,
} from "../../handlers/security/state.ts";

const envelope = {
  account: "123456789012",
  region: "ap-northeast-2",
  time: "2026-11-23T00:00:00Z",
};
const id = "16afba5c5c43e07c9e3e5e2e544e95df";
const arn = `arn:aws:guardduty:ap-northeast-2:123456789012:detector/d1/finding/${id}`;

function guardDuty(detail: object): Finding | undefined {
  return guardDutyFindingOf({ ...envelope, detail: { id, type: "Trojan:EC2/DropPoint", ...detail } });
}

function asff(finding: object): Finding | undefined {
  const detail = { findings: [{ Id: "x", Title: "A bucket is open", ...finding }] };
  return hubFindingsOf({ ...envelope, type: "Security Hub Findings - Imported", detail }).findings[0];
}

function ocsf(finding: object): Finding | undefined {
  const detail = { findings: [{ finding_info: { uid: "x", title: "A bucket is open" }, ...finding }] };
  return hubFindingsOf({ ...envelope, type: "Findings Imported V2", detail }).findings[0];
}

describe("a finding of GuardDuty", () => {
  it.each([
    [9.2, "high"],
    [7, "high"],
    [6.9, "medium"],
    [4, "medium"],
    [3.9, "low"],
    [undefined, "medium"],
  ])("of severity %s is %s", (severity, expected) => {
    expect(guardDuty({ severity })?.severity).toBe(expected);
  });

  it("is low when somebody has made it as a sample", () => {
    const service = { additionalInfo: { sample: true } };
    expect(guardDuty({ severity: 8, service })).toMatchObject({ severity: "low", isSample: true });
  });

  it.each([
    [{ instanceDetails: { instanceId: "i-1", tags: [{ key: "Name", value: "api" }] } }, "instance", "i-1", "api"],
    [{ accessKeyDetails: { accessKeyId: "AKIA1", userName: "min-jun" } }, "access-key", "AKIA1", "min-jun"],
    [{ s3BucketDetails: [{ name: "invoices" }] }, "bucket", "invoices", undefined],
    [{ eksClusterDetails: { name: "shop" } }, "cluster", "shop", undefined],
    [{ rdsDbInstanceDetails: { dbInstanceIdentifier: "shop-db" } }, "database", "shop-db", undefined],
    [{ lambdaDetails: { functionName: "resize" } }, "function", "resize", undefined],
    [
      {
        eksClusterDetails: { name: "shop" },
        kubernetesDetails: { kubernetesWorkloadDetails: { name: "api", namespace: "web" } },
      },
      "workload",
      "api",
      "web/api",
    ],
  ])("is about what it names: %j", (resource, kind, name, shown) => {
    const [first] = guardDuty({ resource })?.resources ?? [];
    expect(first).toMatchObject({ kind, id: name, ...(shown && { name: shown }) });
  });

  it("tells who came in at which port, and where something went out to", () => {
    const remoteIpDetails = { ipAddressV4: "198.51.100.1", country: { countryName: "Brazil" } };
    const details = { localPortDetails: { port: 22 }, remotePortDetails: { port: 8333 }, remoteIpDetails };
    const connection = (connectionDirection: string) => ({
      service: { action: { networkConnectionAction: { connectionDirection, ...details } } },
    });
    expect(guardDuty(connection("INBOUND"))?.counterpart).toEqual({
      direction: "in",
      address: "198.51.100.1",
      country: "Brazil",
      port: 22,
    });
    expect(guardDuty(connection("OUTBOUND"))?.counterpart).toMatchObject({ direction: "out", port: 8333 });
  });

  it("says in words what the attacker is after, also when nobody knows that word", () => {
    const title = (type: string) => findingTitle(guardDuty({ type }) as Finding);
    expect(title("CryptoCurrency:EC2/BitcoinTool.B!DNS")).toMatchObject({ say: "guardduty.CryptoCurrency" });
    expect(title("PenTest:S3/KaliLinux")).toMatchObject({ say: "guardduty.PenTest" });
    expect(title("QuantumTampering:EC2/X")).toMatchObject({
      say: "guardduty.other",
      with: { what: "Quantum tampering" },
    });
  });
});

describe("a finding of Security Hub", () => {
  it.each([
    [{ Severity: { Label: "CRITICAL" } }, true],
    [{ Severity: { Label: "MEDIUM" } }, true],
    [{ Severity: { Label: "LOW" } }, false],
    [{ Severity: { Label: "INFORMATIONAL" } }, false],
    [{ Severity: { Label: "HIGH" }, Workflow: { Status: "NOTIFIED" } }, false],
    [{ Severity: { Label: "HIGH" }, Workflow: { Status: "SUPPRESSED" } }, false],
    [{ Severity: { Label: "HIGH" }, RecordState: "ARCHIVED" }, false],
    [{ Severity: { Label: "HIGH" }, Compliance: { Status: "PASSED" } }, false],
    [{ Severity: { Label: "HIGH" }, Compliance: { Status: "WARNING" } }, false],
    [{ Severity: { Label: "HIGH" }, Compliance: { Status: "FAILED" }, Workflow: { Status: "NEW" } }, true],
  ])("%j is worth telling: %s", (finding, expected) => {
    expect(isReportableFinding({ hub: asff(finding) as Finding })).toBe(expected);
  });

  it.each([
    [{ severity: "Critical", status_id: 1 }, "open"],
    [{ severity: "High", status_id: 2 }, "noted"],
    [{ severity: "High", status_id: 3 }, "over"],
    [{ severity: "High", status: "Resolved" }, "over"],
    [{ severity: "High", activity_id: 3 }, "over"],
    [{ severity: "High", compliance: { status_id: 1, control: "S3.8" } }, "over"],
  ])("in OCSF, %j is %s", (finding, expected) => {
    expect(ocsf(finding)?.state).toBe(expected);
  });

  it("has the key of GuardDuty's own event when GuardDuty has found it", () => {
    const own = guardDuty({ arn, accountId: "123456789012", region: "ap-northeast-2" }) as Finding;
    const imported = asff({ Id: arn, AwsAccountId: "123456789012", Region: "ap-northeast-2" }) as Finding;
    const cloud = { account: { uid: "123456789012" }, region: "ap-northeast-2" };
    const newer = ocsf({ cloud, finding_info: { uid: arn, title: "x" } }) as Finding;
    expect(findingKey(imported)).toBe(findingKey(own));
    expect(findingKey(newer)).toBe(findingKey(own));
    expect(imported.product).toBe("GuardDuty");
  });

  it("of which one cannot be read leaves the others readable", () => {
    const detail = { findings: [{ Id: "x", Title: "y" }, { Id: 7 }] };
    const read = hubFindingsOf({ ...envelope, type: "Security Hub Findings - Imported", detail });
    expect(read.findings).toHaveLength(1);
    expect(read.isComplete).toBe(false);
  });
});

it("What is known of a finding does not depend on the order in which it was heard, nor on how often", () => {
  const finding = fc
    .record({
      state: fc.constantFrom("open", "noted", "over"),
      updatedAt: fc.constantFrom("2026-11-23T00:00:00.000Z", "2026-11-23T00:05:00.000Z", "2026-11-23T00:10:00.000Z"),
      count: fc.nat(3),
      severity: fc.constantFrom("low", "medium", "high"),
    })
    .map((more) => ({ ...(guardDuty({}) as Finding), ...more }) as Finding);
  const known = fc.oneof(
    finding.map((guardduty): KnownFinding => ({ guardduty })),
    finding.map((hub): KnownFinding => ({ hub: { ...hub, toldBy: "hub" } })),
  );
  fc.assert(
    fc.property(
      fc
        .array(known, { minLength: 1, maxLength: 6 })
        .chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length, maxLength: 2 * all.length }),
          ),
        ),
      ([all, shuffled]) => {
        const join = (list: readonly KnownFinding[]) => list.reduce(mergeFindings, {});
        expect(join(shuffled)).toEqual(join(all));
        expect(shownFinding(join(shuffled))).toEqual(shownFinding(join(all)));
      },
    ),
  );
});
