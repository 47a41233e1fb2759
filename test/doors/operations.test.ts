import { describe, expect, it } from "vitest";
import { answersTo, callsOf, openStage, playOut, postedIn } from "./stage.ts";

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
    ["/ec2 stop dev-apo", "Did you mean `dev-api`?"],
    ["/ec2 stop i-0ffffffffffffffff", "Nothing is called"],
    ["/ec2 stop env=nowhere", "`/ec2 list` shows what there is"],
    ["/ec2 stop", "Which instance?"],
    ["/ec2 stop dev-api dev-worker", "I do not know what to do with"],
    ["/ec2 stop <!channel>", "Nothing is called"],
    ["/ec2 stop `rm -rf`", "I do not know what to do with"],
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
    ["/rds stop dev-dv", "Did you mean `dev-db`?"],
  ])("%s changes nothing and says why", async (say, reason) => {
    const report = await playOut([{ say }]);
    expect(answersTo(report, "operator")[0]?.text).toContain(reason);
    expect(report.calls.filter(({ operation }) => /^(Start|Stop|Reboot)DB/.test(operation))).toEqual([]);
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
});
