import fc from "fast-check";
import { expect, it } from "vitest";
import { actions, commands } from "../../../handlers/index.ts";
import type { Content } from "../../../lib/pure/content.ts";
import { runAction } from "../../../lib/requests/buttons.ts";
import { runCommand } from "../../../lib/requests/commands.ts";
import type { RequestDeps } from "../../../lib/requests/request-deps.ts";
import { runSubmission } from "../../../lib/requests/submissions.ts";
import { createWorker } from "../../../lib/slack/worker.ts";
import { slack } from "../../../sandbox/world.ts";
import { fuzz } from "./fuzz.ts";
import { hostileJson, hostileText, hostileValue, mutated, mutation } from "./hostile.ts";
import { openWorld, people, type World } from "./world.ts";

/** The words that mean something somewhere, so that nonsense gets as far as it can. */
const known = [
  ...new Set(commands.flatMap(({ name, examples }) => [name, ...examples].join(" ").split(" "))),
  "dev",
  "staging",
  "production",
  "i-0d1a2b3c4d5e6f701",
  "dev-db",
  "dev-aurora",
  "web-staging",
  "env=staging",
  "nightshift=office-hours",
  "/index.html",
  "/a/*",
  "www",
];

const word = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...known) },
  { weight: 4, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...known), hostileText).map(([a, b]) => a + b) },
);
const gap = fc.constantFrom(" ", " ", " ", "  ", "\u00a0", "\u3000", "\t", "\n", "\u200b", "");

const text = fc
  .array(fc.tuple(word, gap), { maxLength: 6 })
  .map((parts) => parts.map(([one, space]) => one + space).join(""));

const names = [...new Set(commands.map(({ name }) => `/${name.split(" ")[0]}`))];
const command = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: hostileText });

/** Mostly of somebody who may do much, from where they usually are. */
const ours = <Value>(value: Value, arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 30, arbitrary: fc.constant(value) }, { weight: 1, arbitrary });

/** What Slack sends of a command. https://docs.slack.dev/interactivity/implementing-slash-commands */
const form = fc.record({
  command,
  text,
  user_id: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...people) }, { weight: 1, arbitrary: hostileText }),
  team_id: ours<string>(slack.team.id, hostileText),
  api_app_id: ours<string>(slack.appId, hostileText),
  channel_id: ours("C0DEPLOYS", hostileText),
  channel_name: ours("dev", hostileText),
  trigger_id: hostileText.map((id) => `1.${id}`),
  response_url: ours(
    "https://hooks.slack.com/commands/1",
    hostileText.map((url) => `x${url}`),
  ),
});

type Form = typeof form extends fc.Arbitrary<infer Value> ? Value : never;

/** Hands a body of Slack through Bolt to the bot; says whether anything took it. */
function handOver(body: unknown, world: World): Promise<boolean> {
  const deps: RequestDeps = { ...world, commands, actions, requeue: async () => {} };
  const at = world.now().toISOString();
  return createWorker({
    command: (one) => runCommand({ ...one, at }, deps),
    press: (one) => runAction({ ...one, at }, deps),
    submit: (one) => runSubmission({ ...one, at }, deps),
    directoryChanged: (change) => world.store.directory.forget(change),
  })(body);
}

/** What Slack sends of a press. https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
function pressOf({ team_id, api_app_id, channel_id, channel_name, response_url }: Form, pressed: Press): object {
  const { action, value, user, message } = pressed;
  return {
    type: "block_actions",
    team: { id: team_id, domain: "acme" },
    user: { id: user, username: user, team_id },
    api_app_id,
    container: { type: "message", message_ts: message, channel_id, is_ephemeral: false },
    channel: { id: channel_id, name: channel_name },
    trigger_id: "1.2.3",
    response_url,
    actions: [{ action_id: action, block_id: "b", type: "button", value, action_ts: "1.2" }],
  };
}

const meantBy = (user: string) => ({ people: new Set([...people, "U0STRANGER", user]) });

it("Whatever is typed after whatever command is answered, and the same again is answered the same", async () => {
  await fuzz(
    "command lines",
    { quick: 600, full: 20_000 },
    fc.tuple(form, fc.integer()),
    async ([asked, hostility]) => {
      const said: string[] = [];
      for (let time = 0; time < 2; time++) {
        const world = openWorld({ hostility });
        expect(await handOver(asked, world)).toBe(asked.command !== "" && asked.user_id !== "");
        const messages = await world.messages();
        if (asked.command && asked.user_id) expect(messages.length).toBeGreaterThan(0);
        said.push(JSON.stringify(messages));
        if (time > 0) continue;
        const wrong = await world.wrong(meantBy(asked.user_id));
        expect(wrong, wrong.slice(0, 4).join("\n")).toEqual([]);
      }
      expect(said[1]).toBe(said[0]);
    },
  );
});

const buttonNames = [...actions.map(({ name }) => name), "confirm", "cancel", "approve-request", "decline-request"];
const references = [
  {
    pipeline: "web-production",
    execution: "3137f7cb",
    stage: "Approval",
    action: "ApproveRelease",
    attempt: 1,
  },
  { pipeline: "web-staging", execution: "3137f7cb", stage: "Build", attempt: 2 },
  { schedule: "office-hours", planned: "2026-11-23T13:00:00.000Z", at: "2026-11-23T13:00:00.000Z" },
];
const reference = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom<unknown>(...references), fc.array(mutation, { maxLength: 2 }))
      .map(([one, mutations]) => hostileJson(mutated(one, mutations))),
  },
  { weight: 1, arbitrary: hostileValue.map(hostileJson) },
  { weight: 1, arbitrary: hostileText },
);

const press = fc.record({
  action: fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...buttonNames) }, { weight: 1, arbitrary: hostileText }),
  value: reference,
  user: fc.constantFrom(...people, "U0STRANGER"),
  message: hostileText,
});

type Press = typeof press extends fc.Arbitrary<infer Value> ? Value : never;

it("Whatever button is pressed with whatever value, it never fails, and Slack takes what comes of it", async () => {
  await fuzz(
    "buttons",
    { quick: 300, full: 10_000 },
    fc.tuple(press, form, fc.integer()),
    async ([pressed, from, hostility]) => {
      const world = openWorld({ hostility });
      await handOver(pressOf(from, pressed), world);
      const wrong = await world.wrong(meantBy(pressed.user));
      expect(wrong, wrong.slice(0, 4).join("\n")).toEqual([]);
    },
  );
});

it("The buttons of whatever was answered can be pressed, by anybody, with anything done to their values", async () => {
  await fuzz(
    "buttons of answers",
    { quick: 150, full: 5_000 },
    fc.tuple(form, fc.array(fc.tuple(fc.nat(), press, fc.nat(2)), { maxLength: 4 }), fc.integer()),
    async ([asked, presses, hostility]) => {
      const world = openWorld({ hostility });
      await handOver(asked, world);
      for (const [which, pressed, how] of presses) {
        const buttons = await buttonsIn(world);
        const found = buttons[which % Math.max(1, buttons.length)];
        const value = how === 0 ? pressed.value : how === 1 ? `${found?.value ?? ""}${pressed.value}` : found?.value;
        const given = { ...pressed, action: found?.action ?? pressed.action, value: value ?? "" };
        await handOver(pressOf(asked, given), world);
      }
      const wrong = await world.wrong(meantBy(asked.user_id));
      expect(wrong, wrong.slice(0, 4).join("\n")).toEqual([]);
    },
  );
});

async function buttonsIn(world: World): Promise<NonNullable<Content["buttons"]>[number][]> {
  return (await world.messages()).flatMap(({ content }) => [...(content.buttons ?? [])]);
}

const environments = ["dev", "staging", "production"];

/** What was chosen in a dialog, or what an app that only says so sends. */
const submitted = fc.record({
  callback: ours<string>("deploy", fc.oneof(fc.constantFrom(...names), hostileText)),
  view: hostileText,
  field: ours<string>("environment", hostileText),
  chosen: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<unknown>(...environments) },
    { weight: 1, arbitrary: hostileValue },
  ),
  origin: fc.option(hostileText),
  user: fc.constantFrom(...people, "U0STRANGER"),
  mutations: fc.array(mutation, { maxLength: 2 }),
});

type Submitted = typeof submitted extends fc.Arbitrary<infer Value> ? Value : never;

/** What Slack sends of a dialog. https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
function submissionOf(
  { team_id, api_app_id, channel_id, channel_name, response_url }: Form,
  { callback, view, field, chosen, origin, user }: Submitted,
): object {
  const known = { channel: channel_id, channelName: channel_name, responseUrl: response_url };
  return {
    type: "view_submission",
    team: { id: team_id, domain: "acme" },
    user: { id: user, username: user, team_id },
    api_app_id,
    trigger_id: "1.2.3",
    view: {
      id: view,
      type: "modal",
      callback_id: callback,
      private_metadata: origin ?? JSON.stringify(known),
      state: { values: { b: { [field]: { type: "static_select", selected_option: { value: chosen } } } } },
    },
    response_urls: [],
  };
}

it("Whatever is chosen in whatever dialog starts what may be started, once, and never fails", async () => {
  await fuzz(
    "dialogs",
    { quick: 150, full: 5_000 },
    fc.tuple(submitted, form, fc.integer()),
    async ([given, from, hostility]) => {
      const world = openWorld({ hostility });
      const body: unknown = JSON.parse(hostileJson(mutated(submissionOf(from, given), given.mutations)));
      await handOver(body, world);
      const before = JSON.stringify(await world.messages());
      await handOver(body, world);
      expect(JSON.stringify(await world.messages())).toBe(before);
      const wrong = await world.wrong(meantBy(given.user));
      expect(wrong, wrong.slice(0, 4).join("\n")).toEqual([]);
    },
  );
});

it("Whatever Slack sends of whatever form is taken, or left at that, and never fails", async () => {
  const event = (type: string, more: object) => ({
    type: "event_callback",
    team_id: slack.team.id,
    api_app_id: slack.appId,
    event: { type, ...more },
  });
  const bases = fc.oneof(
    fc.tuple(press, form).map(([pressed, from]): unknown => pressOf(from, pressed)),
    form,
    fc.constantFrom<unknown>(
      event("user_change", { user: { id: "U0OWNER" } }),
      event("subteam_members_changed", { subteam_id: "S0OPS" }),
      event("app_mention", { text: "help", channel: "C0DEV", user: "U0OWNER" }),
      {
        type: "view_submission",
        view: { id: "V1", callback_id: "x", state: { values: {} } },
        user: { id: "U0OWNER" },
      },
      { type: "block_suggestion", value: "x", action_id: "x", block_id: "b", user: { id: "U0OWNER" } },
      { type: "shortcut", callback_id: "x", user: { id: "U0OWNER" }, trigger_id: "1" },
      { type: "interactive_message", actions: [], user: { id: "U0OWNER" } },
    ),
    hostileValue,
  );
  await fuzz(
    "payloads of Slack",
    { quick: 300, full: 10_000 },
    fc.tuple(bases, fc.array(mutation, { minLength: 1, maxLength: 3 }), fc.integer()),
    async ([base, mutations, hostility]) => {
      const world = openWorld({ hostility });
      const body: unknown = JSON.parse(hostileJson(mutated(base, mutations)));
      expect(typeof (await handOver(body, world))).toBe("boolean");
      const wrong = await world.wrong(anybody);
      expect(wrong, wrong.slice(0, 4).join("\n")).toEqual([]);
    },
  );
});

/** Who asks is part of what is made up here. */
const anybody = { people: { has: () => true } };
