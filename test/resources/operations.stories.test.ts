import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answersTo, callsOf, openStage, playOut, postedIn } from "../stage.ts";

describe("/ec2", () => {
  it("lists instances, of an environment too, for whoever may look", async () => {
    const report = await playOut([
      { say: "/ec2 list", as: "viewer" },
      { say: "/ec2 list dev", as: "viewer" },
    ]);
    const [all, dev] = answersTo(report, "viewer").map(({ text }) => text);
    expect(all).toMatch(/dev-api[\s\S]*dev-worker[\s\S]*staging-batch[\s\S]*stopped[\s\S]*web-staging-asg/);
    expect(dev).toMatch(/dev-api[\s\S]*dev-worker/);
    expect(dev).not.toContain("staging");
  });

  it("stops and starts in one message that tells when AWS gets there", async () => {
    const stage = await openStage();
    await stage.run({ say: "/ec2 stop dev-api" });
    expect(stage.messages()).toHavePosted("#deploys", [/Stopping dev-api[\s\S]*stopping/]);
    await stage.run({ advance: "2m" });
    expect(stage.messages()).toHavePosted("#deploys", [/Stopped dev-api[\s\S]*stopped/]);
    await stage.run({ say: "/ec2 start i-0d1a2b3c4d5e6f701" }, { advance: "2m" });
    expect(stage.messages()).toHavePosted("#deploys", [/Stopped dev-api/, /Started dev-api[\s\S]*running/]);
  });

  it("takes a tag or an environment, does what can be done, and says why of the rest", async () => {
    const report = await playOut([
      { aws: { startInstance: "staging-batch" } },
      { advance: "1m" },
      { say: "/ec2 stop staging" },
      { advance: "2m" },
      { say: "/ec2 reboot env=dev" },
    ]);
    expect(report).toHavePosted("#deploys", [
      /Stopped staging-batch[\s\S]*web-staging[\s\S]*belongs to the Auto Scaling group `web-staging-asg`[\s\S]*2 left as they are/,
      /Rebooted dev-api, dev-worker/,
    ]);
    expect(callsOf(report, "StopInstances").map(({ input }) => input)).toEqual([
      { InstanceIds: ["i-0d1a2b3c4d5e6f703"] },
    ]);
  });

  it.each([
    ["/ec2 stop web-staging", "belongs to the Auto Scaling group `web-staging-asg`"],
    ["/ec2 start dev-api", "is running already"],
    ["/ec2 stop dev-apo", "Did you mean `/ec2 stop dev-api`?"],
    ["/ec2 stop stagin", "Did you mean `/ec2 stop staging`?"],
    ["/ec2 stop env=stagng", "Nothing is tagged `env=stagng`.\nDid you mean `/ec2 stop env=staging`?"],
    ["/ec2 stop evn=dev", "Did you mean `/ec2 stop env=dev`?"],
    ["/ec2 stop env=moon", "Values of the tag `env`: `dev`, `staging`\n"],
    ["/ec2 stop colour=red", "Nothing is tagged `colour=red`.\n`/ec2 list` shows what there is."],
    [
      "/ec2 stop env=",
      "`env=` is only half of a tag.\nA tag is written as name=value, for example `/ec2 stop env=dev`.",
    ],
    ["/ec2 stop =dev", "`=dev` is only half of a tag."],
    ["/ec2 stop i-0ffffffffffffffff", "Nothing is called"],
    ["/ec2 stop env=nowhere", "`/ec2 list` shows what there is"],
    ["/ec2 stop", "Which instance?"],
    ["/ec2 stop dev-api dev-worker", "I do not know what to do with"],
    ["/ec2 stop <!channel>", "Nothing is called"],
    ["/ec2 stop `rm -rf`", "Nothing is called `rm -rf`"],
    ["/ec2 stop `rm` -rf", "I do not know what to do with"],
    ["/ec2 explode dev-api", "There is no command"],
  ])("%s changes nothing and says why", async (say, reason) => {
    const report = await playOut([{ say }]);
    expect(answersTo(report, "operator")[0]?.text).toContain(reason);
    expect(postedIn(report, "#deploys")).toEqual([]);
    expect(report.calls.filter(({ operation }) => /^(Start|Stop|Reboot)/.test(operation))).toEqual([]);
  });

  it("says in words what only AWS knows: a one-time Spot instance is not stopped, the others are", async () => {
    const report = await playOut([
      { aws: { runInstance: { name: "dev-spot", tags: { env: "dev" }, lifecycle: "spot" } } },
      { advance: "1m" },
      { say: "/ec2 stop dev" },
      { advance: "2m" },
    ]);
    expect(report).toHavePosted("#deploys", [
      /Stopped dev-api, dev-worker[\s\S]*dev-spot[\s\S]*one-time Spot instance[\s\S]*1 left as it is/,
    ]);
  });

  it.each(["`dev-api`", "“dev-api”", "«dev-api»", "「dev-api」", "Name=“dev-api”", "`i-0d1a2b3c4d5e6f701`"])(
    "reads %s as what stands in the quotes",
    async (target) => {
      const report = await playOut([{ say: `/ec2 stop ${target}` }]);
      expect(report).toHavePosted("#deploys", [/Stopping dev-api/]);
    },
  );

  it("takes one look at AWS to say that nothing is called that, and what is", async () => {
    const report = await playOut([
      { say: "/ec2 stop dev-apo" },
      { say: "/ec2 stop env=stagng" },
      { say: "/ec2 stop i-0ffffffffffffffff" },
      { say: "/ec2 stop env=" },
      { say: "/rds stop dev-dv" },
    ]);
    const reads = report.calls.filter(({ operation }) => operation.startsWith("Describe"));
    expect(reads.map(({ step, operation }) => [step, operation])).toEqual([
      [0, "DescribeInstances"],
      [1, "DescribeInstances"],
      [2, "DescribeInstances"],
      [4, "DescribeDBInstances"],
      [4, "DescribeDBClusters"],
    ]);
  });

  it("tells those of one name apart by their ids, in a question too", async () => {
    const config = readFileSync(new URL("../../sandbox/nightshift.yaml", import.meta.url), "utf8");
    const guarded = config.replace("    pipeline: web-dev\n", "    pipeline: web-dev\n    protection: confirm\n");
    const report = await playOut(
      [
        { say: "/ec2 stop web-staging" },
        { aws: { runInstance: { name: "dev-api", tags: { env: "dev" } } } },
        { advance: "1m" },
        { say: "/ec2 stop dev-api" },
      ],
      { config: guarded },
    );
    const [refused, question] = answersTo(report, "operator").map(({ text }) => text);
    expect(refused).toMatch(
      /web-staging \(i-0a51ce6e8d2f40c11\): belongs to[\s\S]*web-staging \(i-0a51ce6e8d2f40c12\): belongs to/,
    );
    expect(question).toMatch(/This is protected: `dev-api \(i-[0-9a-f]{17}\)`, `dev-api \(i-[0-9a-f]{17}\)`/);
  });

  it("asks AWS for nothing while something is on its way", async () => {
    const stage = await openStage();
    await stage.run(
      { say: "/ec2 stop dev-api" },
      { say: "/ec2 stop i-0d1a2b3c4d5e6f701" },
      { say: "/ec2 start dev-api" },
      { say: "/ec2 reboot dev-api", locale: "ko" },
    );
    expect(stage.messages()).toHaveAnswered("operator", [
      "dev-api: is stopping already",
      "dev-api: is stopping, and AWS takes nothing else until that is over. Try again in a few minutes",
      "dev-api: 중지 중 상태라 끝날 때까지 AWS에서 다른 작업을 받지 않습니다. 몇 분 뒤에 다시 시도해 주세요",
    ]);
    expect(callsOf(stage, "StopInstances")).toHaveLength(1);
    expect([...callsOf(stage, "StartInstances"), ...callsOf(stage, "RebootInstances")]).toEqual([]);
  });

  it("is not for viewers", async () => {
    const report = await playOut([{ say: "/ec2 stop dev-api", as: "viewer" }]);
    expect(answersTo(report, "viewer")[0]?.text).toContain("needs the role `operator`");
    expect(callsOf(report, "StopInstances")).toEqual([]);
  });
});

describe("/rds", () => {
  it("stops databases, Aurora and DocumentDB clusters, and starts them again", async () => {
    const stage = await openStage();
    await stage.run({ say: "/rds stop dev" }, { advance: "5m" });
    expect(stage.messages()).toHavePosted("#deploys", [
      /Stopped dev-aurora, dev-docs, dev-db[\s\S]*dev-aurora {2}stopped/,
    ]);
    await stage.run({ say: "/rds start dev-docs" }, { advance: "5m" });
    expect(stage.messages()).toHavePosted("#deploys", [/Stopped/, /Started dev-docs[\s\S]*available/]);
  });

  it.each([
    ["/rds stop staging-db", "is a read replica or has one"],
    ["/rds stop dev-replica", "is a read replica or has one"],
    ["/rds stop staging-multi", "Multi-AZ deployment"],
    ["/rds stop dev-aurora-1", "belongs to the cluster `dev-aurora`"],
    ["/rds reboot dev-aurora", "Name the instance of it"],
    ["/rds start dev-db", "is available already"],
    ["/rds stop dev-dv", "Did you mean `/rds stop dev-db`?"],
  ])("%s changes nothing and says why", async (say, reason) => {
    const report = await playOut([{ say }]);
    expect(answersTo(report, "operator")[0]?.text).toContain(reason);
    expect(report.calls.filter(({ operation }) => /^(Start|Stop|Reboot)DB/.test(operation))).toEqual([]);
  });

  it("says in words what its present state does not allow, instead of RDS's own", async () => {
    const report = await playOut([
      { say: "/rds reboot dev-db" },
      { say: "/rds stop dev-db" },
      { say: "/rds reboot dev-db" },
      { advance: "3m" },
      { say: "/rds stop dev-db" },
      { say: "/rds start dev-db" },
    ]);
    expect(report).toHaveAnswered("operator", [
      "dev-db: is rebooting, and AWS takes nothing else until that is over",
      "dev-db: is rebooting already",
      "dev-db: is stopping, and AWS takes nothing else until that is over",
    ]);
    expect(report.calls.filter(({ error }) => error?.startsWith("InvalidDB"))).toEqual([]);
  });

  it("reboots one", async () => {
    const report = await playOut([{ say: "/rds reboot dev-db" }, { advance: "3m" }]);
    expect(report).toHavePosted("#deploys", [/Rebooted dev-db[\s\S]*available/]);
  });
});

describe("/nightshift status", () => {
  it("shows deployments, who holds what, and what comes next", async () => {
    const report = await playOut([{ say: "/deploy staging" }, { say: "/nightshift status", as: "viewer" }]);
    expect(answersTo(report, "viewer")[0]?.text).toMatch(
      /dev: never deployed[\s\S]*staging: .*being deployed[\s\S]*<@U0OPERATOR> since[\s\S]*office-hours: Stops[\s\S]*Spent this month so far: \$/,
    );
  });

  it("shows what runs in each environment and since when, and what is stopped", async () => {
    const report = await playOut([
      { advance: "1h" },
      { say: "/ec2 stop dev-worker" },
      { say: "/rds stop dev-docs" },
      { aws: { startInstance: "staging-batch" } },
      { aws: { runInstance: { name: "stray", tags: {} } } },
      { advance: "5m" },
      { say: "/nightshift status", as: "viewer" },
      { say: "/nightshift status", as: "owner", locale: "ko" },
    ]);
    const time = "<!date\\^\\d+[^>]*>";
    const [english] = answersTo(report, "viewer").map(({ text }) => text);
    for (const line of [
      `dev: never deployed\n   Instances: 1 running \\(dev-api since ${time}\\) · 1 stopped \\(dev-worker\\)`,
      "   Databases: 2 available \\(dev-aurora, dev-db\\) · 1 stopped \\(dev-docs\\)\n",
      `   Instances: 3 running \\(staging-batch since ${time}, web-staging ×2 since ${time}\\)\n`,
      "   Databases: 3 available \\(dev-replica, staging-db, staging-multi\\)\nproduction: never deployed\n",
      `In no environment\n   Instances: 1 running \\(stray since ${time}\\)\n`,
    ]) {
      expect(english).toMatch(new RegExp(line));
    }
    const [started] = /stray since <!date\^(\d+)/.exec(english ?? "")?.slice(1) ?? [];
    expect(new Date(Number(started) * 1000).toISOString()).toBe("2026-11-23T01:00:00.000Z");
    expect(answersTo(report, "owner")[0]?.text).toMatch(
      new RegExp(
        `   인스턴스: 실행 중 1개\\(dev-api, ${time}부터\\) · 중지됨 1개\\(dev-worker\\)\n   데이터베이스: 사용 가능 2개`,
      ),
    );
  });

  it("still tells the rest when something may not be listed", async () => {
    const stage = await openStage();
    stage.sandbox.aws.fault({ service: "rds", error: "AccessDenied", status: 403, times: 1 });
    await stage.run({ say: "/nightshift status" });
    expect(answersTo(stage.messages(), "operator")[0]?.text).toMatch(
      /Instances: 2 running[\s\S]*Databases: could not be looked up: Nightshift has no permission for `rds:Describe/,
    );
  });
});
