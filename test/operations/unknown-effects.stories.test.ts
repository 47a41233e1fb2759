import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Step } from "../../sandbox/play.ts";
import { answersTo, buttonsOf, callsOf, playOut, postedIn } from "../stage.ts";

type Report = Awaited<ReturnType<typeof playOut>>;

/** How often AWS did it: a crash before a call, or a refusal, is none. */
function timesDone(report: Report, operation: string): number {
  return callsOf(report, operation).filter(({ error }) => error === undefined || error === "CrashedAfter").length;
}

function buttonsIn(report: Report): string[] {
  return postedIn(report, "#deploys").flatMap((message) => buttonsOf(message));
}

const cases = [
  { say: "/ec2 reboot dev-api", call: "RebootInstances", name: "dev-api" },
  { say: "/rds reboot dev-db", call: "RebootDBInstance", name: "dev-db" },
] as const;

describe.each(cases)("$say, when the function dies", ({ say, call, name }) => {
  const unknown = new RegExp(
    `:warning: .*Not known whether rebooted: ${name}[\\s\\S]*It is not known whether AWS rebooted it: Nightshift was interrupted`,
  );

  it.each(["before", "after"])("%s the call, is done at most once and told as not known", async (when) => {
    const report = await playOut([{ crash: { [when]: call } }, { say }, { advance: "30m" }], {
      errors: true,
    });
    expect(callsOf(report, call)).toHaveLength(1);
    expect(report).toHavePosted("#deploys", [unknown]);
    expect(buttonsIn(report)).toEqual(["Check"]);
    expect(report.audit).toMatchObject([{ result: "failed", detail: expect.stringMatching(/^not known: /) }]);
    expect(report.deadLetters).toEqual([]);
  });

  it("before the call, Check says that it was not done, and not before that is sure", async () => {
    const report = await playOut(
      [
        { crash: { before: call } },
        { say },
        { advance: "10m" },
        { press: "check" },
        { advance: "10m" },
        { press: "check", as: "owner" },
        { advance: "10m" },
        { press: "check" },
      ],
      { errors: true },
    );
    expect(timesDone(report, call)).toBe(0);
    const [early] = answersTo(report, "operator").map(({ text }) => text);
    expect(early).toMatch(
      /It is not known yet[\s\S]*CloudTrail has no record of it so far[\s\S]*none at <!date\^\d+[^>]*>, it was not rebooted/,
    );
    expect(answersTo(report, "operator")).toHaveLength(1);
    expect(answersTo(report, "owner")).toHaveLength(1);
    expect(report).toHavePosted("#deploys", [
      new RegExp(`Nothing was done[\\s\\S]*${name}[\\s\\S]*was not rebooted: CloudTrail has no record of it`),
    ]);
    expect(buttonsIn(report)).toEqual([]);
  });

  it("after the call, Check says when it was done, and who did it", async () => {
    const report = await playOut([{ crash: { after: call } }, { say }, { advance: "6m" }, { press: "check" }], {
      errors: true,
    });
    expect(timesDone(report, call)).toBe(1);
    expect(report).toHavePosted("#deploys", [
      new RegExp(
        `:white_check_mark: .*Rebooted ${name}[\\s\\S]*rebooted at <!date\\^1795392000\\^[^>]*> by \`commands\`, says CloudTrail`,
      ),
    ]);
    expect(buttonsIn(report)).toEqual([]);
    expect(answersTo(report, "operator")).toEqual([]);
    expect(report.audit).toMatchObject([
      { action: expect.stringMatching(/reboot/), result: "failed" },
      {
        action: "check",
        result: "done",
        environment: "dev",
        detail: expect.stringMatching(/rebooted at .* by commands/),
      },
    ]);
  });
});

/** Production is in an account of its own, where a database has the name of one at home. */
const twoAccounts = `
slack: { team: T0NIGHT, app: A0NIGHTSHIFT }
language: en
alerts: { channel: "#alerts" }
environments:
  dev: { pipeline: web-dev, channel: "#deploys" }
  production:
    pipeline: web-production
    channel: "#deploys"
    account: { role: "arn:aws:iam::210987654321:role/nightshift", externalId: acme-nightshift }
people:
  - { user: U0OPERATOR, roles: [operator] }
`;

describe("a reboot that AWS does not answer", () => {
  const unanswered = { aws: "timeout", operation: "RebootInstances" };

  it.each([
    ["though it was done", { ...unanswered, carriedOut: true }, /Rebooted dev-api/],
    ["and it was not done", unanswered, /Nothing was done[\s\S]*was not rebooted/],
    ["but with a failure of its own", { aws: "InternalError", operation: "RebootInstances" }, /was not rebooted/],
  ])("%s: it is asked once, and the truth is found out", async (_how, fault, truth) => {
    const steps: Step[] = [{ fault }, { say: "/ec2 reboot dev-api" }];
    const report = await playOut([...steps, { advance: "25m" }, { press: "check" }], { errors: true });
    expect(callsOf(report, "RebootInstances")).toHaveLength(1);
    expect(report).toHavePosted("#deploys", [truth]);
  });

  it("since it takes no more now, is asked again: it surely did not happen", async () => {
    const report = await playOut(
      [
        { fault: { aws: "RequestLimitExceeded", operation: "RebootInstances", times: 2 } },
        { say: "/ec2 reboot dev-api" },
        { advance: "5m" },
      ],
      { errors: true },
    );
    expect(timesDone(report, "RebootInstances")).toBe(1);
    expect(report).toHavePosted("#deploys", [/Rebooted dev-api/]);
    expect(buttonsIn(report)).toEqual([]);
  });

  it("is told in Korean, too", async () => {
    const steps: Step[] = [
      { say: "/ec2 list", locale: "ko" },
      { fault: unanswered },
      { say: "/ec2 reboot dev-api" },
      { press: "check" },
    ];
    const config = readFileSync("sandbox/nightshift.yaml", "utf8").replace("language: en", "language: ko");
    const report = await playOut(steps, { errors: true, config });
    expect(report).toHavePosted("#deploys", [
      /재부팅 여부를 알 수 없습니다: dev-api[\s\S]*두 번 재부팅하지 않도록 다시 요청하지 않습니다/,
    ]);
    expect(answersTo(report, "operator").at(-1)?.text).toMatch(
      /아직 알 수 없습니다[\s\S]*CloudTrail에 아직 기록이 없습니다[\s\S]*에도 기록이 없으면 재부팅되지 않은 것입니다/,
    );
  });

  it("in another account, is looked up there, where it stands under the name of whoever asked", async () => {
    const report = await playOut(
      [
        { fault: { aws: "timeout", operation: "RebootDBInstance", carriedOut: true } },
        { say: "/rds reboot production" },
        { say: "/rds reboot dev-db" },
        { advance: "25m" },
        { press: "check" },
      ],
      { errors: true, config: twoAccounts },
    );
    expect(report).toHavePosted("#deploys", [
      /Rebooted dev-db[\s\S]*rebooted at .* by `nightshift-U0OPERATOR`/,
      /Rebooted dev-db[\s\S]*available/,
    ]);
    expect(callsOf(report, "LookupEvents")).toHaveLength(1);
  });

  it("of many, is asked for several at once, so that AWS is not asked too often", async () => {
    const report = await playOut([
      { aws: { runInstances: { count: 120, name: "fleet", tags: { env: "dev" } } } },
      { advance: "1m" },
      { say: "/ec2 reboot dev" },
      { advance: "1m" },
    ]);
    const asked = callsOf(report, "RebootInstances").map(
      ({ input }) => (input as { InstanceIds: string[] }).InstanceIds,
    );
    expect(asked.length).toBeLessThanOrEqual(50);
    expect(new Set(asked.flat()).size).toBe(122);
    expect(asked.flat()).toHaveLength(122);
    expect(report).toHavePosted("#deploys", [/Rebooted 122 resources/]);
  });

  it("leaves the others alone: they are rebooted, and only that one is not known", async () => {
    const report = await playOut(
      [{ fault: unanswered }, { say: "/ec2 reboot dev" }, { advance: "25m" }, { press: "check" }],
      { errors: true },
    );
    expect(callsOf(report, "RebootInstances").map(({ input }) => input)).toEqual([
      { InstanceIds: ["i-0d1a2b3c4d5e6f701"] },
      { InstanceIds: ["i-0d1a2b3c4d5e6f702"] },
    ]);
    expect(report).toHavePosted("#deploys", [
      /Rebooted dev-worker[\s\S]*dev-api[\s\S]*was not rebooted[\s\S]*dev-worker[\s\S]*running[\s\S]*1 left as it is/,
    ]);
  });

  it("is not mistaken for one before it", async () => {
    const report = await playOut(
      [
        { say: "/ec2 reboot dev-api" },
        { advance: "1m" },
        { fault: unanswered },
        { say: "/ec2 reboot dev-api" },
        { advance: "30m" },
        { press: "check", on: { contains: "Not known" } },
      ],
      { errors: true },
    );
    expect(report).toHavePosted("#deploys", [/Rebooted dev-api/, /was not rebooted/]);
  });

  it("may be looked up by whoever may reboot it, and by nobody else", async () => {
    const report = await playOut(
      [{ fault: unanswered }, { say: "/ec2 reboot dev-api" }, { press: "check", as: "viewer" }],
      { errors: true },
    );
    expect(answersTo(report, "viewer")[0]?.text).toMatch(/may not use `check` in dev: it needs the role `operator`/);
    expect(callsOf(report, "LookupEvents")).toEqual([]);
  });

  it("stays not known while CloudTrail may not be read, which is said", async () => {
    const report = await playOut(
      [
        { fault: unanswered },
        { say: "/ec2 reboot dev-api" },
        { advance: "30m" },
        { fault: { aws: "AccessDeniedException", operation: "LookupEvents", status: 400 } },
        { press: "check" },
        { press: "check" },
      ],
      { errors: true },
    );
    expect(answersTo(report, "operator").map(({ text }) => text)).toEqual([
      expect.stringMatching(/could not be looked up: .*cloudtrail:LookupEvents/),
    ]);
    expect(report).toHavePosted("#deploys", [/was not rebooted/]);
  });
});
