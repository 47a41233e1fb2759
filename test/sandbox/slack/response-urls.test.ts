import { describe, expect, it } from "vitest";
import { actions, aSlack, button } from "./a-slack.ts";

const minute = 60_000;

async function afterCommand() {
  const local = await aSlack();
  local.slack.setBotMember("#dev", false);
  await local.slack.say("owner", "#dev", "/deploy");
  const url = local.received[0]?.form.response_url ?? "";
  return { ...local, respond: (response: object) => send(url, response) };
}

async function afterPress(isEphemeral = false) {
  const local = await aSlack();
  const message = { channel: "C0DEV", text: "Go?", blocks: [actions(button("Go", "go"))] as never };
  if (isEphemeral) await local.web.chat.postEphemeral({ ...message, user: "U0OWNER" });
  else await local.web.chat.postMessage(message);
  await local.slack.press("owner", "Go");
  const url: string = local.received[0]?.payload.response_url ?? "";
  return { ...local, url, respond: (response: object) => send(url, response) };
}

async function send(url: string, response: unknown) {
  const body = typeof response === "string" ? response : JSON.stringify(response);
  const init = { method: "POST", headers: { "content-type": "application/json" }, body };
  const answer = await fetch(url, init);
  return { status: answer.status, body: await answer.text() };
}

describe("a command's response URL", () => {
  it("writes where the bot is no member, to its person alone", async () => {
    const { slack, respond, calls } = await afterCommand();
    expect(await respond({ text: "one" })).toEqual({ status: 200, body: "ok" });
    await respond({ text: "two", response_type: "in_channel" });
    expect(slack.messages).toMatchObject([
      { channel: "C0DEV", text: "one", ephemeralTo: "U0OWNER", user: "U0NIGHTSHIFT" },
      { channel: "C0DEV", text: "two" },
    ]);
    expect(slack.messages[1]).not.toHaveProperty("ephemeralTo");
    expect(calls).toEqual([
      { token: "", container: "", method: "response_url" },
      { token: "", container: "", method: "response_url" },
    ]);
  });

  it("has nothing to replace: it posts anew", async () => {
    const { slack, respond } = await afterCommand();
    await respond({ text: "one" });
    await respond({ text: "two", replace_original: true });
    expect(slack.messages.map((message) => message.text)).toEqual(["one", "two"]);
  });

  it("is good for five uses, of which a refused one is none", async () => {
    const { slack, respond, calls } = await afterCommand();
    expect(await respond({})).toEqual({ status: 400, body: '{"ok":false,"error":"no_text"}' });
    for (const text of "12345") expect(await respond({ text })).toMatchObject({ status: 200 });
    expect(await respond({ text: "6" })).toEqual({ status: 404, body: '{"ok":false,"error":"used_url"}' });
    expect(slack.messages).toHaveLength(5);
    expect(calls.at(-1)).toMatchObject({ method: "response_url", error: "used_url" });
  });

  it("is good for thirty minutes", async () => {
    const { respond, passes } = await afterCommand();
    await passes(30 * minute);
    expect(await respond({ text: "a" })).toMatchObject({ status: 200 });
    await passes(1);
    expect(await respond({ text: "a" })).toEqual({ status: 404, body: '{"ok":false,"error":"expired_url"}' });
  });

  it.each([
    { why: "no JSON", response: "hello", error: "invalid_payload" },
    { why: "a text that is none", response: { text: 5 }, error: "invalid_payload" },
    { why: "a block that is none", response: { blocks: [{ type: "nope" }] }, error: "invalid_blocks" },
  ])("refuses $why", async ({ response, error }) => {
    const { slack, respond } = await afterCommand();
    expect(await respond(response as object)).toEqual({
      status: 400,
      body: JSON.stringify({ ok: false, error }),
    });
    expect(slack.messages).toEqual([]);
  });
});

describe("a button's response URL", () => {
  it.each([
    { of: "a message", isEphemeral: false },
    { of: "an ephemeral message", isEphemeral: true },
  ])("replaces $of in place, and deletes it", async ({ isEphemeral }) => {
    const { slack, respond } = await afterPress(isEphemeral);
    const before = slack.messages[0];
    await respond({ text: "Gone", replace_original: true });
    expect(slack.messages).toMatchObject([{ ts: before?.ts, text: "Gone", blocks: [], edits: 1 }]);
    expect(slack.messages[0]?.ephemeralTo).toBe(before?.ephemeralTo);
    await respond({ delete_original: true });
    expect(slack.messages).toEqual([]);
  });

  it("writes into a thread, and beside the message", async () => {
    const { slack, respond } = await afterPress();
    const threadTs = slack.messages[0]?.ts;
    await respond({ text: "in", thread_ts: threadTs, response_type: "in_channel" });
    await respond({ text: "beside" });
    expect(slack.messages).toMatchObject([
      { text: "Go?" },
      { text: "in", threadTs },
      { text: "beside", ephemeralTo: "U0OWNER" },
    ]);
  });

  it("tells who used it where the caller says so, and meets faults", async () => {
    const { slack, url, calls } = await afterPress();
    slack.fault({ method: "response_url", status: 500, times: 1 });
    const named = url.replace("/hooks/", "/from/outbox/hooks/");
    expect(await send(named, { text: "a" })).toMatchObject({ status: 500 });
    expect(await send(named, { text: "b" })).toMatchObject({ status: 200 });
    expect(slack.messages.at(-1)).toMatchObject({ text: "b" });
    expect(calls.slice(-2)).toEqual([
      { token: "", container: "outbox", method: "response_url", error: "internal_error" },
      { token: "", container: "outbox", method: "response_url" },
    ]);
  });
});

it("a made-up response URL is nobody's", async () => {
  const { slack } = await aSlack();
  expect(await send(`${slack.url}/hooks/commands/T0NIGHT/X/y`, { text: "a" })).toMatchObject({ status: 404 });
});
