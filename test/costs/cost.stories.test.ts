import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Step } from "../../sandbox/play.ts";
import { answersTo, buttonsOf, callsOf, openStage, pass, playOut } from "../stage.ts";

const config = readFileSync(new URL("../../sandbox/nightshift.yaml", import.meta.url), "utf8");

const periods = (source: Parameters<typeof callsOf>[0]): string[] =>
  callsOf(source, "GetCostAndUsage").map((call) => {
    const { input } = call as unknown as { input: { TimePeriod: { Start: string; End: string } } };
    return `${input.TimePeriod.Start}..${input.TimePeriod.End}`;
  });

interface ChartBlock {
  readonly type: string;
  readonly chart: {
    readonly type: string;
    readonly axis_config: { readonly categories: readonly string[] };
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly value: number }[];
    }[];
  };
}

const chartOf = (message: { readonly blocks: readonly unknown[] } | undefined): ChartBlock["chart"] => {
  const found = (message?.blocks as readonly ChartBlock[] | undefined)?.find(
    ({ type }) => type === "data_visualization",
  );
  if (!found) throw new Error("The message has no chart");
  return found.chart;
};

describe("/cost", () => {
  it("shows this month by service against last month to the same day, with a chart", async () => {
    const report = await playOut([{ say: "/cost", as: "viewer" }]);
    expect(periods(report)).toEqual(["2026-10-01..2026-11-23"]);
    expect(report).toHaveAnswered("viewer", [
      /\$[\d,]+\.\d\d this month so far\nNov 1 – 22: \$[\d.]+ .*(more|less) than \$[\d,]+\.\d\d in Oct 1 – 22/,
    ]);
    const [answer] = answersTo(report, "viewer");
    expect(answer?.text).toMatch(/The last two days are provisional \(Nov 21 – 22: \$[\d.]+\)\./);
    expect(answer?.text).toMatch(/As of <!date\^/);
    expect(buttonsOf(answer)).toEqual(["Open Cost Explorer"]);
    const { type, series, axis_config } = chartOf(answer);
    expect([type, ...series.map(({ name }) => name)]).toEqual(["bar", "This month", "Last month"]);
    expect(axis_config.categories).toHaveLength(7);
    expect(axis_config.categories.at(-1)).toBe("Others");
    const values = series[0]?.data.slice(0, 6).map(({ value }) => value) ?? [];
    expect(values).toEqual([...values].sort((a, b) => b - a));
    // The total is that of the bars: tax, which is told apart, is in neither.
    const sum = series[0]?.data.reduce((total, { value }) => total + value, 0) ?? 0;
    const [, total = ""] = /\$([\d,.]+) this month/.exec(answer?.text ?? "") ?? [];
    expect(Math.abs(sum - Number(total.replaceAll(",", "")))).toBeLessThan(0.05);
  });

  it("sees what was spent since, once the day is over", async () => {
    const steps: Step[] = [
      { aws: { spend: { service: "CloudFront", amount: 500 } } },
      { say: "/cost" },
      { clock: "2026-11-24T09:00:01+09:00" },
      { say: "/cost" },
    ];
    const [before, after] = answersTo(await playOut(steps), "operator");
    expect(before?.text).not.toMatch(/CloudFront\s+\$5\d\d/);
    expect(after?.text).toMatch(/CloudFront\s+\$5\d\d\.\d\d\s+\(\+\$\d/);
  });

  it("tells each person in their own language, with money and days as it writes them", async () => {
    const report = await playOut([{ say: "/cost", locale: "ko" }]);
    expect(report).toHaveAnswered("operator", [
      /이번 달 현재까지 US\$[\d,.]+\n11월 1일~22일: 10월 1일~22일\(US\$[\d,.]+\)보다 US\$[\d,.]+.*(늘었|줄었)습니다/,
    ]);
    const [answer] = answersTo(report, "operator");
    expect(chartOf(answer).axis_config.categories.at(-1)).toBe("기타");
    expect(answer?.text).toMatch(/ EC2 기타 {2}US\$[\s\S]* ELB {2}US\$/);
    expect(answer?.text).toContain("최근 이틀은 잠정치입니다(11월 21일~22일: US$");
  });

  it("says the same in words where Slack draws no charts", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "response_url", error: "invalid_blocks", times: 1 });
    await stage.run({ say: "/cost" });
    const [answer] = answersTo(stage.messages(), "operator");
    expect(answer?.blocks.map(({ type }) => type)).not.toContain("data_visualization");
    expect(JSON.stringify(answer?.blocks)).toMatch(/▓{10} \*RDS\*/);
    expect(answer?.text).toMatch(/▓{10} RDS\s+\$/);
    expect(answer?.text).toMatch(/[▓░]{10} \d+ other services\s+\$/);
  });
});

describe("Cost Explorer's price", () => {
  it("is paid once in six hours, whoever asks", async () => {
    const stage = await openStage();
    await stage.run({ say: "/cost" }, { say: "/cost", as: "owner" });
    await pass(stage, "5h59m");
    await stage.run({ say: "/cost", as: "viewer" });
    expect(periods(stage)).toHaveLength(1);
    const ages = ["operator", "owner", "viewer"].map(
      (persona) => /As of (<!date\^\d+)/.exec(answersTo(stage.messages(), persona)[0]?.text ?? "")?.[1],
    );
    expect(new Set(ages).size).toBe(1);
    await pass(stage, "2m");
    await stage.run({ say: "/cost" });
    expect(periods(stage)).toHaveLength(2);
  });

  it("is paid anew for a new day, which has other figures", async () => {
    const report = await playOut([
      { clock: "2026-11-24T08:30:00+09:00" },
      { say: "/cost" },
      { advance: "1h" },
      { say: "/cost" },
    ]);
    expect(periods(report)).toEqual(["2026-10-01..2026-11-23", "2026-10-01..2026-11-24"]);
  });

  it("is not paid for a question that nobody may ask, or that has too many words", async () => {
    const nobody = config.replace("  - user: U0VIEWER\n    roles: [viewer]\n", "");
    const report = await playOut([{ say: "/cost", as: "viewer" }, { say: "/cost production <!channel>" }], {
      config: nobody,
    });
    expect(report).toHaveAnswered("viewer", [/needs the role `viewer`/]);
    expect(report).toHaveAnswered("operator", [/`production &lt;!channel&gt;`. Say `\/cost`/]);
    expect(periods(report)).toEqual([]);
  });
});

describe("at the edge of a month", () => {
  it("shows whole last month on the first, since the new one has no figures", async () => {
    const report = await playOut([{ clock: "2026-12-01T12:00:00+09:00" }, { say: "/cost" }]);
    expect(periods(report)).toEqual(["2026-10-01..2026-12-01"]);
    expect(report).toHaveAnswered("operator", [
      /\$[\d,.]+ last month\nNov 1 – 30: .* in Oct 1 – 31\nThe new month has no figures yet/,
    ]);
    const names = chartOf(answersTo(report, "operator")[0]).series.map(({ name }) => name);
    expect(names).toEqual(["Last month", "Month before"]);
  });

  it("has one provisional day on the second", async () => {
    const report = await playOut([{ clock: "2026-12-02T12:00:00+09:00" }, { say: "/cost" }]);
    expect(report).toHaveAnswered("operator", [
      /this month so far\nDec 1: .* in Nov 1\nThe only day so far is provisional \(Dec 1: \$[\d.]+\)/,
    ]);
  });
});

describe("when Cost Explorer says no", () => {
  it.each([
    ["DataUnavailableException", 400, /has no figures for this account yet\.\n.*Try again tomorrow/],
    ["AccessDeniedException", 400, /may not read what AWS costs\.\n.*`ce:GetCostAndUsage`.*must be enabled/],
    ["ValidationException", 400, /Cost Explorer did not answer: /],
  ])("%s is told in words, and not kept", async (error, status, answer) => {
    const stage = await openStage();
    stage.sandbox.aws.fault({ service: "ce", error, status, times: 1 });
    await stage.run({ say: "/cost" });
    expect(stage.messages()).toHaveAnswered("operator", [answer]);
    await stage.run({ say: "/cost", as: "owner" });
    expect(stage.messages()).toHaveAnswered("owner", ["this month so far"]);
  });

  it("asks again later when it is busy", async () => {
    const stage = await openStage();
    stage.sandbox.aws.fault({ service: "ce", error: "LimitExceededException", status: 400, times: 3 });
    await stage.run({ say: "/cost" });
    expect(stage.messages()).toHaveAnswered("operator", []);
    await pass(stage, "10m");
    expect(stage.messages()).toHaveAnswered("operator", ["this month so far"]);
  });
});
