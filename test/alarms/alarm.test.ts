import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarmChart, chartWindow } from "../../handlers/alarms/chart-message.ts";
import { alarmMessage } from "../../handlers/alarms/message.ts";
import { alarmFromSns, alarmOf } from "../../handlers/alarms/state.ts";
import { render } from "../../lib/slack/render.ts";
import { validateBlocks } from "../../sandbox/slack/blocks/validate.ts";
import { readerIn } from "../reader.ts";

const time = "2026-11-23T00:00:00.000Z";
const place = { account: "123456789012", region: "ap-northeast-2" };
const firing = { named: time, since: time };

const metricAlarm = (period: number, reason = "") => ({
  alarmName: "cpu",
  state: { value: "ALARM", reason },
  configuration: {
    metrics: [
      {
        id: "m1",
        returnData: true,
        metricStat: {
          metric: { namespace: "AWS/EC2", name: "CPUUtilization", dimensions: {} },
          period,
          stat: "p99",
        },
      },
    ],
  },
});

describe("an alarm's own words", () => {
  it.each([
    ["1 datapoint [99.5 (23/11/26 00:00:00)] was greater than the threshold (50.0).", "greater", 50, 99.5],
    [
      "2 datapoints [1.0E-4 (22/11/26 23:59:00), 2 (23/11/26 00:00:00)] were less than or equal to the threshold (3.0).",
      "less-or-equal",
      3,
      2,
    ],
    [
      "1 datapoint [4.0 (23/11/26 00:00:00)] was not greater than or equal to the threshold (5.0)",
      "greater-or-equal",
      5,
      4,
    ],
    [
      "no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].",
      undefined,
      undefined,
      undefined,
    ],
  ])("%s", (reason, comparison, threshold, latest) => {
    const alarm = alarmOf({ detail: metricAlarm(60, `Threshold Crossed: ${reason}`), time });
    expect([alarm?.comparison, alarm?.threshold, alarm?.latest]).toEqual([comparison, threshold, latest]);
  });
});

describe("an alarm of whatever shape", () => {
  it("never throws, and makes a message that Slack takes", () => {
    const any = fc.record({
      alarmName: fc.string({ minLength: 1 }),
      state: fc.oneof(
        fc.record({ value: fc.constant("ALARM"), reason: fc.string(), reasonData: fc.json() }),
        fc.anything(),
      ),
      configuration: fc.oneof(fc.record({ metrics: fc.array(fc.object()), alarmRule: fc.string() }), fc.anything()),
    });
    fc.assert(
      fc.property(any, fc.object(), (detail, message) => {
        alarmFromSns({ AlarmName: "x", NewStateValue: "ALARM", ...message });
        const alarm = alarmOf({ detail, time });
        if (!alarm) return;
        const { blocks } = render(alarmMessage({ alarm, firing, sight: {} }, place), readerIn("ko"));
        expect(validateBlocks(blocks, "message")).toEqual([]);
      }),
    );
  });
});

describe("the chart of an alarm", () => {
  it("is one that Slack takes, of any points and periods, in which the worst point is seen", () => {
    const points = fc.array(
      fc.record({
        minute: fc.integer({ min: 0, max: 700 }),
        value: fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      }),
      { maxLength: 100 },
    );
    fc.assert(
      fc.property(points, fc.constantFrom(10, 60, 300, 3600, 86_400), (some, period) => {
        const alarm = alarmOf({ detail: metricAlarm(period, "was greater than the threshold (5.0)"), time });
        if (!alarm) throw new Error("unreadable");
        const window = chartWindow(alarm);
        if (!window) throw new Error("no such time");
        const given = some.map(({ minute, value }) => ({
          at: new Date(Date.parse(window.from) + minute * 60_000).toISOString(),
          value,
        }));
        const chart = alarmChart(alarm, given, window);
        if (!chart) return;
        const content = alarmMessage({ alarm, firing, sight: { chart } }, place);
        const { blocks, classicBlocks } = render(content, readerIn("en"));
        expect(validateBlocks(blocks, "message")).toEqual([]);
        expect(validateBlocks(classicBlocks, "message")).toEqual([]);
        const shown = given.filter(({ at }) => at < window.to).map(({ value }) => Number(value.toPrecision(4)));
        expect(Math.max(...(chart.series[0]?.values ?? []))).toBe(Math.max(...shown));
      }),
    );
  });

  it("is left out when there are too few points", () => {
    const alarm = alarmOf({ detail: metricAlarm(60), time });
    const window = alarm && chartWindow(alarm);
    if (!window) throw new Error("unreadable");
    expect(alarmChart(alarm, [{ at: "2026-11-22T23:30:00.000Z", value: 1 }], window)).toBeUndefined();
  });
});
