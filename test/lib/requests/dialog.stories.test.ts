/** Commands that are typed alone open a dialog, and what is chosen there runs as if it had been typed. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { commands } from "../../../handlers/index.ts";
import type { View } from "../../../sandbox/slack/model.ts";
import { slack, start } from "../../../sandbox/world.ts";
import {
  answersTo,
  callsOf,
  commandForm,
  functions,
  type OpenStage,
  openStage,
  pass,
  postedIn,
  signed,
} from "../../stage.ts";

const yaml = readFileSync("sandbox/nightshift.yaml", "utf8");

const starts = (stage: OpenStage) => callsOf(stage, "StartPipelineExecution");

interface Option {
  readonly value: string;
  readonly text: { readonly text: string };
  readonly description: { readonly text: string };
}

/** What can be chosen in a view, by value, each with what helps to choose. */
function choicesIn(view: View | undefined): Record<string, string> {
  const input = view?.blocks.find(({ type }) => type === "input");
  const { options = [] } = (input?.element ?? {}) as { options?: readonly Option[] };
  return Object.fromEntries(options.map(({ value, description }) => [value, description.text]));
}

const textIn = (view: View | undefined): string => JSON.stringify(view?.blocks ?? []);

/** A submission that Slack might have sent, as the step that sends it; the stage's time must stand still until then. */
function submission(view: object, { at = start, user = "U0OPERATOR" } = {}) {
  const payload = {
    type: "view_submission",
    team: { id: slack.team.id, domain: slack.team.domain },
    user: { id: user, username: user, name: user, team_id: slack.team.id },
    api_app_id: slack.appId,
    trigger_id: "1.2.submitted",
    view,
    response_urls: [],
  };
  return signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), { at });
}

const chosen = (value: string) => ({
  values: { environment: { environment: { type: "radio_buttons", selected_option: { value } } } },
});

describe("/deploy typed alone", () => {
  it("opens a dialog with what the person may deploy and how that stands, and says nothing in the channel", async () => {
    const stage = await openStage();
    await stage.run({ say: "/deploy staging" });
    await pass(stage, "65m");
    await stage.run({ say: "/deploy" });
    const view = stage.sandbox.slack.viewOf("operator");
    expect(view).toMatchObject({
      title: { text: "Deploy" },
      submit: { text: "Deploy" },
      close: { text: "Cancel" },
    });
    expect(choicesIn(view)).toEqual({
      dev: expect.stringMatching(/^web-dev · /),
      staging: expect.stringMatching(/^web-staging · .*1h .*ago$/),
      production: expect.stringMatching(/^web-production · .*needs your confirmation$/),
    });
    expect(answersTo(stage.messages(), "operator")).toEqual([]);
    const opened = stage.slackCalls.filter(({ method }) => method.startsWith("views."));
    expect(opened).toMatchObject([
      { function: "slack", method: "views.open" },
      { function: "outbox", method: "views.update" },
    ]);
  });

  it("starts what was chosen, once, however often the submission is delivered", async () => {
    const stage = await openStage();
    await stage.run({ say: "/deploy" });
    const view = stage.sandbox.slack.viewOf("operator");
    await stage.run({ submit: { Environment: "staging" } });
    expect(stage.sandbox.slack.viewOf("operator")).toBeUndefined();
    for (let again = 0; again < 2; again++) {
      await stage.run(submission({ ...view, state: chosen("staging") }, { at: stage.sandbox.now() }));
    }
    expect(starts(stage)).toMatchObject([{ input: { name: "web-staging" } }]);
    await pass(stage, "10m");
    expect(stage.messages()).toHavePosted("#deploys", [/Deployed staging[\s\S]*<@U0OPERATOR>/]);
    expect(stage.messages()).toHaveAnswered("operator", []);
    expect(await stage.sandbox.audit()).toMatchObject([
      {
        action: "deploy",
        text: "staging",
        environment: "staging",
        actor: "U0OPERATOR",
        door: "command",
        channelName: "deploys",
        result: "done",
      },
    ]);
  });

  it("is not undone by queues that deliver everything three times", async () => {
    const stage = await openStage();
    await stage.run({ redeliver: 2 }, { say: "/deploy" });
    expect(stage.slackCalls.filter(({ method }) => method === "views.update")).toHaveLength(1);
    await stage.run({ submit: { environment: "dev" } });
    expect(starts(stage)).toHaveLength(1);
    expect(answersTo(stage.messages(), "operator")).toEqual([]);
  });

  it("asks once more about production", async () => {
    const stage = await openStage();
    await stage.run({ say: "/deploy" }, { submit: { environment: "production" } });
    expect(starts(stage)).toEqual([]);
    expect(stage.messages()).toHaveAnswered("operator", [/Deploy production\?|production/]);
    await stage.run({ press: "confirm" });
    expect(starts(stage)).toMatchObject([{ input: { name: "web-production" } }]);
  });

  it("asks a second person where that is wanted, and says so before", async () => {
    const stage = await openStage({ config: yaml.replace("protection: confirm", "protection: approval") });
    await stage.run({ say: "/deploy" });
    expect(choicesIn(stage.sandbox.slack.viewOf("operator")).production).toContain("needs a second person");
    await stage.run({ submit: { environment: "production" } }, { press: "approve-request", as: "owner" });
    expect(starts(stage)).toHaveLength(1);
  });

  it("tells somebody who may deploy nothing whom to ask, in the dialog", async () => {
    const stage = await openStage();
    await stage.run({ say: "/deploy", as: "viewer" });
    const view = stage.sandbox.slack.viewOf("viewer");
    expect(view?.submit).toBeUndefined();
    expect(textIn(view)).toMatch(/may not|deployer/);
    expect(textIn(view)).toContain("An owner can give it to you");
    expect(stage.messages()).toHaveAnswered("viewer", []);
    expect(await stage.sandbox.audit()).toMatchObject([{ action: "deploy", result: "denied" }]);
  });

  it("offers only where the person may deploy, and holds to it when something else is sent", async () => {
    const config = yaml.replace(
      "    roles: [operator, deployer]",
      "    roles: [operator, deployer]\n    environments: [dev]\n    channels: ['#deploys']",
    );
    const stage = await openStage({ config });
    await stage.run({ say: "/deploy", in: "#dev" });
    expect(textIn(stage.sandbox.slack.viewOf("operator"))).toContain("An owner can give it to you");
    await stage.run({ dismiss: {} }, { say: "/deploy" });
    const view = stage.sandbox.slack.viewOf("operator");
    expect(Object.keys(choicesIn(view))).toEqual(["dev"]);
    await stage.run(submission({ ...view, state: chosen("staging") }));
    expect(stage.messages()).toHaveAnswered("operator", [/may not use `\/deploy` in `?staging|staging/]);
    expect(starts(stage)).toEqual([]);
    await stage.run({ submit: { environment: "dev" } });
    expect(starts(stage)).toHaveLength(1);
  });

  it("speaks the team's language while it loads, and the person's own then", async () => {
    const views: string[] = [];
    const stage = await openStage({ config: yaml.replace("language: en", "language: ko") });
    stage.sandbox.slack.onChange(() => {
      const text = textIn(stage.sandbox.slack.viewOf("operator"));
      if (views.at(-1) !== text) views.push(text);
    });
    await stage.run({ say: "/deploy" });
    expect(views[0]).toContain("불러오는 중입니다");
    expect(views.at(-1)).toContain("needs your confirmation");
    await stage.run({ dismiss: {} });
    await stage.sandbox.setLocale("operator", "ko");
    await stage.sandbox.drain();
    await stage.run({ say: "/deploy" });
    const view = stage.sandbox.slack.viewOf("operator");
    expect(view).toMatchObject({
      title: { text: "배포" },
      submit: { text: "배포" },
      close: { text: "취소" },
    });
    expect(choicesIn(view).production).toContain("한 번 더 확인");
  });

  it("offers more environments than radio buttons hold in a menu", async () => {
    const many = Array.from(
      { length: 120 },
      (_, at) => `  env-${at}:\n    pipeline: web-${at}\n    channel: "#deploys"\n`,
    );
    const stage = await openStage({
      config: yaml.replace("environments:\n", `environments:\n${many.join("")}`),
    });
    await stage.run({ say: "/deploy" });
    const view = stage.sandbox.slack.viewOf("operator");
    expect(view?.blocks[0]?.element).toMatchObject({ type: "static_select" });
    expect(Object.keys(choicesIn(view))).toHaveLength(100);
    expect(textIn(view)).toContain("23 more do not fit here");
  });

  it("leaves it at that when the person closes it before it is filled", async () => {
    const stage = await openStage();
    await stage.sandbox.say("operator", "#deploys", "/deploy");
    await stage.sandbox.slack.dismiss("operator");
    await stage.sandbox.drain();
    expect(stage.sandbox.slack.viewOf("operator")).toBeUndefined();
    expect(stage.messages()).toHaveAnswered("operator", []);
    expect(await stage.sandbox.deadLetters()).toEqual([]);
  });

  it("fills the same dialog after a crash at any of the outbox's calls", async () => {
    for (const death of [{ before: "views.update" }, { after: "views.update" }, { after: "PutItem" }]) {
      const stage = await openStage();
      await stage.run({ crash: { ...death, function: "outbox" } }, { say: "/deploy" });
      await pass(stage, "10m");
      expect(Object.keys(choicesIn(stage.sandbox.slack.viewOf("operator")))).toHaveLength(3);
      expect(answersTo(stage.messages(), "operator")).toEqual([]);
    }
  });

  it.each([{ before: "StartPipelineExecution" }, { after: "StartPipelineExecution" }, { after: "PutItem" }])(
    "starts once what was chosen when the worker dies: %j",
    async (death) => {
      const stage = await openStage();
      await stage.run(
        { say: "/deploy" },
        { crash: { ...death, function: "commands" } },
        { submit: { environment: "staging" } },
      );
      await pass(stage, "30m");
      const executions = new Set(postedIn(stage.messages(), "#deploys").map(({ text }) => text));
      expect(executions.size).toBe(1);
      expect([...executions][0]).toContain("Deployed staging");
      const tokens = starts(stage).map(({ input }) => (input as { clientRequestToken: string }).clientRequestToken);
      expect(new Set(tokens).size).toBe(1);
    },
  );

  it("says that it has been open for too long, rather than to run what nobody could be told of", async () => {
    const stage = await openStage();
    await stage.run({ say: "/deploy" });
    await pass(stage, "30m");
    await stage.run({ submit: { environment: "staging" } });
    expect(textIn(stage.sandbox.slack.viewOf("operator"))).toContain("This has been open for too long");
    expect(starts(stage)).toEqual([]);
  });
});

describe("when no dialog can be opened", () => {
  const told = [/Which environment\? Say `\/deploy &lt;environment&gt;`/];

  it.each([
    ["the trigger has expired", { slack: "expired_trigger_id" }],
    ["the token was revoked", { slack: "token_revoked" }],
    ["a limit is reached", { slack: 429 }],
    ["Slack is down", { slack: 503 }],
    ["Slack says nothing", { slack: "timeout" }],
  ])("%s: answers in private, as without a dialog", async (_why, fault) => {
    const stage = await openStage();
    await stage.run({ fault: { ...fault, method: "views.open" } }, { say: "/deploy" });
    expect(stage.sandbox.slack.viewOf("operator")).toBeUndefined();
    expect(stage.messages()).toHaveAnswered("operator", told);
    await stage.run({ say: "/deploy staging" });
    expect(starts(stage)).toHaveLength(1);
  });

  it("fills it all the same when only Slack's answer was lost", async () => {
    const stage = await openStage();
    stage.sandbox.mishaps.faultInSlack({
      method: "views.open",
      error: "timeout",
      times: 1,
      carriedOut: true,
    });
    await stage.run({ say: "/deploy" });
    expect(Object.keys(choicesIn(stage.sandbox.slack.viewOf("operator")))).toHaveLength(3);
    expect(stage.messages()).toHaveAnswered("operator", []);
  });

  it("answers in private when Slack refuses what should fill it", async () => {
    const stage = await openStage();
    await stage.run({ fault: { slack: "invalid_arguments", method: "views.update" } }, { say: "/deploy" });
    expect(stage.messages()).toHaveAnswered("operator", told);
  });

  it("answers in private when the token cannot be read", async () => {
    const stage = await openStage();
    // The front door has its signing secret by then.
    await stage.run({ say: "/deploy help" });
    stage.sandbox.aws.fault({
      service: "ssm",
      operation: "GetParameter",
      error: "InternalFailure",
      status: 500,
      times: 1,
    });
    await stage.run({ say: "/deploy" });
    expect(stage.messages()).toHaveAnswered("operator", [/./, ...told]);
    await stage.run({ say: "/deploy" });
    expect(stage.sandbox.slack.viewOf("operator")).toBeDefined();
  });

  it("takes the new token when Slack refuses the old one", async () => {
    const stage = await openStage();
    stage.sandbox.aws.putParameter("/nightshift/sandbox/slack/bot-token", "xoxb-replaced");
    await stage.run({ say: "/deploy" });
    expect(stage.sandbox.slack.viewOf("operator")).toBeUndefined();
    stage.sandbox.aws.putParameter("/nightshift/sandbox/slack/bot-token", slack.botToken);
    await pass(stage, "61s");
    await stage.run({ say: "/deploy" });
    expect(stage.sandbox.slack.viewOf("operator")).toBeDefined();
  });

  it("acknowledges in time when Slack takes too long, and the command goes on", async () => {
    const queued: string[] = [];
    const over = new AbortController();
    // The time is over as soon as Slack is asked: what counts is how much of it there was.
    const limit = vi.spyOn(AbortSignal, "timeout").mockReturnValue(over.signal);
    onTestFinished(() => limit.mockRestore());
    let asked = 0;
    const services = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      const target = String(incoming.headers["x-amz-target"]);
      if (incoming.url === "/api/views.open") {
        asked++;
        over.abort(new DOMException("too long", "TimeoutError"));
        return;
      }
      const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as {
        Name?: string;
        MessageBody?: string;
      };
      if (target.endsWith("SendMessage")) queued.push(body.MessageBody ?? "");
      outgoing.end(JSON.stringify({ Parameter: { Value: slack.signingSecret } }));
    });
    await new Promise<void>((resolve) => services.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      services.closeAllConnections();
      services.close();
    });
    const url = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;
    const handle = functions.slack({
      env: {
        AWS_REGION: "ap-northeast-2",
        AWS_ACCESS_KEY_ID: "key",
        AWS_SECRET_ACCESS_KEY: "secret",
        AWS_ENDPOINT_URL: url,
        SLACK_API_URL: `${url}/api/`,
        SIGNING_SECRET_PARAMETER: "/secret",
        BOT_TOKEN_PARAMETER: "/token",
        COMMANDS_QUEUE_URL: "https://sqs.example/commands",
      },
      now: () => start,
      log: () => {},
      readFile: async () => "",
    });
    const { http } = signed(commandForm({ text: "" })) as { http: { headers: object; body: string } };
    expect(await handle({ ...http, isBase64Encoded: false } as never)).toEqual({ statusCode: 200 });
    expect(limit.mock.calls.every(([ms]) => ms <= 2_000)).toBe(true);
    expect(limit).toHaveBeenCalledOnce();
    expect(asked).toBe(1);
    // Whether it stands there is not known, so whoever fills it must be ready for both.
    expect(queued.map((one) => JSON.parse(one) as unknown)).toMatchObject([{ view: { isOpen: false } }]);
  });
});

describe("a submission that no dialog of ours sends", () => {
  async function opened() {
    const stage = await openStage();
    await stage.run({ say: "/deploy" });
    const view = stage.sandbox.slack.viewOf("operator");
    if (!view) throw new Error("No dialog is open");
    return { stage, view };
  }

  it.each([
    ["an environment that there is not", { state: chosen("<!channel> stagin") }, /There is no environment/],
    ["another dialog", { callback_id: "ec2 stop", state: chosen("dev-api") }, /no longer does anything/],
    ["an unknown dialog", { callback_id: "__proto__" }, /no longer does anything/],
    ["no dialog's name", { callback_id: undefined, state: chosen("dev") }, /no longer does anything/],
    ["nothing chosen", { state: undefined }, /Which environment\?/],
    [
      "a state of another shape",
      { state: { values: [null, 1, { a: { selected_option: [] } }] } },
      /Which environment\?/,
    ],
    ["several words", { state: chosen("staging please") }, /There is no environment/],
  ])("%s: is answered, and nothing is done", async (_why, more, answer) => {
    const { stage, view } = await opened();
    await stage.run(submission({ ...view, ...more }));
    expect(stage.messages()).toHaveAnswered("operator", [answer]);
    expect(starts(stage)).toEqual([]);
  });

  it.each([
    ["of nobody's view", (view: View) => ({ ...view, id: undefined })],
    ["without the place where it was opened", (view: View) => ({ ...view, private_metadata: "{" })],
    ["of a view that is none", () => null],
  ])("%s: does nothing and falls over nothing", async (_why, change) => {
    const { stage, view } = await opened();
    await stage.run(submission(change(view) as never));
    expect(starts(stage)).toEqual([]);
    expect(await stage.sandbox.deadLetters()).toEqual([]);
  });

  it("from another workspace is refused", async () => {
    const { stage, view } = await opened();
    const payload = {
      type: "view_submission",
      team: { id: "T0OTHER" },
      user: { id: "U0OPERATOR" },
      view: { ...view, state: chosen("dev") },
    };
    await stage.run(signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString()));
    expect(starts(stage)).toEqual([]);
  });

  it("unsigned is not let in", async () => {
    const { stage, view } = await opened();
    const { http } = submission({ ...view, state: chosen("dev") }) as {
      http: { headers: object; body: string };
    };
    const { status, body } = await stage.sandbox.request({
      method: "POST",
      path: "/slack/events",
      headers: { ...http.headers, "x-slack-signature": `v0=${"0".repeat(64)}` },
      body: http.body,
    });
    expect({ status, body }).toEqual({ status: 401, body: "" });
    await stage.sandbox.drain();
    expect(starts(stage)).toEqual([]);
    expect(stage.messages()).toHaveAnswered("operator", []);
  });
});

it("has titles and buttons that Slack takes, in both languages", async () => {
  const { catalog: words } = await import("../../../handlers/catalog.ts");
  for (const { dialog } of commands) {
    if (!dialog) continue;
    for (const language of [words.en, words.ko]) {
      expect(language[dialog.title].length).toBeLessThanOrEqual(24);
      expect(language[dialog.submit].length).toBeLessThanOrEqual(24);
    }
  }
});
