import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Verb } from "../../../lib/aws/verb.ts";
import { type VerbName, verbs } from "../../../lib/aws/verbs.ts";
import { allowing, permissionOf } from "../../../sandbox/permissions.ts";
import { perform, type Step } from "../../../sandbox/play.ts";
import { iamPrefix, resourcesOf } from "../../../sandbox/resources.ts";
import { startSandbox } from "../../../sandbox/sandbox.ts";
import { functionNames, type Policies, type Statement } from "../../../scripts/derive/iam.ts";
import { figure } from "./figures.ts";
import { type Scenario, scenarios } from "./scenarios.ts";

const policies = JSON.parse(readFileSync(new URL("../../../deploy/iam.json", import.meta.url), "utf8")) as Policies;

const role = "arn:aws:iam::210987654321:role/nightshift";
const config = readFileSync(new URL("../../../sandbox/nightshift.yaml", import.meta.url), "utf8");
const abroad = config.replace(
  "    pipeline: web-production\n",
  `    pipeline: web-production\n    account: { role: "${role}", externalId: acme-nightshift }\n`,
);

const failure = (aws: string, operation: string, times = 1): Step => ({ fault: { aws, operation, times } });
const busy = (operation: string) => failure("ThrottlingException", operation, 2);

/** What goes wrong now and then, so that it is seen which rights that takes. */
const troubles: readonly Scenario[] = [
  {
    name: "somebody deploys what is being deployed, and what cannot be",
    steps: [
      { say: "/deploy staging" },
      { say: "/deploy staging", as: "owner" },
      { advance: "4m" },
      failure("AccessDeniedException", "StartPipelineExecution"),
      { say: "/deploy dev" },
    ],
  },
  {
    name: "AWS is busy",
    steps: [busy("ListPipelineExecutions"), { say: "/deploy staging" }, { advance: "1m" }, { advance: "4m" }],
  },
  {
    name: "AWS is busy while an event is told",
    steps: [
      { fault: { aws: "ThrottlingException", service: "dynamodb", operation: "GetItem", times: 4 } },
      { aws: { push: "web-dev" } },
      { advance: "5m" },
    ],
  },
  {
    name: "Slack is busy",
    steps: [
      { fault: { slack: 429, method: "chat.postMessage", retryAfter: 5, times: 2 } },
      { say: "/deploy staging" },
      { advance: "5m" },
    ],
  },
  {
    name: "a command and an event fail for good, and are tried again",
    steps: [
      failure("ThrottlingException", "ListPipelineExecutions", 10),
      { say: "/deploy staging" },
      { advance: "10m" },
      { press: "replay" },
      { advance: "5m" },
    ],
  },
  { name: "a dialog", steps: [{ say: "/deploy" }] },
  {
    name: "an execution whose revision is not told",
    steps: [
      { aws: { push: "web-dev" } },
      { advance: "5s" },
      { drop: "CodePipeline Action Execution State Change" },
      { advance: "5m" },
    ],
  },
  {
    name: "a night in another account",
    start: "2026-11-23T21:59:00+09:00",
    config: abroad,
    steps: [{ advance: "5m" }],
  },
  {
    name: "another account",
    config: abroad,
    steps: [
      { say: "/deploy production", as: "owner" },
      { press: "confirm", as: "owner" },
      { aws: { push: { pipeline: "web-production", account: "210987654321" } } },
      { advance: "4m" },
    ],
  },
  {
    name: "a replacement of which the launch is never heard",
    steps: [
      { drop: "aws.autoscaling/EC2 Instance Launch Successful" },
      { aws: { failHealthCheck: "web-staging-asg" } },
      { advance: "25m" },
    ],
  },
  {
    name: "databases and clusters follow their schedule",
    start: "2026-11-23T21:59:00+09:00",
    config: config.replace('start: "09:00"', 'start: "22:20"'),
    steps: [{ advance: "2m" }, { advance: "10m" }, { advance: "12m" }],
  },
];

/** Rights that no function is seen to use here, by statement and action, with the reason. */
const exempt: readonly [statement: RegExp, action: RegExp, reason: string][] = [
  [/^Log$/, /^logs:/, "Lambda itself writes the log, with the function's role"],
  [
    /^Consume/,
    /^sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$/,
    "Lambda itself polls the queue, with the function's role",
  ],
  [/^ReportLostTicks$/, /^sqs:SendMessage$/, "Lambda itself sends there what failed, with the function's role"],
  [/^Decrypt/, /^kms:Decrypt$/, "Parameter Store decrypts with the caller's right"],
];

interface Used {
  readonly function: string;
  readonly action: string;
  readonly resources: readonly string[] | undefined;
}

const used: Used[] = [];

/** Carries out a scenario, and notes the calls that the functions make with their own roles. */
async function carryOut({ steps, start, config: yaml }: Scenario): Promise<void> {
  const sandbox = await startSandbox({
    ...(start && { start: new Date(start) }),
    ...(yaml && { config: yaml }),
    onCall: ({ function: name, service, operation, input, place: location, session }) => {
      if (session) return;
      const prefix = iamPrefix(service);
      const resources = resourcesOf(prefix, operation, input, location);
      used.push({ function: name, action: `${prefix}:${operation}`, resources });
    },
  });
  try {
    for (const step of steps) {
      // A button may come only after some tries of what has failed.
      for (let tries = 0; ; tries++) {
        try {
          await perform(step, { sandbox, folder: ".", respond: () => {} });
          break;
        } catch (error) {
          if (!("press" in step) || tries === 30) throw error;
          await sandbox.advanceTo(new Date(sandbox.now().getTime() + 60_000));
          await sandbox.drain();
        }
      }
      await sandbox.drain();
    }
  } finally {
    await sandbox.close();
  }
}

describe("the rights of the functions", () => {
  it.each([...scenarios, ...troubles])(
    "$name: every call is allowed, for what it is about",
    async (scenario) => {
      const from = used.length;
      await carryOut(scenario);
      const own = used.slice(from);
      const complaints = own.flatMap(({ function: name, action, resources }) => {
        const [service = "", operation = ""] = action.split(":");
        if (!resources) return `nobody has written what ${action} is about`;
        return permissionOf(name, service, operation, resources) ?? [];
      });
      figure("calls with a right", {
        tried: own.length,
        passed: own.length - complaints.length,
        "calls not allowed": complaints.length,
      });
      expect([...new Set(complaints)]).toEqual([]);
      expect(own.length).toBeGreaterThan(0);
    },
    300_000,
  );

  // What the scenarios above have used; it says nothing when only some of them were run.
  it("are all used", () => {
    const rights = functionNames.flatMap((name) =>
      policies[name].flatMap((statement) =>
        statement.Action.map((action) => ({
          name,
          statement,
          action,
          sid: `${name} ${statement.Sid} ${action}`,
        })),
      ),
    );
    const seen = new Set(
      used.flatMap(({ function: name, action, resources = [] }) =>
        resources.flatMap((resource) => allowing(name, action, resource).map(({ Sid }) => `${name} ${Sid} ${action}`)),
      ),
    );
    const unused = rights.filter(({ sid, statement, action }) => !seen.has(sid) && !isExempt(statement, action));
    figure("statements in use", {
      tried: rights.length,
      passed: rights.length - unused.length,
      "unused statements": unused.length,
    });
    expect(unused.map(({ sid }) => sid)).toEqual([]);
    // An exemption that exempts nothing is none.
    for (const [statement, action, reason] of exempt) {
      const exempted = rights.filter((one) => statement.test(one.statement.Sid) && action.test(one.action));
      expect(exempted.length, reason).toBeGreaterThan(0);
    }
  });

  it("hold * alone only where a verb gives the reason", () => {
    const reasoned = new Map<string, string | undefined>();
    for (const name of Object.keys(verbs) as VerbName[]) {
      const verb: Verb<never, unknown> = verbs[name];
      const isEverywhere = verb.resources.includes("*");
      expect(isEverywhere, `${name}: * and a reason belong together`).toBe(verb.wildcardReason !== undefined);
      for (const action of verb.actions) if (isEverywhere) reasoned.set(action, verb.wildcardReason);
    }
    for (const name of functionNames) {
      for (const { Resource, Action } of policies[name]) {
        if (![Resource].flat().includes("*")) continue;
        for (const action of Action) expect(reasoned.get(action), action).toMatch(/https:\/\/docs\.aws/);
      }
    }
  });

  it("hold what AWS also checks, and only under its condition", () => {
    for (const verb of Object.values(verbs) as Verb<never, unknown>[]) {
      for (const { action, condition, when } of verb.alsoChecked ?? []) {
        expect(when).toMatch(/https:\/\//);
        const holders = functionNames.filter((name) => policies[name].some((one) => one.Action.includes(action)));
        expect(holders).toEqual(
          functionNames.filter((name) => policies[name].some((one) => one.Action.includes(verb.operation))),
        );
        for (const name of holders) {
          const held = policies[name].filter((one) => one.Action.includes(action));
          expect(held).toMatchObject([{ Action: [action], Condition: condition }]);
        }
      }
    }
  });
});

function isExempt({ Sid }: Statement, action: string): boolean {
  if (exempt.some(([statement, actions]) => statement.test(Sid) && actions.test(action))) return true;
  // Those that AWS checks on the way of another call.
  return (Object.values(verbs) as Verb<never, unknown>[]).some(({ alsoChecked = [] }) =>
    alsoChecked.some((one) => one.action === action),
  );
}
