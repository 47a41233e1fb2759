import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { slack as world } from "../../../sandbox/world.ts";
import { actions, aSlack, button, type Received } from "./a-slack.ts";

/** Slack's recipe, written down once more and apart from the sandbox's own. */
function isSigned(request: Received): boolean {
  const timestamp = request.headers["x-slack-request-timestamp"];
  const hmac = createHmac("sha256", world.signingSecret);
  hmac.update("v0:");
  hmac.update(String(timestamp));
  hmac.update(":");
  hmac.update(Buffer.from(request.raw, "utf8"));
  return request.headers["x-slack-signature"] === `v0=${hmac.digest("hex")}`;
}

describe("commands", () => {
  it("reach the bot signed, as a form with every field that Slack sends, as typed", async () => {
    const { slack, received } = await aSlack();
    const typed = "staging “quoted” —now <@U0OWNER> 배포&배포";
    expect(await slack.say("operator", "#deploys", `/deploy ${typed}`)).toEqual({ status: 200, body: "" });
    expect(received).toHaveLength(1);
    const [request] = received as [Received];
    expect(request).toMatchObject({ method: "POST", path: "/slack/events" });
    expect(request.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(request.headers["x-slack-request-timestamp"]).toBe("1795392000");
    expect(isSigned(request)).toBe(true);
    expect(isSigned({ ...request, raw: `${request.raw} ` })).toBe(false);
    expect(request.form).toEqual({
      token: "sandbox-verification-token",
      team_id: "T0NIGHT",
      team_domain: "acme-web",
      channel_id: "C0DEPLOYS",
      channel_name: "deploys",
      user_id: "U0OPERATOR",
      user_name: "min-jun.kim",
      command: "/deploy",
      text: "staging “quoted” —now &lt;@U0OWNER&gt; 배포&amp;배포",
      api_app_id: "A0NIGHTSHIFT",
      is_enterprise_install: "false",
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/hooks\/commands\/T0NIGHT\//),
      trigger_id: expect.stringMatching(/^\d{13}\.\d+\.[0-9a-f]{32}$/),
    });
    expect(slack.messages).toEqual([]);
  });

  it("carry any number of words as they are", async () => {
    const { slack, received } = await aSlack();
    const words = Array.from({ length: 300 }, (_, index) => `w${index}`).join("  ");
    await slack.say("owner", "C0DEV", `/deploy   ${words}`);
    expect(received[0]?.form.text).toBe(words);
    await slack.say("owner", "C0DEV", "/deploy");
    expect(received[1]?.form).toMatchObject({ command: "/deploy", text: "" });
  });

  it.each([
    {
      why: "plain text is for its person only",
      body: "on it",
      shown: [{ text: "on it", ephemeralTo: "U0OWNER" }],
    },
    {
      why: "so is JSON, unless it says otherwise",
      body: { text: "on it", blocks: [{ type: "divider" }] },
      shown: [{ text: "on it", ephemeralTo: "U0OWNER", blocks: [{ type: "divider" }] }],
    },
    {
      why: "in_channel is for all",
      body: { text: "on it", response_type: "in_channel" },
      shown: [{ text: "on it" }],
    },
    { why: "an empty object says nothing", body: {}, shown: [] },
    {
      why: "Slack can't show an unknown block",
      body: { blocks: [{ type: "nope" }] },
      shown: [{ user: "USLACKBOT", text: '/deploy failed with the error "invalid_command_response"' }],
    },
  ])("show their answer: $why", async ({ body, shown }) => {
    const { slack } = await aSlack(() => ({ body }));
    await slack.say("owner", "#dev", "/deploy");
    expect(slack.messages).toMatchObject(shown);
    expect(slack.messages.map((message) => message.ephemeralTo !== undefined)).toEqual(
      shown.map((one) => "ephemeralTo" in one || "user" in one),
    );
  });

  it("tell the person when the bot is late, and don't wait for it", async () => {
    const { slack } = await aSlack(() => ({ after: 400, body: "too late" }), { patience: 50 });
    expect(await slack.say("owner", "#dev", "/deploy staging")).toEqual({
      status: 0,
      body: "",
      failure: "operation_timeout",
    });
    expect(slack.messages).toMatchObject([
      {
        user: "USLACKBOT",
        ephemeralTo: "U0OWNER",
        text: '/deploy failed with the error "operation_timeout"',
      },
    ]);
  });

  it.each([401, 404, 500])("tell the person when the bot answers %i", async (status) => {
    const { slack } = await aSlack(() => ({ status, body: "no" }));
    expect(await slack.say("owner", "#dev", "/deploy")).toMatchObject({ status, body: "no" });
    expect(slack.messages).toMatchObject([{ text: '/deploy failed with the error "dispatch_failed"' }]);
  });

  it("tell the person when nobody answers", async () => {
    const { slack } = await aSlack(undefined, { deliver: () => Promise.reject(new Error("refused")) });
    expect(await slack.say("owner", "#dev", "/deploy")).toMatchObject({ status: 0 });
    expect(slack.messages).toMatchObject([{ text: '/deploy failed with the error "dispatch_failed"' }]);
  });

  it("are not what plain text is: that becomes a message, encoded", async () => {
    const { slack, received } = await aSlack();
    await slack.say("viewer", "#dev", "a < b & <!channel>");
    expect(slack.messages).toMatchObject([{ user: "U0VIEWER", text: "a &lt; b &amp; &lt;!channel&gt;" }]);
    expect(received).toEqual([]);
  });

  it.each([
    {
      why: "nobody has that name",
      person: "boss",
      channel: "#dev",
      error: "there are: owner, operator, viewer",
    },
    {
      why: "there is no such channel",
      person: "owner",
      channel: "#x",
      error: "there are: #deploys, #alerts, #dev",
    },
  ])("throw when $why", async ({ person, channel, error }) => {
    const { slack } = await aSlack();
    await expect(slack.say(person, channel, "/deploy")).rejects.toThrow(error);
  });
});

describe("buttons", () => {
  it("send everything that Slack sends with a press", async () => {
    const { slack, web, received, passes } = await aSlack();
    const { ts = "" } = await web.chat.postMessage({
      channel: "C0DEPLOYS",
      text: "Go?",
      blocks: [
        {
          ...actions(button("Approve", "approve", { value: "v", style: "primary" })),
          block_id: "gate",
        } as never,
      ],
    });
    await passes(5_000);
    expect(await slack.press("owner", "approve")).toEqual({ status: 200, body: "" });
    const [request] = received as [Received];
    expect(isSigned(request)).toBe(true);
    expect(Object.keys(request.form)).toEqual(["payload"]);
    expect(request.payload).toEqual({
      type: "block_actions",
      user: { id: "U0OWNER", username: "seo-yeon.park", name: "seo-yeon.park", team_id: "T0NIGHT" },
      api_app_id: "A0NIGHTSHIFT",
      token: "sandbox-verification-token",
      container: { type: "message", message_ts: ts, channel_id: "C0DEPLOYS", is_ephemeral: false },
      trigger_id: expect.any(String),
      team: { id: "T0NIGHT", domain: "acme-web" },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: "C0DEPLOYS", name: "deploys" },
      message: expect.objectContaining({ type: "message", user: "U0NIGHTSHIFT", ts, text: "Go?" }),
      state: { values: {} },
      response_url: expect.stringContaining("/hooks/actions/"),
      actions: [
        {
          action_id: "approve",
          block_id: "gate",
          text: { type: "plain_text", text: "Approve" },
          value: "v",
          type: "button",
          style: "primary",
          action_ts: "1795392005.000000",
        },
      ],
    });
  });

  it("are found by action id, else label, on the newest message that the person sees", async () => {
    const { slack, web, received } = await aSlack();
    const post = (channel: string, text: string, ...elements: object[]) =>
      web.chat.postMessage({ channel, text, blocks: [actions(...elements) as never] });
    const { ts } = await post("C0DEPLOYS", "first", button("Approve", "approve", { value: "1" }));
    await post("C0DEV", "second", button("Approve", "approve", { value: "2" }), button("approve", "other"));
    const forOwner = [actions(button("Approve", "approve", { value: "3" }))] as never;
    await web.chat.postEphemeral({ channel: "C0DEV", user: "U0OWNER", text: "third", blocks: forOwner });

    await slack.press("owner", "approve");
    await slack.press("viewer", "approve");
    await slack.press("viewer", "Approve", { channel: "#deploys" });
    await slack.press("viewer", "Approve", { contains: "first" });
    await slack.press("viewer", "Approve", { ts: ts ?? "" });
    expect(received.map(({ payload }) => payload.actions[0].value)).toEqual(["3", "2", "1", "1", "1"]);
    expect(received[0]?.payload).toMatchObject({ container: { is_ephemeral: true } });
    expect(received[0]?.payload).not.toHaveProperty("message");
    await expect(slack.press("viewer", "Retry", { channel: "#deploys" })).rejects.toThrow(
      'Ji-woo Lee sees no button "Retry" in #deploys; there are: "Approve" (approve).',
    );
  });

  it("are found in sections, cards and containers, too, and send their URL along", async () => {
    const { slack, web, received } = await aSlack();
    const text = { type: "mrkdwn", text: "x" };
    const section = (action_id: string) => ({
      type: "section",
      text,
      accessory: button(action_id, action_id),
    });
    await web.chat.postMessage({
      channel: "C0DEV",
      text: "x",
      blocks: [
        { ...section("beside"), block_id: "b1" },
        { type: "card", title: text, actions: [button("card", "carded")], block_id: "b2" },
        {
          type: "container",
          block_id: "b3",
          title: { type: "plain_text", text: "x" },
          child_blocks: [{ ...section("within"), block_id: "b4" }],
        },
        actions(button("Logs", "logs", { url: "https://example.com" })),
      ] as never,
    });
    for (const name of ["beside", "carded", "within", "logs"]) await slack.press("owner", name);
    const sent = received.map(({ payload }) => payload.actions[0]);
    expect(sent.map((action) => action.block_id).slice(0, 3)).toEqual(["b1", "b2", "b4"]);
    expect(sent[3]).toMatchObject({ action_id: "logs", url: "https://example.com" });
  });

  it("note that the bot is late", async () => {
    const { slack, web } = await aSlack(() => ({ after: 400 }), { patience: 50 });
    await web.chat.postMessage({
      channel: "C0DEV",
      text: "x",
      blocks: [actions(button("Go", "go")) as never],
    });
    expect(await slack.press("owner", "Go")).toMatchObject({ status: 0, failure: "operation_timeout" });
    expect(slack.messages.at(-1)).toMatchObject({
      user: "USLACKBOT",
      ephemeralTo: "U0OWNER",
      text: '"Go" failed with the error "operation_timeout"',
    });
  });
});

describe("menus", () => {
  it("send what was chosen, and remember it", async () => {
    const { slack, web, received } = await aSlack();
    const option = (value: string) => ({ text: { type: "plain_text", text: value.toUpperCase() }, value });
    const select = { type: "static_select", action_id: "where", options: [option("dev"), option("staging")] };
    const overflow = { type: "overflow", action_id: "more", options: [option("stop")] };
    const blocks = [{ ...actions(select, overflow, button("Go", "go")), block_id: "b" }] as never;
    await web.chat.postMessage({ channel: "C0DEV", text: "x", blocks });
    await slack.choose("owner", "where", "STAGING");
    await slack.choose("owner", "more", "stop");
    await slack.press("owner", "go");
    expect(received[0]?.payload.actions[0]).toMatchObject({
      type: "static_select",
      selected_option: option("staging"),
    });
    expect(received[1]?.payload.actions[0]).toMatchObject({
      type: "overflow",
      selected_option: option("stop"),
    });
    expect(received[2]?.payload.state).toEqual({
      values: { b: { where: { type: "static_select", selected_option: option("staging") } } },
    });
    await expect(slack.choose("owner", "where", "moon")).rejects.toThrow('"DEV" (dev), "STAGING" (staging)');
  });

  it("ask the bot for their options", async () => {
    const { slack, web, received } = await aSlack(() => ({ body: { options: [] } }));
    const select = { type: "external_select", action_id: "which" };
    await web.chat.postMessage({ channel: "C0DEV", text: "x", blocks: [actions(select) as never] });
    expect(await slack.suggest("owner", "which", "dev-")).toEqual({ status: 200, body: '{"options":[]}' });
    expect(received[0]?.payload).toMatchObject({
      type: "block_suggestion",
      action_id: "which",
      value: "dev-",
    });
  });
});

describe("events", () => {
  it("come as signed JSON, and again at once, after one and after five minutes", async () => {
    const { slack, received, passes } = await aSlack(() => ({ status: 500 }));
    await slack.event({ type: "app_home_opened", user: "U0OWNER", tab: "home" });
    for (const [milliseconds, most] of [
      [0, 2],
      [60_000, 3],
      [300_000, 4],
      [3_600_000, 4],
    ] as const) {
      await passes(milliseconds);
      await expect.poll(() => received.length).toBe(most);
    }
    expect(received.every(isSigned)).toBe(true);
    expect(JSON.parse(received[0]?.raw ?? "")).toMatchObject({
      type: "event_callback",
      team_id: "T0NIGHT",
      api_app_id: "A0NIGHTSHIFT",
      event: { type: "app_home_opened" },
      event_time: 1_795_392_000,
    });
    expect(received.map(({ headers }) => headers["x-slack-retry-num"])).toEqual([undefined, "1", "2", "3"]);
    expect(received[1]?.headers["x-slack-retry-reason"]).toBe("http_error");
  });
});

describe("two runs", () => {
  it("are the same to the last id", async () => {
    const run = async () => {
      const { slack, web, received } = await aSlack(() => ({ body: "on it" }));
      await slack.say("owner", "#dev", "/deploy");
      await web.chat.postMessage({
        channel: "C0DEV",
        text: "x",
        blocks: [actions(button("Go", "go")) as never],
      });
      await slack.press("owner", "Go");
      const ports = /127\.0\.0\.1(:|%3A)\d+/g;
      return JSON.stringify([slack.messages, received.map(({ raw }) => raw.replaceAll(ports, "local"))]);
    };
    const [first, second] = [await run(), await run()];
    expect(first).toBe(second);
    expect(first).toContain("on it");
  });
});

describe("signing by hand", () => {
  it("signs at the clock's time, for requests of one's own", async () => {
    const { slack, passes } = await aSlack();
    await passes(10_000);
    const { headers, body, path } = slack.sign("a=배포", "application/x-www-form-urlencoded");
    expect(path).toBe("/slack/events");
    expect(headers["x-slack-request-timestamp"]).toBe("1795392010");
    expect(isSigned({ method: "POST", path, headers, raw: body, form: {}, payload: undefined })).toBe(true);
  });
});

describe("listeners", () => {
  it("hear of every change until they are called off", async () => {
    const { slack, web } = await aSlack();
    let changes = 0;
    const stop = slack.onChange(() => {
      changes += 1;
    });
    const { ts: timestamp = "" } = await web.chat.postMessage({ channel: "C0DEV", text: "x" });
    await web.reactions.add({ channel: "C0DEV", timestamp, name: "eyes" });
    expect(changes).toBe(2);
    stop();
    await web.chat.delete({ channel: "C0DEV", ts: timestamp });
    expect(changes).toBe(2);
  });
});
