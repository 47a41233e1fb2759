import type { ModalView } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { type ASlack, actions, aSlack, button, type Received, type Reply, refusal } from "./a-slack.ts";

const plain = (text: string) => ({ type: "plain_text" as const, text });
const field = (action_id: string, more: object = {}, block: object = {}) => ({
  type: "input",
  block_id: `${action_id}-block`,
  label: plain(action_id.toUpperCase()),
  element: { type: "plain_text_input", action_id, ...more },
  ...block,
});
const modal = (blocks: object[], more: object = {}) =>
  ({ type: "modal", title: plain("Deploy"), submit: plain("Go"), blocks, ...more }) as ModalView;

/** A person whose command opened this modal; the bot answers what follows with `reply`. */
async function withModal(view: ModalView, reply: (request: Received) => Reply = () => ({})) {
  const local = await aSlack((request) => (request.payload === undefined ? {} : reply(request)));
  const trigger_id = await aTrigger(local);
  await local.web.views.open({ trigger_id, view });
  return local;
}

async function aTrigger(local: ASlack): Promise<string> {
  await local.slack.say("owner", "#dev", "/deploy");
  return local.received.at(-1)?.form.trigger_id ?? "";
}

describe("trigger ids", () => {
  it("open one view, for the person who typed", async () => {
    const local = await aSlack();
    const trigger_id = await aTrigger(local);
    const view = modal([field("reason")]);
    expect(await local.web.views.open({ trigger_id, view })).toMatchObject({
      view: { type: "modal", title: { text: "Deploy" }, state: { values: {} } },
    });
    expect(local.slack.viewOf("owner")?.title?.text).toBe("Deploy");
    expect(local.slack.viewOf("viewer")).toBeUndefined();
    expect(await refusal(local.web.views.open({ trigger_id, view }))).toMatchObject({
      error: "exchanged_trigger_id",
    });
  });

  it.each([
    { why: "three seconds are in time", waited: 3_000, error: undefined },
    { why: "a millisecond more is not", waited: 3_001, error: "expired_trigger_id" },
  ])("die after three seconds: $why", async ({ waited, error }) => {
    const local = await aSlack();
    const trigger_id = await aTrigger(local);
    await local.passes(waited);
    const call = local.web.views.open({ trigger_id, view: modal([field("reason")]) });
    if (error) expect(await refusal(call)).toMatchObject({ error });
    else expect(await call).toMatchObject({ ok: true });
  });

  it("survive a view that Slack refuses, which says what is missing", async () => {
    const local = await aSlack();
    const trigger_id = await aTrigger(local);
    const bad = { type: "modal", blocks: [{ type: "plan", title: "x" }] } as never;
    expect(await refusal(local.web.views.open({ trigger_id, view: bad }))).toMatchObject({
      error: "invalid_arguments",
      response_metadata: { messages: ["[ERROR] missing required field: title [json-pointer:/view]"] },
    });
    expect(await local.web.views.open({ trigger_id, view: modal([]) })).toMatchObject({ ok: true });
  });
});

describe("submitting", () => {
  it("sends what was filled in, by action id, block id or label, and closes the modal", async () => {
    const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
    const select = { type: "static_select", action_id: "where", options: [option("dev"), option("prod")] };
    const boxes = { type: "checkboxes", action_id: "how", options: [option("fast"), option("safe")] };
    const local = await withModal(
      modal(
        [
          field("reason"),
          field("preset", { initial_value: "kept" }),
          field("none", {}, { optional: true }),
          { type: "input", block_id: "w", label: plain("Where"), element: select },
          { type: "input", block_id: "h", label: plain("How"), element: boxes },
        ],
        { callback_id: "deploy", private_metadata: "m" },
      ),
    );
    await local.slack.submit("owner", { reason: "because", Where: "PROD", h: ["fast", "safe"] });
    const { payload } = local.received.at(-1) as Received;
    expect(payload).toMatchObject({
      type: "view_submission",
      user: { id: "U0OWNER" },
      view: { callback_id: "deploy", private_metadata: "m" },
      response_urls: [],
    });
    expect(payload.view.state.values).toEqual({
      "reason-block": { reason: { type: "plain_text_input", value: "because" } },
      "preset-block": { preset: { type: "plain_text_input", value: "kept" } },
      "none-block": { none: { type: "plain_text_input", value: null } },
      w: { where: { type: "static_select", selected_option: option("prod") } },
      h: { how: { type: "checkboxes", selected_options: [option("fast"), option("safe")] } },
    });
    expect(local.slack.viewOf("owner")).toBeUndefined();
  });

  it.each([
    { why: "a required field is empty", values: {}, error: '"REASON" must be filled in.' },
    { why: "the field is not there", values: { rason: "x" }, error: 'No field "rason"' },
    { why: "the text is too long", values: { reason: "123456" }, error: "at most 5 characters" },
  ])("throws before anything is sent when $why", async ({ values, error }) => {
    const local = await withModal(modal([field("reason", { max_length: 5 })]));
    const before = local.received.length;
    await expect(local.slack.submit("owner", values)).rejects.toThrow(error);
    expect(local.received).toHaveLength(before);
  });

  it("throws for a person who has no modal open", async () => {
    const { slack } = await aSlack();
    await expect(slack.submit("viewer", {})).rejects.toThrow("Ji-woo Lee has no modal open.");
  });

  it("keeps the modal open with the bot's errors, and what was typed", async () => {
    const local = await withModal(modal([field("reason")]), () => ({
      body: { response_action: "errors", errors: { "reason-block": "Too short." } },
    }));
    await local.slack.submit("owner", { reason: "x" });
    expect(local.slack.openViewOf("owner")).toMatchObject({
      errors: { "reason-block": "Too short." },
      view: { state: { values: { "reason-block": { reason: { value: "x" } } } } },
    });
  });

  it.each([
    { action: "update", stack: 1, previous: null },
    { action: "push", stack: 2, previous: expect.any(String) },
  ])("shows the next view after $action", async ({ action, stack, previous }) => {
    const next = modal([], { title: plain("Next") });
    const local = await withModal(modal([field("reason")]), () => ({
      body: { response_action: action, view: next },
    }));
    await local.slack.submit("owner", { reason: "x" });
    expect(local.slack.viewOf("owner")).toMatchObject({
      title: { text: "Next" },
      previous_view_id: previous,
    });
    for (let closed = 0; closed < stack; closed += 1) await local.slack.dismiss("owner");
    expect(local.slack.viewOf("owner")).toBeUndefined();
  });

  it("clears the whole stack", async () => {
    const local = await withModal(modal([field("reason")]), ({ payload }) => ({
      body: payload.view.previous_view_id
        ? { response_action: "clear" }
        : { response_action: "push", view: modal([field("sure")]) },
    }));
    await local.slack.submit("owner", { reason: "x" });
    await local.slack.submit("owner", { sure: "yes" });
    expect(local.slack.viewOf("owner")).toBeUndefined();
  });

  it.each([
    { why: "the bot fails", reply: { status: 500 } },
    { why: "an unknown response_action", reply: { body: { response_action: "dance" } } },
    {
      why: "errors for a block that isn't there",
      reply: { body: { response_action: "errors", errors: { x: "y" } } },
    },
    {
      why: "a view that Slack refuses",
      reply: { body: { response_action: "update", view: { type: "modal" } } },
    },
    { why: "text instead of JSON", reply: { body: "thanks" } },
  ])("keeps the modal and says so: $why", async ({ reply }) => {
    const local = await withModal(modal([field("reason")]), () => reply);
    await local.slack.submit("owner", { reason: "x" });
    expect(local.slack.openViewOf("owner")?.trouble).toBe("We had some trouble connecting. Try again?");
  });
});

describe("views", () => {
  it("are pushed three deep, no deeper", async () => {
    const local = await withModal(modal([actions(button("More", "more"))]));
    const push = async () => {
      await local.slack.press("owner", "More");
      const { trigger_id } = local.received.at(-1)?.payload ?? {};
      return local.web.views.push({ trigger_id, view: modal([actions(button("More", "more"))]) });
    };
    await push();
    await push();
    expect(await refusal(push())).toMatchObject({ error: "push_limit_reached" });
    expect(local.received.at(-1)?.payload).toMatchObject({
      type: "block_actions",
      container: { type: "view", view_id: local.slack.viewOf("owner")?.id },
      actions: [{ action_id: "more" }],
    });
    expect(local.received.at(-1)?.payload).not.toHaveProperty("response_url");
  });

  it("are updated by id or external id, without a trigger, unless the hash is old", async () => {
    const local = await withModal(modal([field("reason")], { external_id: "loading" }));
    const before = local.slack.viewOf("owner");
    const view = modal([field("reason"), field("more")], { title: plain("Ready") });
    await local.web.views.update({ external_id: "loading", view });
    expect(local.slack.viewOf("owner")).toMatchObject({ id: before?.id, title: { text: "Ready" } });
    const stale = { view_id: before?.id ?? "", hash: before?.hash ?? "", view };
    expect(await refusal(local.web.views.update(stale))).toMatchObject({ error: "hash_conflict" });
    expect(await refusal(local.web.views.update({ view_id: "V0", view }))).toMatchObject({
      error: "not_found",
    });
    expect(await refusal(local.web.views.update({ external_id: "", view }))).toMatchObject({
      error: "not_found",
    });
  });

  it("keep what was typed into the inputs that an update leaves in place", async () => {
    const local = await withModal(modal([field("reason")]), () => ({ status: 500 }));
    await local.slack.submit("owner", { reason: "because" });
    const view_id = local.slack.viewOf("owner")?.id ?? "";
    await local.web.views.update({ view_id, view: modal([field("reason"), field("more")]) });
    expect(local.slack.viewOf("owner")?.state.values).toMatchObject({
      "reason-block": { reason: { value: "because" } },
      "more-block": { more: { value: null } },
    });
  });

  it("are at most 250 KB", async () => {
    const local = await aSlack();
    const trigger_id = await aTrigger(local);
    const view = modal(Array.from({ length: 100 }, () => ({ type: "section", text: plain("x".repeat(3_000)) })));
    expect(await refusal(local.web.views.open({ trigger_id, view }))).toMatchObject({
      error: "view_too_large",
    });
  });

  it("tell the bot that they were closed where they ask for that", async () => {
    const local = await withModal(modal([], { notify_on_close: true, callback_id: "c" }));
    await local.slack.dismiss("owner");
    expect(local.received.at(-1)?.payload).toMatchObject({
      type: "view_closed",
      is_cleared: false,
      view: { callback_id: "c" },
    });
  });

  it("stand on the Home tab, where their buttons work", async () => {
    const local = await aSlack();
    const view = { type: "home" as const, blocks: [actions(button("Stop", "stop"))] as never };
    await local.web.views.publish({ user_id: "U0OWNER", view });
    expect(local.slack.homeOf("owner")?.blocks).toHaveLength(1);
    await local.slack.press("owner", "stop");
    expect(local.received.at(-1)?.payload).toMatchObject({
      container: { type: "view" },
      view: { type: "home" },
    });
  });
});
