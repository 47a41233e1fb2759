import { describe, expect, it } from "vitest";
import { awsEvent, playOut, postedIn } from "../stage.ts";

const devWorker = "i-0d1a2b3c4d5e6f702";

function alarm(value: "ALARM" | "OK", instance?: string) {
  const dimensions = instance ? { InstanceId: instance } : {};
  return awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", {
    alarmName: "cpu",
    state: { value, reason: "Threshold crossed" },
    configuration: { metrics: [{ metricStat: { metric: { name: "CPUUtilization", dimensions } } }] },
  });
}

describe("an alarm", () => {
  it("is one message, brought to OK in place, and a new one when it goes off again", async () => {
    const at = (time: string, event: Record<string, unknown>) => ({ event: { ...event, time } });
    const report = await playOut([
      at("2026-11-23T00:01:00Z", alarm("ALARM")),
      { advance: "5m" },
      at("2026-11-23T00:06:00Z", alarm("OK")),
      { advance: "1h" },
      at("2026-11-23T01:06:00Z", alarm("ALARM")),
    ]);
    expect(report).toHavePosted("#alerts", [/cpu is OK again/, /Alarm: cpu/]);
  });

  it("that ends without having gone off here is not told", async () => {
    expect(postedIn(await playOut([{ event: alarm("OK") }]), "#alerts")).toEqual([]);
  });

  it("wakes nobody about what sleeps, and somebody about what a person has woken", async () => {
    const report = await playOut([
      { clock: "2026-11-23T21:58:00+09:00" },
      { advance: "5m" },
      { event: alarm("ALARM", devWorker) },
      { say: "/ec2 start dev-worker" },
      { advance: "2m" },
      { event: { ...alarm("ALARM", devWorker), id: "later" } },
    ]);
    expect(report).toHavePosted("#alerts", [/Alarm: cpu/]);
  });
});

describe("a database", () => {
  const rds = (type: string, detail: Record<string, unknown>) => awsEvent("aws.rds", type, detail);

  it("that belongs to a cluster which the night has stopped is not", async () => {
    const report = await playOut([
      { clock: "2026-11-23T21:58:00+09:00" },
      { advance: "3m" },
      {
        event: rds("RDS DB Instance Event", {
          EventID: "RDS-EVENT-0004",
          EventCategories: ["availability"],
          SourceIdentifier: "dev-aurora-1",
          Message: "DB instance shutdown",
        }),
      },
    ]);
    expect(postedIn(report, "#alerts")).toEqual([]);
  });
});
