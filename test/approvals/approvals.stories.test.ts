import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answersTo, callsOf, type OpenStage, openStage, pass, postedIn } from "../stage.ts";

/** The sandbox's team, where production needs a second person. */
const config = readFileSync("sandbox/nightshift.yaml", "utf8").replace("protection: confirm", "protection: approval");

const starts = (stage: OpenStage) => callsOf(stage, "StartPipelineExecution");

async function asked(): Promise<OpenStage> {
  const stage = await openStage({ config });
  await stage.run({ say: "/deploy production" });
  return stage;
}

describe("a deployment that needs a second person's yes", () => {
  it("is asked for in the environment's channel, and nothing is started yet", async () => {
    const stage = await asked();
    expect(starts(stage)).toEqual([]);
    expect(stage.messages()).toHavePosted("#deploys", [/`\/deploy production` needs a second person's yes/]);
    expect(stage.messages()).toHaveAnswered("operator", [/I have asked for it/]);
  });

  it("runs as whoever asked once another has approved, who is named", async () => {
    const stage = await asked();
    await stage.run({ press: "approve-request", as: "owner" });
    await pass(stage, "10m");
    expect(starts(stage)).toHaveLength(1);
    const [request, deployment] = postedIn(stage.messages(), "#deploys");
    expect(request?.text).toMatch(/was approved[\s\S]*<@U0OPERATOR>[\s\S]*<@U0OWNER>/);
    expect(JSON.stringify(request?.blocks)).not.toContain("approve-request");
    expect(deployment?.text).toContain("<@U0OPERATOR>");
    expect(await stage.sandbox.audit()).toMatchObject([
      { action: "deploy", actor: "U0OPERATOR", approvedBy: "U0OWNER", result: "done" },
    ]);
  });

  it("is approved by no one's own hand, nor by one who may not deploy", async () => {
    const stage = await asked();
    await stage.run({ press: "approve-request" }, { press: "approve-request", as: "viewer" });
    await pass(stage, "10m");
    expect(starts(stage)).toEqual([]);
    expect(answersTo(stage.messages(), "operator").at(-1)?.text).toContain("somebody else must approve");
    expect(answersTo(stage.messages(), "viewer").at(-1)?.text).toContain("deployer");
  });

  it.each([
    ["owner", "was declined"],
    ["operator", "was withdrawn"],
  ])("can be turned down by the %s: %s", async (as, told) => {
    const stage = await asked();
    await stage.run({ press: "decline-request", as });
    await pass(stage, "2h");
    expect(starts(stage)).toEqual([]);
    expect(stage.messages()).toHavePosted("#deploys", [told]);
  });

  it("expires after an hour, and its buttons go away", async () => {
    const stage = await asked();
    await pass(stage, "61m");
    const [request] = postedIn(stage.messages(), "#deploys");
    expect(request?.text).toContain("was not approved in time");
    expect(JSON.stringify(request?.blocks)).not.toContain("approve-request");
  });

  it("is started once when two approve in one moment, and the yes is pressed again", async () => {
    const stage = await asked();
    await stage.run({
      parallel: [
        { press: "approve-request", as: "owner" },
        { press: "approve-request", as: "owner" },
        { press: "decline-request", as: "operator" },
      ],
    });
    await pass(stage, "10m");
    const [request] = postedIn(stage.messages(), "#deploys");
    expect(starts(stage)).toHaveLength(request?.text.includes("was approved") ? 1 : 0);
  });

  it("says in its place what stood in the way", async () => {
    const stage = await asked();
    stage.sandbox.aws.fault({
      operation: "StartPipelineExecution",
      error: "AccessDeniedException",
      status: 400,
      times: 2,
    });
    await stage.run({ press: "approve-request", as: "owner" });
    await pass(stage, "1m");
    expect(stage.messages()).toHavePosted("#deploys", [/was approved[\s\S]*no permission/]);
  });
});
