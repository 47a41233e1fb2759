import { expect, it } from "vitest";
import { rebootableSubject } from "../../handlers/alarms/reboot-message.ts";
import type { Alarm, Comparison } from "../../handlers/alarms/state.ts";

const place = { account: "123456789012", region: "ap-northeast-2" };
const instance = "i-0d1a2b3c4d5e6f701";
const arn = `arn:aws:ec2:ap-northeast-2:123456789012:instance/${instance}`;
const database = "arn:aws:rds:ap-northeast-2:123456789012:db:shop";

function alarm(
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, string>>,
  comparison?: Comparison,
): Alarm {
  const metric = { namespace, name, dimensions, period: 60, statistic: "Average" };
  return {
    name: "a",
    value: "ALARM",
    at: "2026-11-23T00:00:00.000Z",
    queries: [{ id: "m", isReturned: true, metric }],
    ...(comparison && { comparison }),
  };
}

const ec2 = { InstanceId: instance };
const rds = { DBInstanceIdentifier: "shop" };

it.each([
  ["a hanging operating system", alarm("AWS/EC2", "StatusCheckFailed_Instance", ec2), arn],
  ["either status check", alarm("AWS/EC2", "StatusCheckFailed", ec2, "greater-or-equal"), arn],
  ["a busy instance", alarm("AWS/EC2", "CPUUtilization", ec2, "greater"), arn],
  ["memory that leaks", alarm("CWAgent", "mem_used_percent", { ...ec2, ImageId: "ami-1" }, "greater"), arn],
  ["a busy database", alarm("AWS/RDS", "CPUUtilization", rds, "above-band"), database],
  ["used-up memory", alarm("AWS/RDS", "FreeableMemory", rds, "less"), database],
  ["an idle instance", alarm("AWS/EC2", "CPUUtilization", ec2, "less"), undefined],
  ["plenty of memory", alarm("AWS/RDS", "FreeableMemory", rds, "greater"), undefined],
  ["AWS's own hardware", alarm("AWS/EC2", "StatusCheckFailed_System", ec2), undefined],
  ["a volume", alarm("AWS/EC2", "StatusCheckFailed_AttachedEBS", ec2), undefined],
  ["a full disk", alarm("CWAgent", "disk_used_percent", ec2, "greater"), undefined],
  ["a full database", alarm("AWS/RDS", "FreeStorageSpace", rds, "less"), undefined],
  ["a group", alarm("AWS/EC2", "CPUUtilization", { AutoScalingGroupName: "web" }, "greater"), undefined],
  ["a cluster", alarm("AWS/RDS", "CPUUtilization", { DBClusterIdentifier: "shop" }, "greater"), undefined],
  ["what is no instance's id", alarm("AWS/EC2", "CPUUtilization", { InstanceId: "*" }, "greater"), undefined],
  ["no metric", { ...alarm("AWS/EC2", "CPUUtilization", ec2), queries: [] }, undefined],
])("a reboot may mend %s, or not", (_what, given, expected) => {
  expect(rebootableSubject(given, place)).toBe(expected);
});

it("is not offered for an alarm about two instances, or one that also looks at something else", () => {
  const [one] = alarm("AWS/EC2", "CPUUtilization", ec2, "greater").queries;
  const [other] = alarm("AWS/EC2", "CPUUtilization", { InstanceId: "i-0a51ce6e8d2f40c11" }, "greater").queries;
  const [disk] = alarm("CWAgent", "disk_used_percent", ec2, "greater").queries;
  for (const second of [other, disk]) {
    const queries = [one, second].flatMap((query) => query ?? []);
    expect(rebootableSubject({ ...alarm("x", "y", {}, "greater"), queries }, place)).toBeUndefined();
  }
});
