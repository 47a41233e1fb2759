import { describe, expect, it } from "vitest";
import { validateBlocks } from "../../sandbox/slack/blocks/validate.ts";
import { answersTo, awsEvent, openStage, pass, postedIn, stagesOf } from "../stage.ts";

const news = (name: string) => awsEvent("custom.app", name, { text: name });

describe("when Slack is busy", () => {
  it("comes back when Slack says, in order, each message once", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "chat.postMessage", status: 429, retryAfter: 30, times: 1 });
    stage.sandbox.event(news("one"));
    await stage.sandbox.drain();
    stage.sandbox.event(news("two"));
    await stage.sandbox.drain();
    await pass(stage, "29s");
    expect(postedIn(stage.messages(), "#alerts")).toEqual([]);
    expect(stage.slackCalls).toHaveLength(1);
    await pass(stage, "2s");
    expect(stage.messages()).toHavePosted("#alerts", ["One (custom.app)", "Two (custom.app)"]);
  });

  it("holds up one channel only", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "chat.postMessage", status: 429, retryAfter: 60, times: 1 });
    stage.sandbox.event(news("late"));
    await stage.run({ say: "/deploy staging" }, { say: "/deploy help" });
    expect(stage.messages()).toHavePosted("#alerts", []);
    expect(stage.messages()).toHavePosted("#deploys", ["Deploying staging"]);
    expect(stage.messages()).toHaveAnswered("operator", ["What /deploy can do"]);
    await pass(stage, "61s");
    expect(stage.messages()).toHavePosted("#alerts", ["late"]);
  });

  it("tells only how things stand by then", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "chat.postMessage", status: 429, retryAfter: 240, times: 1 });
    await stage.run({ say: "/deploy staging" });
    await pass(stage, "5m");
    expect(stage.messages()).toHavePosted("#deploys", [": succeeded"]);
    expect(postedIn(stage.messages(), "#deploys")[0]?.edits).toBe(0);
  });

  it("an answer comes late rather than never", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "response_url", status: 429, retryAfter: 10, times: 1 });
    await stage.run({ say: "/deploy help" });
    await pass(stage, "11s");
    expect(stage.messages()).toHaveAnswered("operator", ["What /deploy can do"]);
  });
});

describe("when Slack fails", () => {
  it.each([
    ["an answer of 500", { status: 500 }],
    ["its own internal_error", { error: "internal_error" }],
    ["fatal_error", { error: "fatal_error" }],
  ])("tries again after %s", async (_why, fault) => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "chat.postMessage", times: 3, ...fault });
    stage.sandbox.event(news("one"));
    await stage.sandbox.drain();
    await pass(stage, "2m");
    expect(stage.messages()).toHavePosted("#alerts", ["one"]);
  });

  it("for a quarter of an hour, everything is told afterwards", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ status: 503, times: 1_000 });
    await stage.run({ say: "/deploy staging" });
    stage.sandbox.event(news("one"));
    await pass(stage, "15m");
    // The outage ends: the rest of the faults is met by calls of nobody.
    await endOutage(stage.sandbox.slack.url);
    await pass(stage, "10m");
    expect(stage.messages()).toHavePosted("#deploys", [": succeeded"]);
    expect(stage.messages()).toHavePosted("#alerts", ["one"]);
    expect(await stage.sandbox.deadLetters()).toEqual([]);
  });

  it("for good, the message is set aside and the others go on", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "chat.postMessage", error: "channel_not_found", times: 20 });
    stage.sandbox.event(news("lost"));
    await stage.sandbox.drain();
    await pass(stage, "3h");
    expect(await stage.sandbox.deadLetters()).toMatchObject([{ queue: "outbox", isTold: true }]);
    stage.sandbox.event(news("next"));
    await stage.sandbox.drain();
    expect(stage.messages()).toHavePosted("#alerts", [/could not be posted: .*Lost/, "Next"]);
  });

  it("says it once when Slack did post, and only its answer was lost", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "chat.update", status: 500, carriedOut: true, times: 1 });
    await stage.run({ say: "/deploy staging" });
    await pass(stage, "5m");
    expect(stage.messages()).toHavePosted("#deploys", [": succeeded"]);
  });

  it("does without a permalink rather than without the message, and asks for it again", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "chat.getPermalink", status: 500, times: 2 });
    await stage.run({ say: "/deploy staging" }, { say: "/deploy status staging" });
    expect(stage.messages()).toHavePosted("#deploys", ["Deploying staging"]);
    expect(answersTo(stage.messages(), "operator")[0]?.text).toMatch(
      /<https:\/\/[^|]+executions\/[^|]+\|being deployed>/,
    );
    await stage.run({ advance: "3m" }, { say: "/deploy status staging" });
    expect(answersTo(stage.messages(), "operator")[1]?.text).toMatch(/<https:\/\/acme-web[^|]+\|deployed>/);
  });

  // render.ts cuts a title at 250 characters of mrkdwn, addresses included; a console link alone is nearly as long.
  it("a refusal keeps its link to the execution while the message has no address yet", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "chat.getPermalink", status: 500, times: 2 });
    await stage.run({ say: "/deploy staging" }, { say: "/deploy staging", as: "owner" });
    expect(answersTo(stage.messages(), "owner")[0]?.text).toMatch(
      /<https:\/\/[^|]+executions\/[^|]+\|see the execution>/,
    );
  });

  it("does not post again what was posted and could not be noted", async () => {
    const stage = await openStage({
      onSlackCall: ({ method }) => {
        if (method === "chat.getPermalink")
          stage.sandbox.aws.fault({
            service: "dynamodb",
            error: "InternalServerError",
            status: 500,
            times: 2,
          });
      },
    });
    stage.sandbox.event(news("one"));
    await stage.sandbox.drain();
    await pass(stage, "5m");
    expect(stage.calls.filter(({ error }) => error !== undefined)).not.toEqual([]);
    expect(stage.messages()).toHavePosted("#alerts", ["one"]);
  });
});

/** Uses up every fault that is left. */
async function endOutage(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/from/nobody/api/api.test`, { method: "POST" });
    await response.text();
    if (response.status !== 503) return;
  }
}

describe("when Slack does not know the newer blocks", () => {
  it("sends the same in classic ones, at the first post and at each update", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "chat.postMessage", error: "invalid_blocks", times: 1 });
    await stage.run({ say: "/deploy staging" });
    const [message] = postedIn(stage.messages(), "#deploys");
    expect(message?.text).toContain("Deploying staging");
    expect(JSON.stringify(message?.blocks)).toContain("Build");
    expect(validateBlocks(message?.blocks, "message")).toEqual([]);
    const methods = stage.slackCalls.map(({ method, error }) => `${method} ${error ?? "ok"}`);
    expect(methods.slice(0, 2)).toEqual(["chat.postMessage invalid_blocks", "chat.postMessage ok"]);
    stage.sandbox.slack.fault({ method: "chat.update", error: "msg_blocks_too_long", times: 1 });
    await pass(stage, "1m");
    expect(postedIn(stage.messages(), "#deploys")).toHaveLength(1);
    await pass(stage, "4m");
    expect(stagesOf(postedIn(stage.messages(), "#deploys")[0])).toEqual({
      Source: "complete",
      Build: "complete",
      Deploy: "complete",
    });
  });
});

describe("what people do to messages", () => {
  it("one that somebody deleted is posted anew when there is news", async () => {
    const stage = await openStage();
    await stage.run({ say: "/deploy staging" });
    const [first] = stage.sandbox.slack.messages;
    stage.sandbox.slack.fault({ method: "chat.update", error: "message_not_found", times: 1 });
    await pass(stage, "5m");
    const [old, anew] = postedIn(stage.messages(), "#deploys");
    expect(old?.text).toContain("Deploying staging");
    expect(anew?.text).toContain(": succeeded");
    const { ts } = stage.sandbox.slack.messages.at(-1) ?? {};
    expect(ts).not.toBe(first?.ts);
    await stage.run({ say: "/deploy status staging" });
    expect(answersTo(stage.messages(), "operator")[0]?.text).toContain(`/p${ts?.replace(".", "")}|deployed>`);
  });

  it("an answer whose address has expired is let go", async () => {
    const stage = await openStage();
    stage.sandbox.slack.fault({ method: "users.info", status: 429, retryAfter: 31 * 60, times: 1 });
    await stage.run({ say: "/deploy help" });
    await pass(stage, "32m");
    expect(answersTo(stage.messages(), "operator")).toEqual([]);
    expect(await stage.sandbox.deadLetters()).toEqual([]);
  });

  it("a channel without the bot in it is no obstacle", async () => {
    const stage = await openStage();
    stage.sandbox.slack.setBotMember("C0DEPLOYS", false);
    await stage.run({ say: "/deploy staging" }, { say: "/deploy help" });
    expect(stage.messages()).toHavePosted("#deploys", ["Deploying staging"]);
    expect(stage.messages()).toHaveAnswered("operator", ["What /deploy can do"]);
  });
});

describe("the bot token", () => {
  it("is read once a container, and never logged", async () => {
    const stage = await openStage();
    await stage.run({ say: "/deploy staging" }, { advance: "3m" }, { say: "/deploy status" });
    const read = stage.calls.filter(({ function: fn, operation }) => fn === "outbox" && operation === "GetParameter");
    expect(read).toHaveLength(1);
    stage.messages();
  });
});

describe("a channel that lets Nightshift not in", () => {
  it.each(["channel_not_found", "not_in_channel", "is_archived"])(
    "%s: the message goes to the alert channel, says how to mend it, and is kept up to date there",
    async (error) => {
      const stage = await openStage();
      stage.sandbox.slack.fault({ method: "chat.postMessage", error, times: 1 });
      await stage.run({ say: "/deploy staging" });
      await pass(stage, "10m");
      expect(stage.messages()).toHavePosted("#deploys", []);
      expect(stage.messages()).toHavePosted("#alerts", [/succeeded[\s\S]*meant for #deploys/]);
      expect(await stage.sandbox.deadLetters()).toEqual([]);
    },
  );
});

describe("a message of which it is not known whether Slack posted it", () => {
  const lostAnswer = { method: "chat.postMessage", error: "timeout", carriedOut: true, times: 1 } as const;

  it("is found by its metadata, and not posted again", async () => {
    const stage = await openStage();
    stage.sandbox.slack.setBotMember("C0DEPLOYS", true);
    stage.sandbox.slack.fault(lostAnswer);
    await stage.run({ say: "/deploy staging" });
    await pass(stage, "10m");
    expect(stage.messages()).toHavePosted("#deploys", [/succeeded/]);
    expect(postedIn(stage.messages(), "#deploys")[0]?.text).not.toContain("twice");
  });

  it("is posted again where Nightshift may not look, and says that it may be there twice", async () => {
    const stage = await openStage();
    stage.sandbox.slack.setBotMember("C0DEPLOYS", false);
    stage.sandbox.slack.fault(lostAnswer);
    await stage.run({ say: "/deploy staging" });
    await pass(stage, "10m");
    const posted = postedIn(stage.messages(), "#deploys");
    expect(posted).toHaveLength(2);
    expect(posted[1]?.text).toMatch(/succeeded[\s\S]*twice/);
  });

  it("is posted again without more words when it is not there", async () => {
    const stage = await openStage();
    stage.sandbox.slack.setBotMember("C0DEPLOYS", true);
    stage.sandbox.slack.fault({ ...lostAnswer, carriedOut: false });
    await stage.run({ say: "/deploy staging" });
    await pass(stage, "10m");
    expect(stage.messages()).toHavePosted("#deploys", [/succeeded/]);
    expect(postedIn(stage.messages(), "#deploys")[0]?.text).not.toContain("twice");
  });
});
