import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { actions, commands } from "../../handlers/index.ts";
import { alertReference, muteReference } from "../../lib/alerts/alert.ts";
import type { ActionDefinition, CommandDefinition } from "../../lib/app/define.ts";
import { createAccounts } from "../../lib/aws/accounts.ts";
import { parseConfig } from "../../lib/config/load.ts";
import type { Config } from "../../lib/config/schema.ts";
import type { Publish } from "../../lib/messages/publish.ts";
import type { Content } from "../../lib/pure/content.ts";
import { arnOfResource } from "../../lib/pure/resource.ts";
import { type Grant, type Role, roles } from "../../lib/pure/roles.ts";
import { runAction } from "../../lib/requests/buttons.ts";
import { runCommand } from "../../lib/requests/commands.ts";
import type { RequestDeps } from "../../lib/requests/request-deps.ts";
import { type LocalAws, startLocalAws } from "../../sandbox/aws/local-aws.ts";
import { VirtualClock } from "../../sandbox/clock.ts";
import { Ids } from "../../sandbox/ids.ts";
import { account, region, slack, start } from "../../sandbox/world.ts";
import { openStore } from "./fuzz/world.ts";
import { figure } from "./reliability/figures.ts";

vi.setConfig({ testTimeout: 240_000 });

/** Who may, for whom it is granted in the environment (or everywhere, for what belongs to none). */
const anyone: readonly Role[] = ["viewer", "operator", "deployer", "owner"];
const operators: readonly Role[] = ["operator", "owner"];
const deployers: readonly Role[] = ["deployer", "owner"];
const owners: readonly Role[] = ["owner"];

interface Case {
  readonly who: readonly Role[];
  /** What is typed after the command, or the button's value, for something of that environment. */
  readonly about?: (environment: "dev" | "staging") => string;
  /** It belongs to no environment, so the role must be granted everywhere. */
  readonly everywhere?: true;
  /** The environment is found out in AWS, so it must be run to see who may. */
  readonly looks?: true;
}

const named = (environment: string): string => environment;
const instance = {
  about: (one: string) => (one === "dev" ? "dev-api" : "staging-batch"),
  looks: true,
} as const;
const database = { about: (one: string) => (one === "dev" ? "dev-db" : "staging-db"), looks: true } as const;
const stage = {
  about: (one: string) => JSON.stringify({ pipeline: `web-${one}`, execution: "e-1", stage: "Build" }),
} as const;

/** The whole table of commands. A command that is not in it fails the test. */
const ofCommands: Readonly<Record<string, Case>> = {
  deploy: { who: deployers, about: named },
  "deploy status": { who: anyone, about: named },
  "deploy stop": { who: deployers, about: named },
  "deploy help": { who: anyone },
  "ec2 list": { who: anyone, about: named },
  "ec2 start": { who: operators, ...instance },
  "ec2 stop": { who: operators, ...instance },
  "ec2 reboot": { who: operators, ...instance },
  "rds list": { who: anyone, about: named },
  "rds start": { who: operators, ...database },
  "rds stop": { who: operators, ...database },
  "rds reboot": { who: operators, ...database },
  "cache invalidate": { who: deployers, about: () => "www", everywhere: true, looks: true },
  "schedule list": { who: anyone },
  "schedule explain": { who: anyone, about: () => "dev-api" },
  cost: { who: anyone },
  "nightshift status": { who: anyone },
  "nightshift alerts": { who: anyone },
  "nightshift mutes": { who: anyone },
  "nightshift audit": { who: owners, about: named, looks: true },
  "nightshift help": { who: anyone },
};

/** The whole table of buttons. */
const ofActions: Readonly<Record<string, Case>> = {
  approve: { who: deployers, ...stage },
  reject: { who: deployers, ...stage },
  retry: { who: deployers, ...stage },
  snooze: { who: operators, everywhere: true },
  skip: { who: operators, everywhere: true },
  "console-output": {
    who: operators,
    about: (one) =>
      JSON.stringify({
        id: "i-0aaa1bbb2ccc3ddd4",
        account: "123456789012",
        region: "ap-northeast-2",
        environment: one,
      }),
  },
  replay: { who: operators, everywhere: true },
  acknowledge: { who: anyone, about: (one) => alertReference({ id: "a".repeat(40), environment: one }) },
  mute: {
    who: operators,
    about: (one) => alertReference({ id: "a".repeat(40), length: "hour", environment: one }),
  },
  unmute: { who: operators, about: (one) => muteReference({ subject: "alarm/1/2/cpu", environment: one }) },
  activity: {
    who: operators,
    about: (one) => alertReference({ id: "a".repeat(40), environment: one }),
  },
  "leave-on": {
    who: operators,
    about: (one) => JSON.stringify({ restart: "restart/1/2/rds/database/d/now", environment: one }),
  },
  "stop-again": {
    who: operators,
    about: (one) => arnOfResource({ account, region, kind: "database", id: `${one}-db` }),
    looks: true,
  },
  "stop-execution": { who: deployers, about: (one) => `${one} e-1` },
  reboot: {
    who: operators,
    about: (one) =>
      arnOfResource({
        account,
        region,
        kind: "instance",
        id: one === "dev" ? "i-0d1a2b3c4d5e6f701" : "i-0a51ce6e8d2f40c11",
      }),
    looks: true,
  },
  check: {
    who: operators,
    about: (one) => JSON.stringify({ operation: "operation/o-1", environments: [one] }),
  },
};

/** How somebody can come to a role, or not; `holds` says whether it is theirs. */
const holders: Readonly<Record<string, { grant: Partial<Grant>; team?: string; in?: string; holds: boolean }>> = {
  "by their id": { grant: { user: "U0KIM" }, holds: true },
  "by a group": { grant: { group: "S0OPS" }, holds: true },
  "by a group that they are not in": { grant: { group: "S0OTHERS" }, holds: false },
  "as somebody else": { grant: { user: "U0LEE" }, holds: false },
  "from another company": { grant: { user: "U0KIM", team: "T0OTHER" }, team: "T0OTHER", holds: true },
  "from another company, with a grant of ours": { grant: { user: "U0KIM" }, team: "T0OTHER", holds: false },
  "from another company, in a group of ours": { grant: { group: "S0OPS" }, team: "T0OTHER", holds: false },
  "at home, with a grant of another company": { grant: { user: "U0KIM", team: "T0OTHER" }, holds: false },
  "in the channel by its name": { grant: { user: "U0KIM", channels: ["#dev", "#deploys"] }, holds: true },
  "in the channel by its id": { grant: { user: "U0KIM", channels: ["C0DEPLOYS"] }, holds: true },
  "in another channel": { grant: { user: "U0KIM", channels: ["#deploys"] }, in: "dev", holds: false },
  "in no channel": { grant: { user: "U0KIM", channels: [] }, holds: false },
};

const scopes = [
  { name: "everywhere", environments: undefined },
  { name: "in dev", environments: ["dev"] },
  { name: "nowhere", environments: [] },
] as const;

let aws: LocalAws;
const calls: string[] = [];
const base = parseConfig(readFileSync("sandbox/nightshift.yaml", "utf8"));

beforeAll(async () => {
  aws = await startLocalAws({
    clock: new VirtualClock(start),
    ids: new Ids(),
    emit: () => {},
    onCall: ({ operation }) => calls.push(operation),
  });
});
afterAll(() => aws.close());

let requests = 0;

interface Asked {
  readonly grants: readonly Grant[];
  readonly team?: string | undefined;
  readonly in?: string | undefined;
}

/** What happened: whether it was run (or would have been), what was answered, noted and changed. */
interface Happened {
  readonly isRun: boolean;
  readonly answers: readonly Content[];
  readonly results: readonly string[];
  readonly changed: readonly string[];
}

async function ask(
  what: { command: string; text: string } | { action: string; value: string },
  { grants, team, in: channelName = "deploys" }: Asked,
  isReal: boolean,
): Promise<Happened> {
  calls.length = 0;
  let isRun = false;
  const run = async () => {
    isRun = true;
    return { result: "done" as const };
  };
  const spied = <Definition extends CommandDefinition | ActionDefinition>(one: Definition): Definition =>
    isReal ? one : { ...one, confirm: undefined, run };
  const store = openStore();
  await store.directory.setGroup("S0OPS", ["U0KIM"], start);
  await store.directory.setGroup("S0OTHERS", ["U0LEE"], start);
  const answers: Content[] = [];
  const notify: Publish = async (_kind, _key, say) => {
    const { content, destination } = say(undefined, undefined);
    if (destination.kind === "answer") answers.push(content);
    return { key: _key, version: 1, content, destination } as never;
  };
  const clients = {
    region,
    endpoint: aws.url,
    credentials: { accessKeyId: "commands", secretAccessKey: "test" },
    userAgentAppId: "test",
    maxAttempts: 1,
  };
  const now = () => start;
  const deps: RequestDeps = {
    commands: commands.map(spied),
    actions: actions.map(spied),
    config: { ...base, people: grants } as Config,
    store,
    publish: notify,
    accounts: createAccounts(clients, now),
    home: { account, region },
    requeue: async () => {},
    now,
    log: () => {},
  };
  const request = {
    team: slack.team.id,
    app: slack.appId,
    user: "U0KIM",
    userTeam: team ?? slack.team.id,
    channel: `C0${channelName.toUpperCase()}`,
    channelName,
    at: start.toISOString(),
    responseUrl: "http://127.0.0.1:9/",
  };
  if ("command" in what) {
    await runCommand({ ...request, ...what, triggerId: `1.${++requests}.x` }, deps);
  } else await runAction({ ...request, ...what, message: `C0DEPLOYS/${++requests}` }, deps);
  const results = (await store.audit.list({}, 10)).map(({ result }) => result);
  const isAsked = answers.some(({ buttons }) => buttons?.some(({ action }) => action === "confirm"));
  const changed = calls.filter((operation) => !/^(Describe|List|Get)/.test(operation));
  return {
    // Only those are asked whether they are sure who may do it.
    isRun: isReal ? isAsked || (results[0] !== undefined && results[0] !== "denied") : isRun,
    answers,
    results,
    changed,
  };
}

const tally = { tried: 0, passed: 0 };
afterAll(() => figure("role matrix", tally));

/** Notes the case as tried, and as passed when nothing in `check` fails. */
function count(check: () => void): void {
  tally.tried++;
  check();
  tally.passed++;
}

function requestFor(kind: "command" | "button", name: string, about: string) {
  if (kind === "button") return { action: name, value: about };
  const [first, ...rest] = name.split(" ");
  return { command: `/${first}`, text: [...rest, about].filter(Boolean).join(" ") };
}

it("knows every command and every button", () => {
  expect(Object.keys(ofCommands).sort()).toEqual(commands.map(({ name }) => name).sort());
  expect(Object.keys(ofActions).sort()).toEqual(actions.map(({ name }) => name).sort());
});

const all = [
  ...Object.entries(ofCommands).map(([name, one]) => ["command", name, one] as const),
  ...Object.entries(ofActions).map(([name, one]) => ["button", name, one] as const),
];

describe.each(all)("the %s %s", (kind, name, { who, about, everywhere, looks }) => {
  it.each(Object.entries(holders))("is for those who may, %s", async (_how, { grant, team, in: channel, holds }) => {
    for (const role of roles) {
      for (const { name: scope, environments } of scopes) {
        for (const environment of about && !everywhere ? (["dev", "staging"] as const) : (["dev"] as const)) {
          const isNamed = about !== undefined && !everywhere && name !== "schedule explain";
          const isThere = everywhere
            ? environments === undefined
            : !environments || !isNamed || environments.some((one) => one === environment);
          const isMeant = holds && who.includes(role) && isThere;
          const asked: Asked = { grants: [{ ...grant, roles: [role], environments }], team, in: channel };
          const what = requestFor(kind, name, about?.(environment) ?? "");
          const happened = await ask(what, asked, looks === true);
          count(() => {
            const told = `${role} ${scope}, about ${environment}: ${JSON.stringify(happened)}`;
            expect(happened.isRun, told).toBe(isMeant);
            if (isMeant) return;
            expect(happened.results, told).toEqual(["denied"]);
            expect(happened.changed, told).toEqual([]);
            expect(happened.answers, told).toHaveLength(1);
          });
        }
      }
    }
  });
});

describe("help", () => {
  it.each(Object.entries(holders))("shows just what may be run, %s", async (_how, holder) => {
    const { grant, team, in: channel, holds } = holder;
    for (const role of roles) {
      const asked: Asked = { grants: [{ ...grant, roles: [role] }], team, in: channel };
      const { answers, results } = await ask({ command: "/nightshift", text: "help" }, asked, true);
      if (!holds) {
        count(() => expect(results, role).toEqual(["denied"]));
        continue;
      }
      const shown = JSON.stringify(answers);
      for (const [name, { who }] of Object.entries(ofCommands)) {
        const usage = new RegExp(`"code":"/${name}( [<\\[][^"]*)?"\\}`);
        count(() => expect(usage.test(shown), `${role}: ${name}`).toBe(who.includes(role)));
      }
    }
  });
});
