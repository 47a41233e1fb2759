import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DisableRuleCommand, EventBridgeClient, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import { GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { ConfirmSubscriptionCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it, onTestFinished } from "vitest";
import { VirtualClock } from "../../sandbox/clock.ts";
import { Ids } from "../../sandbox/ids.ts";
import { startLocalSlack } from "../../sandbox/slack/local-slack.ts";
import { slack, start } from "../../sandbox/world.ts";
import { functionNames } from "../../scripts/derive/iam.ts";
import { botScopes, optionalBotScopes } from "../../scripts/derive/manifest.ts";
import { alarmEmail, type Deployed, deploy, marked, project, stage, temporaryFile } from "./deployed.ts";

/** Confirms the e-mail subscription, as somebody who presses its link does. */
async function confirmAlarms({ client, physicalId }: Deployed): Promise<void> {
  const TopicArn = await physicalId("AlarmTopic");
  await new SNSClient(client).send(new ConfirmSubscriptionCommand({ TopicArn, Token: alarmEmail }));
}

describe("An installation that is right", () => {
  it("is found right in every part", async () => {
    const deployed = await deploy();
    await confirmAlarms(deployed);
    const findings = await deployed.doctor();
    expect(marked(findings, "wrong")).toEqual([]);
    expect(marked(findings, "unsure")).toEqual([]);
    const right = marked(findings, "right");
    for (const said of [
      "nightshift.yaml is valid: dev, staging, production",
      /^123456789012 in ap-northeast-2, as arn:aws:/,
      "nightshift-sandbox: CREATE_COMPLETE",
      `/nightshift/${stage}/slack/bot-token is stored, encrypted`,
      `the token is that of @nightshift in Acme (${slack.team.id})`,
      `the app is ${slack.appId}`,
      "#deploys: the bot is a member",
      "U0OWNER is Seo-yeon Park",
      /\/slack\/events refuses what is not signed$/,
      "it answers Slack's check of its certificate",
      "the front door takes what is signed with the stored secret",
      "production: web-production (Source → Build → Approval → Deploy)",
      "www: E1NIGHTSHIFT00 (www.example.com)",
      /^office-hours: \d+ tagged$/,
      /^outbox: IAM allows all \d+ actions of deploy\/iam\.json$/,
      "PipelineRule is enabled and sends to the events queue",
      "CommandsQueue sets aside what fails in nightshift-sandbox-commands-dead-letters",
      "OutboxDeadLetters: empty",
      `alarms reach email ${alarmEmail}`,
    ]) {
      expect(right).toContainEqual(typeof said === "string" ? said : expect.stringMatching(said));
    }
  });

  it("is told so in Korean, too", async () => {
    const deployed = await deploy();
    await confirmAlarms(deployed);
    const right = marked(await deployed.doctor({ language: "ko" }), "right");
    expect(right).toContain("#deploys: 봇이 참여 중");
    expect(right).toContain("저장된 시크릿으로 서명한 요청을 받음");
  });

  it("is looked at without a change, and without a message to anybody", async () => {
    const deployed = await deploy();
    await confirmAlarms(deployed);
    await deployed.doctor();
    await deployed.sandbox.drain();
    expect(deployed.sandbox.slack.messages).toEqual([]);
    expect(await deployed.sandbox.deadLetters()).toEqual([]);
  });
});

interface Fault {
  readonly what: string;
  readonly make?: (deployed: Deployed) => Promise<void> | void;
  /** In nightshift.yaml. */
  readonly change?: readonly [string, string];
  readonly wrong?: readonly RegExp[];
  readonly unsure?: readonly RegExp[];
}

const simulation = { service: "iam", operation: "SimulatePrincipalPolicy" };

const faults: readonly Fault[] = [
  {
    what: "a mistyped key",
    change: ["language: en", "langage: en"],
    wrong: [/^language: is missing/, /^langage: unknown key.*Did you mean language\?/],
    unsure: Array.from({ length: 6 }, () => /^Not looked at: .*nightshift\.yaml/),
  },
  {
    what: "a channel that is not there",
    change: ['channel: "#alerts"', 'channel: "#alert"'],
    wrong: [/^There is no public channel #alert \(alerts\.channel\)\. → Did you mean #alerts\?/],
  },
  {
    what: "a private channel without the bot",
    change: ['channel: "#alerts"', "channel: C0SECRET"],
    wrong: [/^C0SECRET does not exist, or it is private .*\(alerts\.channel\).*\/invite @Nightshift/],
  },
  {
    what: "a public channel without the bot",
    make: ({ sandbox }) => sandbox.slack.setBotMember("#dev", false),
    unsure: [/^#dev is there; the bot is no member.*→ In #dev: \/invite @Nightshift/],
  },
  {
    what: "a person who is not there",
    change: ["user: U0VIEWER", "user: U0NOBODY"],
    wrong: [/^There is no user U0NOBODY in the workspace \(people\[2\]\.user\)/],
  },
  {
    what: "a user group that is not there",
    change: ["user: U0VIEWER", "group: S0NOBODY"],
    wrong: [/^There is no user group S0NOBODY \(people\[2\]\.group\)/],
  },
  {
    what: "nobody at all",
    change: ["people:[^]*", "people: []"],
    wrong: [/^Nobody is named under people/],
  },
  {
    what: "the wrong team",
    change: ["team: T0NIGHT", "team: T0OTHER"],
    wrong: [/^The token belongs to the workspace Acme \(T0NIGHT\); nightshift\.yaml says slack\.team: T0OTHER/],
  },
  {
    what: "the wrong app",
    change: ["app: A0NIGHTSHIFT", "app: A0OTHER"],
    wrong: [/^The token belongs to the app A0NIGHTSHIFT; nightshift\.yaml says slack\.app: A0OTHER/],
  },
  {
    what: "a token that was revoked",
    make: ({ sandbox }) => sandbox.slack.fault({ method: "auth.test", error: "token_revoked", times: 1 }),
    wrong: [/^Slack does not take the bot token: token_revoked → Copy the token anew/],
    unsure: [/^Not looked at: Slack/, /^Not looked at: Slack/],
  },
  {
    what: "a pipeline that is not there",
    change: ["pipeline: web-staging", "pipeline: web-stagin"],
    wrong: [/^staging: there is no pipeline web-stagin .* Did you mean web-staging\?/],
  },
  {
    what: "a pipeline in another account, whose role one may not take on",
    make: ({ sandbox }) =>
      sandbox.aws.fault({ service: "sts", operation: "AssumeRole", error: "AccessDenied", times: 1 }),
    change: [
      "pipeline: web-staging",
      "pipeline: web-staging\n    account: { role: arn:aws:iam::999988887777:role/nightshift, region: eu-west-1 }",
    ],
    unsure: [/^staging: you may not look at web-staging in eu-west-1\./],
  },
  {
    what: "a channel and a person that only the rules for alerts name",
    change: [
      'channel: "#alerts"',
      'channel: "#alerts"\n  routes: [{ when: { severity: high }, channel: "#onduty" }]\n  escalation: { afterMinutes: 5, to: U0ONDUTY }',
    ],
    wrong: [
      /^There is no public channel #onduty \(alerts\.routes\[0\]\.channel\)/,
      /^There is no user U0ONDUTY in the workspace \(alerts\.escalation\.to\)/,
    ],
  },
  {
    what: "a distribution that is not there",
    change: ["E1NIGHTSHIFT00", "E1NIGHTSHIFT99"],
    wrong: [/^www: there is no distribution E1NIGHTSHIFT99/],
  },
  {
    what: "a schedule that nothing is tagged for",
    change: ["office-hours:", "office-hour:"],
    unsure: [
      /^office-hour: nothing is tagged nightshift=office-hour\. →/,
      ...Array.from({ length: 7 }, () => /is tagged nightshift=office-hours, .*mean nightshift=office-hour\?/),
    ],
  },
  {
    what: "a secret that was pasted with a line break",
    make: ({ sandbox }) =>
      sandbox.aws.putParameter(`/nightshift/${stage}/slack/signing-secret`, "sandbox-signing-secret\n"),
    wrong: [/signing-secret holds a space or a line break/],
  },
  {
    what: "the token where the signing secret should be",
    make: ({ sandbox }) => sandbox.aws.putParameter(`/nightshift/${stage}/slack/signing-secret`, slack.botToken),
    wrong: [/signing-secret holds something else: the two secrets may be exchanged/],
  },
  {
    what: "no right to read a secret",
    make: ({ sandbox }) =>
      sandbox.aws.fault({
        service: "ssm",
        operation: "GetParameter",
        error: "AccessDeniedException",
        times: 1,
      }),
    unsure: [/signing-secret: you may not read it/, /^Not looked at: the signing secret/],
  },
  {
    what: "a rule that is off",
    async make({ client, physicalId }) {
      const Name = await physicalId("PipelineRule");
      await new EventBridgeClient(client).send(new DisableRuleCommand({ Name }));
    },
    wrong: [/^PipelineRule is disabled\. → aws events enable-rule --region ap-northeast-2 --name nightshift-/],
  },
  {
    what: "a rule without its target",
    async make({ client, physicalId }) {
      const Rule = await physicalId("AlarmRule");
      await new EventBridgeClient(client).send(new RemoveTargetsCommand({ Rule, Ids: ["events"] }));
    },
    wrong: [/^AlarmRule does not send to the events queue\. → Deploy again: npx serverless deploy --stage sandbox/],
  },
  {
    what: "a role whose policy was cut",
    make: cutTicks,
    wrong: [/^ticks may not: (?!.*PutLogEvents).*dynamodb:GetItem.*rds:StopDBInstance.* → Deploy again/],
  },
  {
    what: "a role whose policy was cut, seen by somebody who may not ask IAM",
    async make(deployed) {
      await cutTicks(deployed);
      deployed.sandbox.aws.fault({ ...simulation, error: "AccessDenied", times: 100 });
    },
    wrong: [/^ticks may not: (?!.*PutLogEvents).*dynamodb:GetItem.*rds:StopDBInstance.* → Deploy again/],
  },
  {
    what: "roles that may not be looked at",
    make({ sandbox }) {
      sandbox.aws.fault({ ...simulation, error: "AccessDenied", times: 100 });
      sandbox.aws.fault({ service: "iam", operation: "GetRolePolicy", error: "AccessDenied", times: 100 });
    },
    unsure: functionNames.map((name) => new RegExp(`^${name}: you may not look at its role`)),
  },
  {
    what: "dead letters",
    async make({ client, physicalId }) {
      const QueueUrl = await physicalId("EventsDeadLetters");
      const sqs = new SQSClient(client);
      for (const MessageBody of ["one", "two"]) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    wrong: [/^EventsDeadLetters: 2 dead letters → .*nightshift-sandbox-events-dead-letters → Start DLQ redrive/],
  },
];

/** Leaves the role of the function ticks nothing but its log. */
async function cutTicks({ client, physicalId }: Deployed): Promise<void> {
  const RoleName = await physicalId("TicksRole");
  const iam = new IAMClient(client);
  const read = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: "ticks" }));
  const document = JSON.parse(decodeURIComponent(read.PolicyDocument ?? "")) as {
    Statement: { Sid: string }[];
  };
  const Statement = document.Statement.filter(({ Sid }) => Sid === "Log");
  await iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName: "ticks",
      PolicyDocument: JSON.stringify({ ...document, Statement }),
    }),
  );
}

describe("What is wrong is said, each in its line", () => {
  it.each(faults)("$what", async ({ make, change, wrong = [], unsure = [] }) => {
    const deployed = await deploy();
    await confirmAlarms(deployed);
    await make?.(deployed);
    if (change) {
      const [from, to] = change;
      const changed = deployed.config.replace(new RegExp(from), to);
      expect(changed).not.toBe(deployed.config);
      deployed.config = changed;
    }
    const findings = await deployed.doctor();
    expect(marked(findings, "wrong")).toEqual(wrong.map((pattern) => expect.stringMatching(pattern)));
    expect(marked(findings, "unsure")).toEqual(unsure.map((pattern) => expect.stringMatching(pattern)));
  });
});

describe("What was not done yet", () => {
  it("nothing is deployed, and no secret is stored", async () => {
    const deployed = await deploy({ bare: true });
    const findings = await deployed.doctor({ stage: "production" });
    expect(marked(findings, "wrong")).toEqual([
      expect.stringMatching(
        /^nightshift-production is not deployed in ap-northeast-2\. → npx serverless deploy --stage production/,
      ),
      expect.stringMatching(
        /^\/nightshift\/production\/slack\/signing-secret is missing\. → read -rs SECRET; printf %s "\$SECRET" \| aws ssm put-parameter/,
      ),
      expect.stringMatching(/^\/nightshift\/production\/slack\/bot-token is missing\./),
    ]);
    expect(marked(findings, "unsure")).toContain("Not looked at: the stack, the signing secret could not be read.");
  });

  it("an older template is deployed", async () => {
    const deployed = await deploy({ change: ({ Resources }) => void delete Resources.MissedTickAlarm });
    await confirmAlarms(deployed);
    expect(marked(await deployed.doctor(), "wrong")).toEqual([
      expect.stringMatching(/^serverless\.yml has what the stack lacks: MissedTickAlarm → Deploy again/),
    ]);
  });

  it("the e-mail subscription was not confirmed, or nobody was named for it", async () => {
    const waiting = await deploy();
    expect(marked(await waiting.doctor(), "wrong")).toEqual([
      expect.stringMatching(/^email night@example\.com has not confirmed the subscription.*Press the link/),
    ]);
    const nobody = await deploy({ change: ({ Resources }) => void delete Resources.AlarmEmailSubscription });
    const findings = await nobody.doctor();
    expect(marked(findings, "wrong")).toEqual([]);
    expect(marked(findings, "unsure")).toEqual([
      expect.stringMatching(/^Nobody is told .* → Deploy with --param alarm-email=/),
    ]);
  });

  it("a queue has no dead letters' queue", async () => {
    const deployed = await deploy({
      change({ Resources }) {
        const queue = Resources.EventsQueue ?? expect.fail();
        Resources.EventsQueue = { ...queue, Properties: { QueueName: "nightshift-sandbox-events" } };
      },
    });
    await confirmAlarms(deployed);
    expect(marked(await deployed.doctor(), "wrong")).toEqual([
      expect.stringMatching(/^EventsQueue has no queue for dead letters\./),
    ]);
  });
});

describe("The front door", () => {
  const withDoor = async (url: string) => {
    const deployed = await deploy({
      change({ Outputs }) {
        Outputs.SlackRequestUrl = { Value: url };
      },
    });
    await confirmAlarms(deployed);
    return marked(await deployed.doctor(), "wrong");
  };

  it("is closed", async () => {
    expect(await withDoor("http://127.0.0.1:9/slack/events")).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:9\/slack\/events does not answer: .*→ Look whether/),
    ]);
  });

  it("lets everybody in", async () => {
    const server = createServer((_, response) => void response.end("ok"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    expect(await withDoor(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).toEqual([
      expect.stringMatching(/^A request without a signature was answered with HTTP 200 instead of 401\./),
      expect.stringMatching(/^What is signed with the stored secret was answered with HTTP 200\./),
    ]);
  });
});

describe("The token's scopes", () => {
  const withScopes = async (scopes: readonly string[]) => {
    const deployed = await deploy();
    await confirmAlarms(deployed);
    const other = await startLocalSlack({
      clock: new VirtualClock(start),
      ids: new Ids(),
      scopes,
      deliver: async () => ({ status: 200, body: "" }),
    });
    onTestFinished(() => other.close());
    return deployed.doctor({ slackApiUrl: other.apiUrl("doctor") });
  };

  it("one is missing", async () => {
    const findings = await withScopes(botScopes.filter((scope) => scope !== "chat:write"));
    expect(marked(findings, "wrong")).toEqual([
      expect.stringMatching(/^The token lacks scopes: chat:write → chat:write: It posts .*install the app again/),
    ]);
  });

  it("optional ones are missing", async () => {
    const findings = await withScopes(botScopes.filter((scope) => !optionalBotScopes.includes(scope)));
    expect(marked(findings, "wrong")).toEqual([]);
    expect(marked(findings, "unsure")).toEqual([
      expect.stringContaining(`The token lacks optional scopes: ${optionalBotScopes.join(", ")}`),
      "Channels cannot be seen without the scope channels:read.",
    ]);
  });

  it("there is one too many", async () => {
    const findings = await withScopes([...botScopes, "channels:manage"]);
    expect(marked(findings, "wrong")).toEqual([]);
    expect(marked(findings, "unsure")).toEqual([
      expect.stringMatching(/^The token has scopes that Nightshift does not need: channels:manage/),
    ]);
  });
});

describe("npm run -s nightshift -- doctor", () => {
  const run = async (deployed: Deployed, env: Readonly<Record<string, string>> = {}) => {
    const config = await temporaryFile("nightshift.yaml", deployed.config);
    const args = ["scripts/nightshift/cli.ts", "doctor", "--stage", stage, "--config", config, "--language", "en"];
    const { PATH = "" } = process.env;
    return new Promise<{ status: unknown; output: string }>((resolve) => {
      execFile(
        process.execPath,
        ["--import", "tsx", ...args],
        { cwd: project, env: { PATH, HOME: "/nowhere", ...deployed.env, ...env } },
        (error, stdout, stderr) => resolve({ status: error?.code ?? 0, output: stdout + stderr }),
      );
    });
  };

  it("exits with 0 when nothing is wrong and 1 when something is, and prints no secret", async () => {
    const deployed = await deploy();
    const before = await run(deployed);
    expect(before.output).toMatch(/\n {2}✗ email night@example\.com has not confirmed.*\n {4}→ /);
    expect(before.output).toMatch(/\n1 wrong \(✗\)\.\n$/);
    expect(before.status).toBe(1);
    await confirmAlarms(deployed);
    const after = await run(deployed);
    expect(after.output).toMatch(/\nEverything is right\.\n$/);
    expect(after.status).toBe(0);
    for (const { output } of [before, after]) {
      expect(output).not.toContain(slack.botToken);
      expect(output).not.toContain("sandbox-signing-secret");
    }
  });

  it("says how to log in when AWS does not know who asks", async () => {
    const deployed = await deploy({ bare: true });
    const nobody = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_EC2_METADATA_DISABLED: "true" };
    const { status, output } = await run(deployed, nobody);
    expect(status).toBe(1);
    expect(output).toMatch(/✗ AWS does not know you: .*\n {4}→ Log in \(aws sso login/);
    expect(output).not.toContain("at async");
  });
});
