/** The page in a real browser, against the mock: that its hooks, its keys and its promises hold. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildPage } from "../../sandbox/page/build.ts";
import type { SlackMessage } from "../../sandbox/slack/model.ts";
import { deployment, state, view } from "../sandbox/page/fixtures.ts";
import { type Mock, startMock } from "../sandbox/page/mock-server.ts";
import { startBrowser } from "./browser.ts";

let browser: Browser;
let mock: Mock;
let page: Page;
let errors: string[];

beforeAll(async () => {
  browser = await startBrowser();
  mock = await startMock(state);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await mock?.close();
});

beforeEach(async () => {
  mock.state = state;
  mock.refusal = undefined;
  mock.delay = 0;
  mock.asked.length = 0;
  errors = [];
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (line) => line.text().includes("Content Security Policy") && errors.push(line.text()));
  await page.goto(mock.url);
  await page.getByTestId("composer-input").waitFor();
});

afterEach(async () => {
  expect(errors).toEqual([]);
  await page.close();
});

const input = () => page.getByTestId("composer-input");
const lastAsked = () => mock.asked.at(-1);

describe("what is served", () => {
  it("has no inline script and no address of another origin", async () => {
    const { html, assets } = await buildPage();
    expect(html).not.toMatch(/<script(?![^>]* src=)|\son\w+=|style=|https?:\/\//);
    const css = [...assets]
      .filter(([path]) => path.endsWith(".css"))
      .map(([, { body }]) => new TextDecoder().decode(body));
    expect(css.join("")).not.toMatch(/url\((?!["']?\.\/)/);
    expect([...assets.keys()].filter((path) => path.endsWith(".woff2"))).toHaveLength(2);
  });

  it("loads its own font under a strict policy", async () => {
    const loaded = await page.evaluate(
      "document.fonts.ready.then((fonts) => [...fonts].filter((font) => font.status === 'loaded').map((font) => font.family))",
    );
    expect(loaded).toContain("Inter Variable");
  });
});

describe("the composer", () => {
  it("sends on Enter, as the acting person, in the open channel", async () => {
    await page.getByTestId("persona-viewer").click();
    await page.getByTestId("channel-dev").click();
    await input().fill("/deploy staging");
    await input().press("Enter");
    await expect.poll(lastAsked).toEqual({
      path: "/step",
      body: { say: "/deploy staging", as: "viewer", in: "dev" },
    });
    expect(await input().inputValue()).toBe("");
  });

  it("does not send while a syllable is being composed", async () => {
    await input().fill("배포");
    await input().dispatchEvent("keydown", { key: "Enter", isComposing: true });
    await input().dispatchEvent("keydown", { key: "Enter", keyCode: 229 });
    expect(await input().inputValue()).toBe("배포");
    await input().press("Enter");
    await expect.poll(() => mock.asked.length).toBe(1);
  });

  it("completes with Tab, and with the arrows and Enter", async () => {
    await input().fill("/dep");
    await input().press("Tab");
    expect(await input().inputValue()).toBe("/deploy staging");
    await input().fill("/dep");
    await input().press("ArrowDown");
    await input().press("ArrowDown");
    await input().press("Enter");
    expect(await input().inputValue()).toBe("/deploy production");
    expect(mock.asked).toEqual([]);
  });

  it("recalls what was sent with the arrows", async () => {
    for (const text of ["/ec2 list", "/deploy status"]) {
      await input().fill(text);
      await input().press("Enter");
    }
    await input().press("ArrowUp");
    expect(await input().inputValue()).toBe("/deploy status");
    await input().press("ArrowUp");
    expect(await input().inputValue()).toBe("/ec2 list");
    await input().press("ArrowDown");
    await input().press("ArrowDown");
    expect(await input().inputValue()).toBe("");
  });

  it("says what was refused and gives the text back", async () => {
    mock.refusal = "Only operators may deploy.";
    await input().fill("/deploy staging");
    await input().press("Enter");
    await page.getByTestId("composer-error").getByText("Only operators may deploy.").waitFor();
    expect(await input().inputValue()).toBe("/deploy staging");
  });
});

describe("messages", () => {
  it("show an ephemeral one only to its person", async () => {
    const confirm = page.locator('[data-action-id="confirm_deploy"]');
    expect(await confirm.count()).toBe(0);
    await page.getByTestId("persona-operator").click();
    await confirm.waitFor();
  });

  it("send each press of a button, twice when pressed twice", async () => {
    mock.delay = 300;
    const button = page.locator('[data-action-id="deploy_pause"]');
    await button.dblclick();
    expect(await button.getAttribute("aria-busy")).toBe("true");
    const press = { path: "/step", body: { press: "deploy_pause", as: "owner", on: { ts: deployment.ts } } };
    await expect.poll(() => mock.asked).toEqual([press, press]);
    await expect.poll(() => button.getAttribute("aria-busy")).toBe("false");
  });

  it("ask before a press that says so", async () => {
    await page.locator('[data-action-id="deploy_stop"]').click();
    await page.keyboard.press("Escape");
    expect(await page.locator("dialog").count()).toBe(0);
    expect(mock.asked).toEqual([]);
    await page.locator('[data-action-id="deploy_stop"]').click();
    await page.getByTestId("confirm-accept").click();
    await expect.poll(lastAsked).toMatchObject({ body: { press: "deploy_stop" } });
  });

  it("send what was chosen in a menu, by keyboard", async () => {
    await page.locator('[data-action-id="snooze"]').focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(lastAsked).toMatchObject({ body: { choose: "snooze", value: "1h", on: {} } });
  });

  it("are never read as HTML", async () => {
    const nasty = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    const evil: SlackMessage = {
      ...deployment,
      ts: "1795392600.000100",
      text: nasty,
      blocks: [
        { type: "section", text: { type: "mrkdwn", text: nasty } },
        { type: "header", text: { type: "plain_text", text: nasty } },
        { type: "markdown", text: nasty },
        {
          type: "data_table",
          caption: nasty,
          rows: [[{ type: "raw_text", text: nasty }], [{ type: "raw_text", text: nasty }]],
        },
      ],
    };
    mock.push({ messages: [...state.messages, evil] });
    const drawn = page.locator(`[data-ts="${evil.ts}"]`);
    await drawn.waitFor();
    expect(await drawn.locator("img, script").count()).toBe(0);
    expect(await page.title()).toBe("Nightshift sandbox");
  });

  it("that can't be drawn leave the others alone", async () => {
    const broken = {
      ...deployment,
      ts: "1795392600.000100",
      blocks: [{ type: "plan", title: 7, tasks: "none" }, { type: "new_block" }],
    };
    mock.push({ messages: [...state.messages, broken] });
    await page.getByText("This message can't be drawn.").waitFor();
    expect(await page.locator(`[data-ts="${deployment.ts}"]`).count()).toBe(1);
  });

  it("keep the reader's place, unless it is the end", async () => {
    const distance = () =>
      page.locator(".messages").evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
    await expect.poll(distance).toBeLessThan(2);
    const more = (ts: string) => ({ ...deployment, ts, text: "more", blocks: [] });
    mock.push({ messages: [...state.messages, more("1795392600.000100")] });
    await page.locator('[data-ts="1795392600.000100"]').waitFor();
    await expect.poll(distance).toBeLessThan(2);
    await page.locator(".messages").evaluate((list) => list.scrollTo(0, 0));
    mock.push({ messages: [...mock.state.messages, more("1795392700.000100")] });
    await page.getByText("New messages ↓").click();
    await expect.poll(distance).toBeLessThan(2);
  });
});

describe("around the channel", () => {
  it("marks what is unread, and moves with Alt and the arrows", async () => {
    mock.push({
      messages: [...state.messages, { ...deployment, channel: "C0ALERTS", ts: "1795392600.000100" }],
    });
    await page.getByTestId("channel-alerts").getByText("1 unread").waitFor();
    await page.keyboard.press("Alt+ArrowDown");
    expect(await page.getByTestId("channel-alerts").getAttribute("aria-current")).toBe("page");
    expect(await page.getByTestId("channel-alerts").getByText("unread").count()).toBe(0);
  });

  it("opens a thread and closes it with Escape", async () => {
    await page.getByTestId("thread-open").click();
    await page.getByTestId("thread").getByText("Build finished").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByTestId("thread").count()).toBe(0);
  });

  it("focuses the composer with a slash", async () => {
    await page.getByTestId("channel-dev").focus();
    await page.keyboard.press("/");
    expect(await page.locator(":focus").getAttribute("data-testid")).toBe("composer-input");
    expect(await input().inputValue()).toBe("");
  });

  it("speaks the acting person's language", async () => {
    await page.getByTestId("locale-ko").click();
    await page.getByText("샌드박스 시각").waitFor();
    expect(mock.asked).toEqual([{ path: "/locale", body: { person: "owner", locale: "ko" } }]);
    expect(await page.locator("html").getAttribute("lang")).toBe("ko");
  });

  it("shows a person's modal and sends what was filled in", async () => {
    mock.push({ views: [view] });
    await page.getByTestId("persona-operator").click();
    await page.locator('dialog [data-action-id="time"]').fill("23:30");
    await page.getByTestId("modal-submit").click();
    await expect.poll(lastAsked).toEqual({
      path: "/step",
      body: { submit: { time: "23:30" }, as: "operator" },
    });
    await page.keyboard.press("Escape");
    await expect.poll(lastAsked).toEqual({ path: "/step", body: { dismiss: view.view.id, as: "operator" } });
  });
});

describe("the AWS panel", () => {
  it.each([
    ["push:web-staging", { push: "web-staging" }],
    ["finishStage:web-staging", { finishStage: "web-staging" }],
    ["failStage:web-staging", { failStage: "web-staging" }],
    ["failHealthCheck:web-staging-asg", { failHealthCheck: "web-staging-asg" }],
    ["scale:web-staging-asg:+1", { scale: { group: "web-staging-asg", desired: 3 } }],
    ["stopInstance:dev-api", { stopInstance: "dev-api" }],
    ["startInstance:staging-batch", { startInstance: "staging-batch" }],
  ])("%s", async (hook, aws) => {
    await page.locator(`[data-aws="${hook}"]`).click();
    await expect.poll(lastAsked).toEqual({ path: "/step", body: { aws } });
  });

  it("says at once, and in words, that time is moving on", async () => {
    mock.delay = 300;
    const clock = page.locator("section.clock");
    await page.getByTestId("clock-09").click();
    await expect.poll(() => clock.getAttribute("aria-busy")).toBe("true");
    await clock.getByText("Time is moving on…").waitFor();
    await expect.poll(() => clock.getAttribute("aria-busy")).toBe("false");
  });

  it("moves the clock, and carries it on at the speed the sandbox says", async () => {
    await page.getByTestId("advance-10m").click();
    await expect.poll(lastAsked).toEqual({ path: "/step", body: { advance: "10m" } });
    await page.getByTestId("clock-22").click();
    await expect.poll(lastAsked).toEqual({ path: "/step", body: { clock: "2026-11-23T22:00:00+09:00" } });
    await page.getByTestId("speed-60").click();
    await expect.poll(lastAsked).toEqual({ path: "/speed", body: { speed: 60 } });
    await expect.poll(() => page.getByTestId("clock").textContent()).toMatch(/^09:0[89]/);
    mock.push({ speed: 0, now: "2026-11-23T22:00:00+09:00" });
    await expect.poll(() => page.getByTestId("clock").textContent()).toBe("22:00:00");
  });
});
