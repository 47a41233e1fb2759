import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createAccounts, sessionOf } from "../../../lib/aws/accounts.ts";
import { clientSettings } from "../../../lib/aws/client-settings.ts";
import { bind } from "../../../lib/aws/verbs.ts";
import type { CallRecord } from "../../../sandbox/aws/local-aws.ts";
import { account, region, start } from "../../../sandbox/world.ts";
import { answersTo, buttonsOf, callsOf, openStage, pass, postedIn, stagesOf } from "../../stage.ts";

const other = "210987654321";
const role = `arn:aws:iam::${other}:role/nightshift`;

/** Production is in an account of its own, under the name that its pipeline also has at home; and one is in Tokyo. */
const config = (externalId = "acme-nightshift") => `
slack: { team: T0NIGHT, app: A0NIGHTSHIFT }
language: en
alerts: { channel: "#alerts" }
environments:
  dev: { pipeline: web-dev, channel: "#deploys" }
  production:
    pipeline: web-production
    channel: "#deploys"
    account: { role: "${role}", externalId: ${externalId} }
  old-production: { pipeline: web-production, channel: "#deploys", tag: env=old }
  tokyo: { pipeline: web-tokyo, channel: "#deploys", account: { region: ap-northeast-1 } }
sites:
  shop:
    distribution: E2NIGHTSHIFT00
    channel: "#deploys"
    account: { role: "${role}", externalId: ${externalId} }
schedules:
  office-hours:
    { days: [mon, tue, wed, thu, fri], start: "09:00", stop: "22:00", timeZone: Asia/Seoul, channel: "#dev" }
people:
  - { user: U0OWNER, roles: [owner] }
  - { user: U0OPERATOR, roles: [operator, deployer] }
`;

type Call = CallRecord & { readonly function: string };

async function openAccounts(yaml = config(), when: Date = start) {
  const all: Call[] = [];
  const stage = await openStage({ config: yaml, start: when, onCall: (call) => void all.push(call) });
  const made = (operation: string) => all.filter((call) => call.operation === operation);
  /** Who asked for it, as CloudTrail there would tell. */
  const sessions = (operation: string) => made(operation).map(({ session }) => session?.name ?? "at home");
  return { ...stage, all, made, sessions };
}

describe("an environment in another account", () => {
  it("is deployed, approved and followed there, under the name of whoever asked", async () => {
    const stage = await openAccounts();
    await stage.run({ say: "/deploy production" }, { advance: "3m" });
    expect(stage.sessions("StartPipelineExecution")).toEqual(["nightshift-U0OPERATOR"]);
    const [waiting] = postedIn(stage.messages(), "#deploys");
    expect(waiting?.text).toMatch(/production \(web-production\)/);
    expect(buttonsOf(waiting)).toContain("Approve");
    await stage.run({ press: "approve", as: "owner" }, { advance: "4m" });
    expect(stage.sessions("PutApprovalResult")).toEqual(["nightshift-U0OWNER"]);
    expect(stage.messages()).toHavePosted("#deploys", [/production \(web-production\): succeeded|Deployed production/]);
    expect(Object.values(stagesOf(postedIn(stage.messages(), "#deploys")[0]))).toEqual(Array(4).fill("complete"));
    // What somebody starts there in another way is looked up there too; and at home nothing has happened.
    await stage.run({ aws: { push: { pipeline: "web-production", account: other } } });
    expect(new Set(stage.sessions("GetPipelineState"))).toEqual(
      new Set(["nightshift-U0OPERATOR", "nightshift-U0OWNER", "nightshift-events"]),
    );
    const { pipelines } = stage.sandbox.aws.summary();
    const [atHome] = pipelines.filter(({ name }) => name === "web-production");
    expect(atHome?.stages.map(({ state }) => state)).toEqual(Array(4).fill("idle"));
  });

  it("is not the one of the same name at home", async () => {
    const stage = await openAccounts();
    await stage.run({ say: "/deploy production" }, { say: "/deploy old-production" }, { say: "/deploy status" });
    expect(stage.sessions("StartPipelineExecution")).toEqual(["nightshift-U0OPERATOR", "at home"]);
    expect(stage.messages()).toHavePosted("#deploys", [
      /Deploying production \(web-production\)/,
      /Deploying old-production \(web-production\)/,
    ]);
    expect(answersTo(stage.messages(), "operator").at(-1)?.text).toMatch(
      /\nproduction: .*being deployed[\s\S]*\nold-production: .*being deployed/,
    );
  });

  it("has its web site's cache cleared there", async () => {
    const stage = await openAccounts();
    await stage.run({ say: "/cache invalidate shop /a" }, { advance: "3m" });
    expect(stage.sessions("CreateInvalidation")).toEqual(["nightshift-U0OPERATOR"]);
    expect(new Set(stage.sessions("GetInvalidation"))).toEqual(new Set(["nightshift"]));
    expect(postedIn(stage.messages(), "#deploys")[0]?.text).toMatch(/shop/);
    expect(stage.all.filter(({ error }) => error)).toEqual([]);
  });

  it("may also be another region of the same account, without a role", async () => {
    const stage = await openAccounts();
    await stage.run({ say: "/deploy tokyo" }, { advance: "4m" }, { say: "/ec2 stop tokyo" });
    expect(stage.made("StartPipelineExecution")).toMatchObject([{ input: { name: "web-tokyo" } }]);
    expect(stage.made("AssumeRole").filter(({ function: name }) => name !== "commands")).toEqual([]);
    const [deployed, stopped] = postedIn(stage.messages(), "#deploys");
    expect(deployed?.text).toMatch(/Deployed tokyo/);
    expect(JSON.stringify(deployed?.blocks)).toContain("region=ap-northeast-1");
    expect(stopped?.text).toMatch(/tokyo-api/);
  });
});

describe("instances and databases of several accounts", () => {
  it("of one Name are stopped each in its own account, and told apart", async () => {
    const stage = await openAccounts();
    await stage.run({ say: "/ec2 stop dev-api", as: "owner", in: "#dev" }, { advance: "2m" });
    expect(stage.sessions("StopInstances").sort()).toEqual(["at home", "nightshift-U0OWNER"]);
    expect(stage.made("StopInstances").map(({ input }) => input)).toEqual([
      { InstanceIds: ["i-0d1a2b3c4d5e6f701"] },
      { InstanceIds: ["i-0b9a8c7d6e5f40101"] },
    ]);
    expect(stagesOf(postedIn(stage.messages(), "#dev")[0])).toEqual({
      [`dev-api (i-0d1a2b3c4d5e6f701) · ${account}/${region}`]: "complete",
      [`dev-api (i-0b9a8c7d6e5f40101) · ${other}/${region}`]: "complete",
    });
  });

  it("of one id are two, and the events of one say nothing of the other", async () => {
    const stage = await openAccounts();
    await stage.run({ say: "/rds stop production", in: "#dev" }, { advance: "6m" });
    expect(stage.sessions("StopDBInstance")).toEqual(["nightshift-U0OPERATOR"]);
    await stage.run({ say: "/rds list", in: "#dev" });
    const listed = answersTo(stage.messages(), "operator").at(-1)?.text ?? "";
    expect(listed).toMatch(/🟢 dev-db {2}available {2}mysql · db\.t3\.medium\n/);
    expect(listed).toContain(`⚪ dev-db  stopped  postgres · db.t3.medium · ${other}/${region}`);
  });

  it("belong to an environment only where that is: a tag in another account gives no rights", async () => {
    const people = config().replace("roles: [operator, deployer] }", "roles: [operator], environments: [dev] }");
    const stage = await openAccounts(people);
    // At home it is of dev, in the other account of production.
    await stage.run({ say: "/ec2 stop dev-api", in: "#dev" }, { advance: "2m" });
    expect(stage.sessions("StopInstances")).toEqual(["at home"]);
    expect(JSON.stringify(postedIn(stage.messages(), "#dev")[0]?.blocks)).toMatch(
      /needs the role .*operator.*production/,
    );
  });

  it("follow a schedule wherever they are", async () => {
    const stage = await openAccounts(config(), new Date("2026-11-23T21:58:00+09:00"));
    await pass(stage, "4m");
    expect(stage.sessions("StopInstances").sort()).toEqual(["at home", "nightshift"]);
  });

  it("follow a schedule in one account only, when it names one", async () => {
    const pinned = config().replace('channel: "#dev" }', `channel: "#dev", account: { region: ${region} } }`);
    const stage = await openAccounts(pinned, new Date("2026-11-23T21:58:00+09:00"));
    await pass(stage, "4m");
    expect(stage.sessions("StopInstances")).toEqual(["at home"]);
  });
});

describe("a role that may not be used", () => {
  it("is named to whoever wants to deploy", async () => {
    const stage = await openAccounts(config("wrong"));
    await stage.run({ say: "/deploy production" });
    expect(stage.messages()).toHaveAnswered("operator", [
      new RegExp(`did not start the pipeline of production: Nightshift may not use the role .*${role}`),
    ]);
    expect(stage.made("AssumeRole")[0]).toMatchObject({
      error: "AccessDenied",
      input: { ExternalId: "wrong" },
    });
    expect(callsOf(stage, "StartPipelineExecution")).toEqual([]);
    // It can be tried again at once, and does not hold the lock.
    await stage.run({ say: "/deploy production" });
    expect(answersTo(stage.messages(), "operator")[1]?.text).toMatch(/may not use the role/);
  });

  it("keeps nothing else from being listed, stopped or looked after", async () => {
    const stage = await openAccounts(config("wrong"), new Date("2026-11-23T21:58:00+09:00"));
    await stage.run({ say: "/ec2 list", in: "#dev" });
    const listed = answersTo(stage.messages(), "operator")[0]?.text ?? "";
    expect(listed).toContain("dev-api");
    expect(listed).toMatch(new RegExp(`${other}/${region} could not be looked at: .*may not use the role`));
    await pass(stage, "4m");
    expect(stage.sessions("StopInstances")).toEqual(["at home"]);
    const [night] = postedIn(stage.messages(), "#dev").slice(-1);
    expect(JSON.stringify(night?.blocks)).toMatch(/could not be looked at/);
  });
});

describe("credentials of another account", () => {
  it("are kept while they last and renewed before they expire", async () => {
    const stage = await openAccounts();
    const look = { say: "/deploy status production" } as const;
    await stage.run(look, { advance: "50m" }, look);
    expect(stage.made("AssumeRole")).toHaveLength(1);
    // Five minutes before the end they are not used any more.
    await stage.run({ advance: "6m" }, look, { advance: "30m" }, look);
    expect(stage.made("AssumeRole")).toHaveLength(2);
    await stage.run({ say: "/deploy status production", as: "owner" });
    expect(stage.made("AssumeRole").map(({ input }) => input)).toMatchObject([
      { RoleSessionName: "nightshift-U0OPERATOR" },
      { RoleSessionName: "nightshift-U0OPERATOR" },
      { RoleSessionName: "nightshift-U0OWNER" },
    ]);
    expect(stage.all.filter(({ error }) => error)).toEqual([]);
  });

  it("are fetched anew when AWS has ended the session early", async () => {
    const stage = await openAccounts();
    await stage.run({ say: "/deploy status production" });
    stage.sandbox.aws.revoke(role);
    await stage.run({ say: "/deploy production" });
    expect(stage.made("ListPipelineExecutions").map(({ error }) => error)).toEqual([
      undefined,
      "ExpiredTokenException",
      undefined,
    ]);
    expect(stage.sessions("StartPipelineExecution")).toEqual(["nightshift-U0OPERATOR"]);
    expect(stage.messages()).toHavePosted("#deploys", [/Deploying production/]);
  });
});

describe("an event of an account that nightshift.yaml does not name", () => {
  it("is told from what it says itself, and nothing is looked up in its stead at home", async () => {
    const unnamed = config()
      .replaceAll(/\n {4}account: .*role.*/g, "")
      .replace(/ {2}old-production.*\n/, "");
    const stage = await openAccounts(unnamed);
    await stage.run({ aws: { push: { pipeline: "web-production", account: other } } }, { advance: "3m" });
    expect(stage.messages()).toHavePosted("#alerts", [/web-production/]);
    expect(postedIn(stage.messages(), "#deploys")).toEqual([]);
    expect(stage.all.filter(({ service }) => ["codepipeline", "sts"].includes(service))).toEqual([]);
    await stage.run({ press: "approve", as: "owner" });
    expect(answersTo(stage.messages(), "owner")[0]?.text).toMatch(
      /names no role with which to look into the account 210987654321/,
    );
  });
});

describe("the name of a session", () => {
  it.each<[actor: string | undefined, name: string, why: string]>([
    [undefined, "nightshift", "the bot's own"],
    ["U0OPERATOR", "nightshift-U0OPERATOR", "a person's"],
    ["U0 홍:길동", "nightshift-U0-----", "with what AWS does not take in it"],
    ["U".repeat(100), `nightshift-${"U".repeat(53)}`, "longer than AWS takes"],
  ])("of %s is %s: %s", (actor, name, _why) => {
    expect(sessionOf(actor)).toBe(name);
    expect(name).toMatch(/^[\w+=,.@-]{2,64}$/);
  });
});

it("every call tells AWS which function it is of, also in another account", async () => {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer((incoming, outgoing) => {
    heard.push(incoming.headers);
    incoming.resume().on("end", () => outgoing.writeHead(403).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const settings = clientSettings({
    env: {
      AWS_REGION: region,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: "a",
      AWS_SECRET_ACCESS_KEY: "b",
      NIGHTSHIFT_FUNCTION: "commands",
    },
    now: () => start,
    log: () => {},
    readFile: async () => "",
  });
  const lent = createAccounts(settings, () => start).settings({ account: other, region, role }, "nightshift");
  await bind(["ec2.find"], settings)["ec2.find"]("all");
  await bind(["ec2.find"], lent)["ec2.find"]("all");
  expect(heard).toHaveLength(2);
  for (const headers of heard) expect(headers["user-agent"]).toContain("app/nightshift-commands");
});
