import { ErrorCode } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { methods } from "../../../sandbox/slack/methods/index.ts";
import { rates } from "../../../sandbox/slack/rate-limits.ts";
import { slack as world } from "../../../sandbox/world.ts";
import { aSlack, everyScope, refusal } from "./a-slack.ts";

describe("the table of methods", () => {
  it("holds exactly what is documented to be there", () => {
    expect([...methods.keys()].sort()).toEqual([
      "api.test",
      "auth.test",
      "blocks.validate",
      "bots.info",
      "chat.delete",
      "chat.getPermalink",
      "chat.postEphemeral",
      "chat.postMessage",
      "chat.update",
      "conversations.history",
      "conversations.info",
      "conversations.join",
      "conversations.list",
      "conversations.members",
      "conversations.open",
      "conversations.replies",
      "pins.add",
      "reactions.add",
      "reactions.remove",
      "team.info",
      "usergroups.list",
      "usergroups.users.list",
      "users.info",
      "users.list",
      "users.lookupByEmail",
      "views.open",
      "views.publish",
      "views.push",
      "views.update",
    ]);
  });

  it("answers every one of them over HTTP, and rates only what it has", async () => {
    const { slack } = await aSlack();
    for (const name of methods.keys()) {
      const answer = await fetch(`${slack.apiUrl("x")}${name}`, {
        method: "POST",
        headers: { authorization: `Bearer ${world.botToken}`, "content-type": "application/json" },
        body: "{}",
      });
      expect(await answer.json(), name).not.toMatchObject({ error: "unknown_method" });
    }
    expect([...methods.keys()]).toEqual(expect.arrayContaining(Object.keys(rates)));
  });

  it.each([...methods.values()].filter((method) => method.scope !== undefined))(
    "refuses $name without $scope, and says which scope is needed",
    async ({ name, scope }) => {
      const scopes = everyScope.filter((one) => one !== scope);
      const { web } = await aSlack(undefined, { scopes });
      expect(await refusal(web.apiCall(name))).toMatchObject({
        error: "missing_scope",
        needed: scope,
        provided: scopes.join(","),
      });
    },
  );
});

describe("who may call", () => {
  it("knows the bot by its token, in the header or in the form", async () => {
    const { slack, web, calls } = await aSlack();
    expect(await web.auth.test()).toMatchObject({ ok: true, user_id: "U0NIGHTSHIFT", team_id: "T0NIGHT" });
    const form = new URLSearchParams({ token: world.botToken });
    const answer = await fetch(`${slack.apiUrl("x")}auth.test`, { method: "POST", body: form });
    expect(await answer.json()).toMatchObject({ ok: true });
    expect(calls).toEqual([
      { token: world.botToken, container: "commands", method: "auth.test" },
      { token: world.botToken, container: "x", method: "auth.test" },
    ]);
  });

  it.each([
    { why: "no token at all", headers: {}, body: "", error: "not_authed" },
    {
      why: "another app's token",
      headers: { authorization: "Bearer xoxb-other" },
      body: "",
      error: "invalid_auth",
    },
    {
      why: "Slack reads no token from a JSON body",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: world.botToken }),
      error: "not_authed",
    },
  ])("answers $error: $why", async ({ headers, body, error }) => {
    const { slack } = await aSlack();
    const answer = await fetch(`${slack.apiUrl("x")}auth.test`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body,
    });
    expect(await answer.json()).toEqual({ ok: false, error });
  });

  it("knows no other methods", async () => {
    const { web, calls } = await aSlack();
    expect(await refusal(web.apiCall("chat.meMessage"))).toMatchObject({ error: "unknown_method" });
    expect(calls).toMatchObject([{ method: "chat.meMessage", error: "unknown_method" }]);
  });
});

describe("posting", () => {
  it("posts, updates and deletes, and keeps text as it was encoded", async () => {
    const { slack, web, passes } = await aSlack();
    const text = "<!here> a &lt;b&gt; &amp; <https://example.com|c>";
    const posted = await web.chat.postMessage({
      channel: "#deploys",
      text,
      metadata: { event_type: "deployment", event_payload: { key: "k" } },
    });
    expect(posted).toMatchObject({ ok: true, channel: "C0DEPLOYS", ts: "1795392000.000000" });
    expect(slack.messages).toMatchObject([{ channel: "C0DEPLOYS", user: "U0NIGHTSHIFT", text, edits: 0 }]);

    await passes(2_000);
    const ts = posted.ts ?? "";
    await web.chat.update({ channel: "C0DEPLOYS", ts, text: "done" });
    expect(slack.messages).toMatchObject([
      {
        ts,
        text: "done",
        edits: 1,
        updatedAt: "2026-11-23T00:00:02.000Z",
        metadata: { event_type: "deployment" },
      },
    ]);
    await web.chat.delete({ channel: "C0DEPLOYS", ts });
    expect(slack.messages).toEqual([]);
  });

  it("gives every message of one moment a later ts of its own", async () => {
    const { slack, web } = await aSlack();
    for (const text of ["a", "b", "c"]) await web.chat.postMessage({ channel: "C0DEV", text });
    expect(slack.messages.map((message) => message.ts)).toEqual([
      "1795392000.000000",
      "1795392000.000001",
      "1795392000.000002",
    ]);
  });

  it("keeps the blocks that an update leaves out, and drops them for an empty list", async () => {
    const { slack, web } = await aSlack();
    const blocks = [{ type: "divider" }];
    const { ts = "" } = await web.chat.postMessage({ channel: "C0DEV", text: "a", blocks });
    await web.chat.update({ channel: "C0DEV", ts, text: "b" });
    expect(slack.messages[0]).toMatchObject({ text: "b", blocks });
    await web.chat.update({ channel: "C0DEV", ts, text: "c", blocks: [] });
    expect(slack.messages[0]).toMatchObject({ text: "c", blocks: [] });
  });

  it("keeps the metadata that an update leaves out, and drops it for an empty object", async () => {
    const { slack, web } = await aSlack();
    const metadata = { event_type: "deployment", event_payload: { key: "k" } };
    const { ts = "" } = await web.chat.postMessage({ channel: "C0DEV", text: "a", metadata });
    await web.chat.update({ channel: "C0DEV", ts, text: "b" });
    expect(slack.messages[0]?.metadata).toEqual(metadata);
    await web.chat.update({ channel: "C0DEV", ts, text: "c", metadata: {} as never });
    expect(slack.messages[0]).not.toHaveProperty("metadata");
  });

  it.each([
    { why: "no such channel", args: { channel: "#nowhere", text: "a" }, error: "channel_not_found" },
    { why: "nothing to say", args: { channel: "C0DEV" }, error: "no_text" },
    {
      why: "blocks that are no list",
      args: { channel: "C0DEV", blocks: "{}" },
      error: "invalid_blocks_format",
    },
    {
      why: "more text than 40,000",
      args: { channel: "C0DEV", text: "x".repeat(40_001) },
      error: "msg_too_long",
    },
    {
      why: "no thread there",
      args: { channel: "C0DEV", text: "a", thread_ts: "1.1" },
      error: "thread_not_found",
    },
    { why: "no channel argument", args: { text: "a" }, error: "invalid_arguments" },
    {
      why: "metadata without a payload",
      args: { channel: "C0DEV", text: "a", metadata: { event_type: "x" } },
      error: "invalid_metadata_format",
    },
    {
      why: "five sections of 3,000 characters pass the 13,200 of a message",
      args: {
        channel: "C0DEV",
        text: "a",
        blocks: Array.from({ length: 5 }, () => ({
          type: "section",
          text: { type: "mrkdwn", text: "x".repeat(3_000) },
        })),
      },
      error: "msg_blocks_too_long",
    },
  ])("answers $error: $why", async ({ args, error }) => {
    const { slack, web } = await aSlack();
    expect(await refusal(web.apiCall("chat.postMessage", args))).toMatchObject({ error });
    expect(slack.messages).toEqual([]);
  });

  it("says what is wrong with blocks in Slack's words", async () => {
    const { web } = await aSlack();
    const blocks = [{ type: "section", text: { type: "mrkdwn", text: "x".repeat(3_001) } }];
    expect(await refusal(web.chat.postMessage({ channel: "C0DEV", text: "a", blocks }))).toMatchObject({
      error: "invalid_blocks",
      errors: ["must be less than 3001 characters [json-pointer:/blocks/0/text/text]"],
      response_metadata: {
        messages: ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"],
      },
    });
  });

  it("writes only where the bot is a member, unless chat:write.public", async () => {
    const { slack, web } = await aSlack();
    slack.setBotMember("#dev", false);
    expect(await refusal(web.chat.postMessage({ channel: "#dev", text: "a" }))).toMatchObject({
      error: "not_in_channel",
    });
    await web.conversations.join({ channel: "C0DEV" });
    await web.chat.postMessage({ channel: "#dev", text: "a" });
    expect(slack.channels.find((channel) => channel.name === "dev")?.hasBot).toBe(true);

    const open = await aSlack(undefined, { scopes: ["chat:write", "chat:write.public"] });
    open.slack.setBotMember("#dev", false);
    expect(await open.web.chat.postMessage({ channel: "#dev", text: "a" })).toMatchObject({ ok: true });
  });

  it.each([
    { why: "a person's message is not the bot's", of: "person", error: "cant_update_message" },
    { why: "an ephemeral message has no ts of its own", of: "ephemeral", error: "message_not_found" },
    { why: "no message has this ts", of: "nobody", error: "message_not_found" },
  ])("updates only the bot's own: $why", async ({ of, error }) => {
    const { slack, web } = await aSlack();
    await slack.say("viewer", "#dev", "hello");
    const shown = await web.chat.postEphemeral({ channel: "C0DEV", user: "U0VIEWER", text: "psst" });
    const ts = { person: slack.messages[0]?.ts, ephemeral: shown.message_ts, nobody: "1.1" }[of] ?? "";
    expect(await refusal(web.chat.update({ channel: "C0DEV", ts, text: "a" }))).toMatchObject({ error });
    expect(slack.messages).toMatchObject([{ text: "hello" }, { text: "psst", ephemeralTo: "U0VIEWER" }]);
  });

  it("takes at most 4,000 characters in an update", async () => {
    const { web } = await aSlack();
    const { ts = "" } = await web.chat.postMessage({ channel: "C0DEV", text: "a" });
    const update = web.chat.update({ channel: "C0DEV", ts, text: "x".repeat(4_001) });
    expect(await refusal(update)).toMatchObject({ error: "msg_too_long" });
  });
});

describe("rates", () => {
  it("lets five messages through at once, then one a second, each channel apart", async () => {
    const { web, passes, calls } = await aSlack();
    const post = (channel: string) => web.chat.postMessage({ channel, text: "a" });
    for (let count = 0; count < 5; count += 1) await post("C0DEV");
    await expect(post("#dev")).rejects.toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 1 });
    expect(calls.at(-1)).toMatchObject({ method: "chat.postMessage", error: "ratelimited" });
    await post("C0ALERTS");
    await passes(1_000);
    await post("C0DEV");
    await expect(post("C0DEV")).rejects.toMatchObject({ retryAfter: 1 });
    await passes(60_000);
    for (let count = 0; count < 5; count += 1) await post("C0DEV");
    await expect(post("C0DEV")).rejects.toMatchObject({ retryAfter: 1 });
  });

  it("grants thirty updates at once", async () => {
    const { web } = await aSlack();
    const { ts = "" } = await web.chat.postMessage({ channel: "C0DEV", text: "a" });
    const update = () => web.chat.update({ channel: "C0DEV", ts, text: "b" });
    for (let count = 0; count < 30; count += 1) await update();
    await expect(update()).rejects.toMatchObject({ retryAfter: 1 });
  });

  it("answers 429 with Retry-After and Slack's body", async () => {
    const { slack } = await aSlack();
    slack.fault({ method: "team.info", status: 429, retryAfter: 30, times: 1 });
    const answer = await fetch(`${slack.apiUrl("x")}team.info`, { method: "POST" });
    expect([answer.status, answer.headers.get("retry-after"), await answer.json()]).toEqual([
      429,
      "30",
      { ok: false, error: "ratelimited" },
    ]);
  });
});

describe("faults", () => {
  it("meet as many calls of the method as were asked for", async () => {
    const { slack, web, calls } = await aSlack();
    slack.fault({ method: "chat.postMessage", error: "token_revoked", times: 2 });
    const post = () => web.chat.postMessage({ channel: "C0DEV", text: "a" });
    expect(await refusal(post())).toMatchObject({ error: "token_revoked" });
    await web.auth.test();
    expect(await refusal(post())).toMatchObject({ error: "token_revoked" });
    await post();
    expect(slack.messages).toHaveLength(1);
    expect(calls.map((call) => call.error)).toEqual(["token_revoked", undefined, "token_revoked", undefined]);
  });

  it("lose the answer of a call that was carried out", async () => {
    const { slack, web } = await aSlack();
    slack.fault({ method: "chat.postMessage", status: 503, carriedOut: true, times: 1 });
    await expect(web.chat.postMessage({ channel: "C0DEV", text: "a" })).rejects.toMatchObject({
      code: ErrorCode.HTTPError,
    });
    expect(slack.messages).toHaveLength(1);
  });
});

describe("reading", () => {
  it("finds messages by metadata, newest first, in pages and windows", async () => {
    const { web, passes } = await aSlack();
    for (const key of ["one", "two", "three"]) {
      const metadata = { event_type: "deployment", event_payload: { key } };
      await web.chat.postMessage({ channel: "C0DEV", text: key, metadata });
      await passes(1_000);
    }
    await web.chat.postEphemeral({ channel: "C0DEV", user: "U0OWNER", text: "psst" });
    const { messages = [] } = await web.conversations.history({
      channel: "C0DEV",
      include_all_metadata: true,
    });
    expect(messages.map((message) => message.metadata?.event_payload)).toEqual([
      { key: "three" },
      { key: "two" },
      { key: "one" },
    ]);
    const plain = await web.conversations.history({ channel: "C0DEV", limit: 2 });
    expect(plain).toMatchObject({ has_more: true, messages: [{ text: "three" }, { text: "two" }] });
    expect(plain.messages?.[0]).not.toHaveProperty("metadata");
    const cursor = plain.response_metadata?.next_cursor ?? "";
    expect(await web.conversations.history({ channel: "C0DEV", cursor })).toMatchObject({
      has_more: false,
      messages: [{ text: "one" }],
    });
    const oldest = messages[1]?.ts ?? "";
    const after = await web.conversations.history({ channel: "C0DEV", oldest });
    expect(after.messages?.map((message) => message.text)).toEqual(["three"]);
    const from = await web.conversations.history({ channel: "C0DEV", oldest, inclusive: true });
    expect(from.messages?.map((message) => message.text)).toEqual(["three", "two"]);
  });

  it("keeps replies in their thread, and a reply to a reply, too", async () => {
    const { web } = await aSlack();
    const { ts = "" } = await web.chat.postMessage({ channel: "C0DEV", text: "root" });
    const reply = await web.chat.postMessage({ channel: "C0DEV", text: "reply", thread_ts: ts });
    await web.chat.postMessage({ channel: "C0DEV", text: "again", thread_ts: reply.ts ?? "" });
    const thread = await web.conversations.replies({ channel: "C0DEV", ts });
    expect(thread.messages).toMatchObject([
      { text: "root", thread_ts: ts, reply_count: 2 },
      { text: "reply", thread_ts: ts },
      { text: "again", thread_ts: ts },
    ]);
    const { messages } = await web.conversations.history({ channel: "C0DEV" });
    expect(messages?.map((message) => message.text)).toEqual(["root"]);
  });

  it("tells a person's language only when asked", async () => {
    const { slack, web } = await aSlack();
    slack.setLocale("owner", "ko");
    const { user } = await web.users.info({ user: "U0OWNER" });
    expect(user).toMatchObject({ name: "seo-yeon.park", tz: "Asia/Seoul" });
    expect(user).not.toHaveProperty("locale");
    const told = await web.users.info({ user: "U0OWNER", include_locale: true });
    expect(told.user).toMatchObject({ locale: "ko-KR" });
    expect(slack.people.find((person) => person.persona === "owner")?.locale).toBe("ko-KR");
  });

  it("knows people, groups, channels and members", async () => {
    const { web } = await aSlack();
    expect(await web.users.lookupByEmail({ email: "min-jun.kim@example.com" })).toMatchObject({
      user: { id: "U0OPERATOR", profile: { email: "min-jun.kim@example.com" } },
    });
    const { members } = await web.users.list({});
    expect(members?.map((one) => one.id)).toEqual(["U0OWNER", "U0OPERATOR", "U0VIEWER", "U0NIGHTSHIFT"]);
    expect(await web.usergroups.list({ include_users: true })).toMatchObject({
      usergroups: [
        { id: "S0OPS", handle: "ops", users: ["U0OPERATOR", "U0OWNER"] },
        { id: "S0OWNERS", handle: "owners", users: ["U0OWNER"] },
      ],
    });
    expect(await web.usergroups.users.list({ usergroup: "S0OWNERS" })).toMatchObject({ users: ["U0OWNER"] });
    const { channels } = await web.conversations.list({});
    expect(channels).toMatchObject([
      { id: "C0DEPLOYS", name: "deploys", is_member: true },
      { id: "C0ALERTS" },
      { id: "C0DEV" },
    ]);
    const inside = await web.conversations.members({ channel: "C0DEV" });
    expect(inside.members).toEqual(["U0OWNER", "U0OPERATOR", "U0VIEWER", "U0NIGHTSHIFT"]);
    expect(await web.team.info()).toMatchObject({ team: { id: "T0NIGHT", domain: "acme-web" } });
  });

  it("opens a talk with one person, which nobody else sees", async () => {
    const { slack, web } = await aSlack();
    const { channel } = await web.conversations.open({ users: "U0OWNER" });
    await web.chat.postMessage({
      channel: channel?.id ?? "",
      text: "a",
      blocks: [{ type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: "Go" } }] }],
    });
    await web.chat.postMessage({ channel: "U0OWNER", text: "b" });
    expect(slack.messages).toMatchObject([{ channel: "D0OWNER" }, { channel: "D0OWNER" }]);
    await expect(slack.press("viewer", "Go")).rejects.toThrow("there are: none");
    expect(await slack.press("owner", "Go")).toMatchObject({ status: 200 });
  });

  it("links to a message", async () => {
    const { web } = await aSlack();
    const { ts = "" } = await web.chat.postMessage({ channel: "C0DEV", text: "a" });
    expect(await web.chat.getPermalink({ channel: "C0DEV", message_ts: ts })).toMatchObject({
      permalink: "https://acme-web.slack.com/archives/C0DEV/p1795392000000000",
    });
  });
});

describe("marks", () => {
  it("reacts and takes it back, once each", async () => {
    const { slack, web } = await aSlack();
    const { ts: timestamp = "" } = await web.chat.postMessage({ channel: "C0DEV", text: "a" });
    const eyes = { channel: "C0DEV", timestamp, name: "eyes" };
    await web.reactions.add(eyes);
    expect(slack.messages[0]?.reactions).toEqual([{ name: "eyes", users: ["U0NIGHTSHIFT"] }]);
    expect(await refusal(web.reactions.add(eyes))).toMatchObject({ error: "already_reacted" });
    await web.reactions.remove(eyes);
    expect(slack.messages[0]?.reactions).toEqual([]);
    expect(await refusal(web.reactions.remove(eyes))).toMatchObject({ error: "no_reaction" });
    await web.pins.add({ channel: "C0DEV", timestamp });
    expect(await refusal(web.pins.add({ channel: "C0DEV", timestamp }))).toMatchObject({
      error: "already_pinned",
    });
  });
});

describe("blocks.validate", () => {
  it("answers without a token, with pointers", async () => {
    const { slack } = await aSlack();
    const ask = async (body: object) => {
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      return (await fetch(`${slack.apiUrl("x")}blocks.validate`, init)).json();
    };
    expect(await ask({ blocks: [{ type: "divider" }] })).toEqual({ ok: true });
    expect(await ask({ blocks: [{ type: "nope" }] })).toEqual({
      ok: false,
      error: "invalid_blocks",
      errors: [{ pointer: "/blocks/0/type", message: "unsupported type: nope", code: "failed_constraint" }],
    });
    expect(await ask({})).toMatchObject({ error: "invalid_arguments" });
  });
});

describe("turns", () => {
  it("waits for its turn before a request, and gives it back after the answer", async () => {
    const log: string[] = [];
    const { web } = await aSlack(undefined, {
      onCall: (call) => log.push(`call ${call.method}`),
      turn: async (container) => {
        log.push(`turn of ${container}`);
        return () => log.push(`over for ${container}`);
      },
    });
    await web.auth.test();
    await expect.poll(() => log).toEqual(["turn of commands", "call auth.test", "over for commands"]);
  });
});
