import { deadLetterState } from "../../../lib/store/dead-letters.ts";
/** What fuzzing has found, each by its name. */

import { createHmac, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { publishDeadLetter } from "../../../handlers/dead-letters/service.ts";
import { deploymentKey } from "../../../handlers/deployments/state.ts";
import { events, otherEvent } from "../../../handlers/index.ts";
import { runEvent } from "../../../lib/app/run-event.ts";
import { ConfigError, parseConfig } from "../../../lib/config/load.ts";
import type { Content } from "../../../lib/pure/content.ts";
import type { Text } from "../../../lib/pure/text.ts";
import { respondByUrl } from "../../../lib/slack/api.ts";
import { render } from "../../../lib/slack/render.ts";
import { mrkdwn, spansOf } from "../../../lib/slack/spans.ts";
import { createWorker } from "../../../lib/slack/worker.ts";
import { account, region, slack, start } from "../../../sandbox/world.ts";
import { readerIn } from "../../reader.ts";
import {
  answersTo,
  awsEvent,
  type OpenStage,
  openStage,
  pipelineEvent,
  postedIn,
  pressForm,
  signed,
} from "../../stage.ts";
import { type Mutation, mutated } from "./hostile.ts";
import { openTicks } from "./ticking.ts";
import { config, openWorld, wrongInContent } from "./world.ts";

const nobody = { people: new Set<string>() };
const reader = readerIn("en");

describe("an event", () => {
  const tell = async (event: unknown) => {
    const world = openWorld();
    await runEvent(typeof event === "string" ? event : JSON.stringify(event), "message-1", {
      ...world,
      events,
      otherEvent,
    });
    expect(await world.wrong(nobody)).toEqual([]);
    return world;
  };

  it("is told in a channel whose name is Korean: the queue's groups have names of ASCII", async () => {
    expect(config.alerts.channel).toBe("#알림");
    expect((await tell(awsEvent("custom", "Something", {}))).outbox).toHaveLength(1);
  });

  it("is told although a name in it is half a character, which no address can hold", async () => {
    const halved = pipelineEvent({
      pipeline: "web-\ud83d",
      execution: "e-\udc4d",
      state: "STARTED",
      stage: "\ud83d",
    });
    expect((await tell(halved)).outbox[0]).toContain("web-\ufffd");
  });

  it("is told although what it names as its resource is half a character", async () => {
    const event = awsEvent(
      "aws.ecs",
      "ECS Deployment State Change",
      {
        eventType: "ERROR",
        eventName: "SERVICE_DEPLOYMENT_FAILED",
        deploymentId: "ecs-svc/1",
        reason: "none",
      },
      { resources: [`arn:aws:ecs:${region}:${account}:service/prod/web\ud83d`] },
    );
    expect((await tell(event)).said[0]).toContain("web\ufffd");
  });

  it("is told although the address in it is none that a button may open", async () => {
    const built = (link: string) =>
      awsEvent("aws.codebuild", "CodeBuild Build State Change", {
        "build-status": "FAILED",
        "project-name": "web",
        "build-id": `arn:aws:codebuild:${region}:${account}:build/web:1`,
        "additional-information": { logs: { "deep-link": link } },
      });
    await tell(built("https://console.aws.amazon.com/x<!channel> y"));
    await tell(built("javascript:alert(1)"));
  });

  it("is told although a name in it has a character that queues do not carry", async () => {
    const event = awsEvent("aws.cloudwatch", "CloudWatch Alarm State Change", {
      alarmName: "api\uffff",
      state: { value: "ALARM" },
    });
    expect((await tell(event)).outbox[0]).toContain("alarm/123456789012/ap-northeast-2/api\ufffd");
  });

  it("of a database is told although its categories are lists in lists without end", async () => {
    const event = JSON.stringify(
      awsEvent("aws.rds", "RDS DB Instance Event", {
        SourceIdentifier: "dev-db",
        EventCategories: ["?", { toString: 1 }],
      }),
    ).replace('"?"', "[".repeat(5_000) + "]".repeat(5_000));
    expect((await tell(event)).logs.at(-1)).toMatchObject({ outcome: "told" });
  });

  it("keeps a region as it is in the value of a menu, which comes back to us and is shown to nobody", async () => {
    const world = await tell({
      ...pipelineEvent({
        execution: "e-1",
        state: "STARTED",
        stage: "Approval",
        action: "Approve",
        category: "Approval",
      }),
      region: "nowhere\u0007",
    });
    const [{ content } = { content: undefined }] = await world.messages();
    expect(content?.menu?.options.map(({ value }) => value).join()).toContain("nowhere\u0007 ");
  });

  it("is told although it is of the last moment that there is, which nothing can be counted from", async () => {
    await tell(
      awsEvent(
        "aws.autoscaling",
        "EC2 Instance-terminate Lifecycle Action",
        {
          AutoScalingGroupName: "web",
          LifecycleHookName: "drain",
          EC2InstanceId: "i-0a",
          LifecycleActionToken: "t",
        },
        { time: "+275760-09-13T00:00:00Z" },
      ),
    );
  });

  it("is told without numbers that nothing can count to", async () => {
    const world = await tell('{"detail-type":"Big","detail":{"a":1e999,"b":2}}');
    const [{ content } = { content: undefined }] = await world.messages();
    expect(content?.lines).toHaveLength(1);
  });

  it("is told although the names of its fields are longer than a message", async () => {
    await tell(awsEvent("custom", "Long", { ["x".repeat(100_000)]: "y" }));
  });
});

it("A deployment that AWS names with what is no character has a message of the same key as its events have", () => {
  const id = { pipeline: "web", executionId: "e\ufffe\ud83d", account, region };
  expect(deploymentKey(id)).toBe(deploymentKey({ ...id, executionId: "e\ufffd\ufffd" }));
});

describe("a message", () => {
  const inEnglish = (text: Parameters<typeof spansOf>[0]) => mrkdwn(spansOf(text, reader));

  it.each<[text: Text, shown: string, why: string]>([
    ["\u202eevil", "evil", "what turns around everything behind it"],
    ["a\u0000b\u001b[31mc\u0085", "ab[31mc", "control characters"],
    ["half \ud83d", "half \ufffd", "half a character, which no form can carry"],
    [" > so", " \u2060&gt; so", "a quotation behind a space"],
    ["\u2028 \u2028> so", "\u2028 \u2028\u2060&gt; so", "a quotation behind line separators"],
    [{ user: "U0 <!here>" }, "U0 &lt;!here&gt;", "a person who is none is text as any other"],
    ["said\r> so", "said\r\u2060&gt; so", "a quotation behind a carriage return"],
    [{ time: "soon" }, "soon", "a moment that is none is shown as it stands"],
    [{ link: 'https://x.example/"\u0000', text: "" }, '<https://x.example/%22|https://x.example/">', "an address"],
  ])("shows %j as %j: %s", (text, shown, why) => {
    expect(inEnglish(text), why).toBe(shown);
  });

  it("leaves a button out that holds more than Slack takes or leads nowhere, and is posted all the same", () => {
    const content: Content = {
      tone: "info",
      title: "Long",
      buttons: [
        { action: "retry", label: "button.retry", value: "v".repeat(2_001) },
        { action: "open", label: "button.open", url: `https://example.com/${"x".repeat(3_000)}` },
        { action: "open-log", label: "button.open", url: "javascript:alert(1)" },
        { action: "approve", label: "button.approve", value: "" },
      ],
    };
    const { blocks } = render(content, reader);
    expect(wrongInContent(content, nobody)).toEqual([]);
    expect(JSON.stringify(blocks)).toContain('"action_id":"approve"');
    expect(JSON.stringify(blocks)).not.toMatch(/"action_id":"(retry|open|open-log)"/);
  });

  it("has room for a chart in words whose names are long", () => {
    const names = ["x".repeat(4_000), "y".repeat(4_000)];
    const chart = { title: "Costs", categories: names, series: [{ name: "now", values: [1, 2] }], unit: "" };
    expect(wrongInContent({ tone: "info", title: "Long", chart }, nobody)).toEqual([]);
  });

  it("has room for a table of people who are none, whose names are long", () => {
    const rows = [[{ user: `U${"x".repeat(10_000)}` }, { user: `U${"X".repeat(10_000)}` }]];
    const table = { columns: ["deployment.cause", "replacement.group"], rows } as const;
    expect(wrongInContent({ tone: "info", title: "Long", table }, nobody)).toEqual([]);
    const { blocks } = render({ tone: "info", title: "Long", table }, reader);
    expect(blocks.map(({ type }) => type)).toContain("table");
  });

  it("tells bars apart whose names are cut to the same, or to nothing", () => {
    const categories = ["Amazon EC2 Container Registry", "Amazon EC2 Container Service", "\u202e", "\u0000"];
    const chart = { title: "Costs", categories, series: [{ name: "now", values: [1, 2, 3, 4] }], unit: "" };
    expect(wrongInContent({ tone: "info", title: "Alike", chart }, nobody)).toEqual([]);
  });

  it("whose address for the answer is none is given up at once", async () => {
    expect(await respondByUrl("nowhere", { text: "x", blocks: [] }, false)).toMatchObject({
      fault: { class: "not-found" },
    });
  });
});

it("What is done to data leaves the data of the next alone, however often it is done", () => {
  const value = {};
  const change = (kind: Mutation["kind"], at: number): Mutation => ({ kind, at, value, name: "more" });
  const changes = [change("replace", 1), change("add", 1), change("add", 1)];
  const first = JSON.stringify(mutated({ a: 1, b: 2 }, changes));
  expect(JSON.stringify(mutated({ a: 1, b: 2 }, changes))).toBe(first);
  expect(value).toEqual({});
});

describe("the front door", () => {
  const knock = async (stage: OpenStage, bytes: Buffer) => {
    const timestamp = String(start.getTime() / 1000);
    const digest = createHmac("sha256", slack.signingSecret).update(`v0:${timestamp}:`).update(bytes).digest("hex");
    const headers = { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${digest}` };
    const { functions } = await import("../../stage.ts");
    const { aws } = stage.sandbox;
    const handle = functions.slack({
      env: {
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: "found",
        AWS_SECRET_ACCESS_KEY: "found",
        AWS_ENDPOINT_URL: aws.url,
        SIGNING_SECRET_PARAMETER: "/nightshift/sandbox/slack/signing-secret",
        COMMANDS_QUEUE_URL: `${aws.url}/${account}/CommandsQueue`,
      },
      now: () => start,
      log: () => {},
      readFile: async () => "",
    });
    return handle({ headers, body: bytes.toString("base64"), isBase64Encoded: true } as never);
  };

  it("refuses signed bytes that are no text, instead of queueing others", async () => {
    const stage = await openStage();
    expect(await knock(stage, Buffer.from([0x61, 0x80]))).toEqual({ statusCode: 400 });
    expect(stage.sandbox.aws.queues.peek("CommandsQueue")).toEqual([]);
  });

  it("queues characters that a queue would put others in the place of", async () => {
    const stage = await openStage();
    expect(await knock(stage, Buffer.from("a\uffff\ufffe"))).toEqual({ statusCode: 200 });
    const [queued] = stage.sandbox.aws.queues.peek("CommandsQueue");
    expect(queued?.body).not.toMatch(/[\ufffe\uffff]/);
    expect((JSON.parse(queued?.body ?? "") as { body: string }).body).toBe("a\uffff\ufffe");
    stage.sandbox.aws.queues.receive("CommandsQueue", 10);
  });
});

describe("the worker", () => {
  it.each([
    ["a payload that is no JSON", "payload=%7B"],
    ["a press of nobody", "payload=%7B%22type%22%3A%22block_actions%22%2C%22actions%22%3A%5B%7B%7D%5D%7D"],
    ["a command without a name", "user_id=U1&trigger_id=1&command="],
  ])("leaves %s at that, with no second try", async (_why, body) => {
    const stage = await openStage();
    const { http } = signed(body) as { http: object };
    expect((await stage.sandbox.request({ method: "POST", path: "/slack/events", ...http })).status).toBe(200);
    await stage.sandbox.drain();
    expect(stage.logs).toContainEqual(expect.objectContaining({ level: "warn", event: "request of no known kind" }));
    expect(stage.sandbox.aws.queues.peek("CommandsQueue")).toEqual([]);
  });

  it("leaves a payload at that which Bolt stumbles over", async () => {
    const work = createWorker({ command: fail, press: fail, submit: fail, directoryChanged: fail });
    expect(await work({ type: "block_actions", actions: [{}], channel: null, user: 7, team: [] })).toBe(false);
    expect(await work({ command: 7, text: {}, user_id: null })).toBe(false);
  });

  it("does nothing for a button that names a schedule as objects name their own, or a moment that is none", async () => {
    const stage = await openStage();
    const now = start.toISOString();
    for (const reference of [
      ...["constructor", "__proto__", "toString"].map((schedule) => ({ schedule, planned: now, at: now })),
      ...["soon", "+275760-09-13T00:00:00Z"].map((at) => ({ schedule: "office-hours", planned: now, at })),
    ]) {
      const value = JSON.stringify(reference);
      for (const action of ["skip", "snooze"]) {
        await stage.sandbox.request({
          method: "POST",
          path: "/slack/events",
          ...(signed(pressForm({ action, value })) as { http: object }).http,
        });
      }
    }
    await stage.sandbox.drain();
    expect(stage.logs.filter((line) => (line as { level: string }).level === "error")).toEqual([]);
  });
});

async function fail(): Promise<void> {
  throw new Error("Nobody should be asked");
}

describe("the queues", () => {
  it.each(["CommandsQueue", "OutboxQueue.fifo"])("lose nothing behind junk in %s, and try it once", async (name) => {
    const stage = await openStage();
    const fifo = name.endsWith(".fifo");
    for (const [index, body] of ["{", "null", '"message"', '{"message":7}'].entries()) {
      stage.sandbox.aws.queues.send(name, body, fifo ? { groupId: "person:U0OPERATOR", dedupeId: `${index}` } : {});
    }
    await stage.run({ say: "/deploy help" });
    expect(answersTo(stage.messages(), "operator")).toHaveLength(1);
    expect(stage.sandbox.aws.queues.peek(name)).toEqual([]);
    expect(stage.logs.filter((line) => (line as { event: string }).event === "message unreadable")).toHaveLength(4);
    expect(postedIn(stage.messages(), "#alerts")).toEqual([]);
  });

  it("give what is due and always fails an hour, and then tell it among the dead letters", async () => {
    const { sandbox } = await openStage();
    let now = start;
    const { store, tick, logs } = openTicks(sandbox.aws, () => now);
    await store.due.set({ job: "deployment-check", subject: "broken", at: start.toISOString() });
    for (const [minutes, left] of [
      [0, 1],
      [59, 1],
      [61, 0],
    ] as const) {
      now = new Date(start.getTime() + minutes * 60_000);
      await tick();
      expect(logs).toContainEqual(expect.objectContaining({ event: left ? "due item failed" : "dead letter" }));
      expect(await store.due.list(now, 10)).toHaveLength(left);
    }
  });
});

it("A dead letter that is larger than an item of the table is told all the same", async () => {
  const world = openWorld();
  const body = randomBytes(500_000).toString("base64");
  await publishDeadLetter({ id: "large", queue: "events", body }, world);
  expect(world.said).toHaveLength(1);
  expect(await world.store.states.read(deadLetterState, "large")).toBeUndefined();
});

describe("nightshift.yaml", () => {
  it.each([
    [
      "an alias that has no end",
      "slack: &a { team: *a }\n",
      "slack.team: this is an alias of something that it stands in",
    ],
    ["a long alias of nothing", `a: *${"x".repeat(10_000)}\n`, "Unresolved alias"],
    ["a long key of two lines", `? "\\n> ${"x".repeat(10_000)}"\n: 1\n`, "unknown key"],
  ])("refuses %s in a few words", (_why, yaml, said) => {
    let told = "";
    try {
      parseConfig(yaml);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      told = error.message;
    }
    expect(told).toContain(said);
    for (const line of told.split("\n")) expect(line.length).toBeLessThan(1_300);
  });
});
