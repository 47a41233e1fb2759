/** The sandbox as people use it: the page, the bot behind it, the local Slack and the local AWS, nothing mocked. */
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PageServer, servePage } from "../../sandbox/page-server.ts";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { startBrowser } from "./browser.ts";

const config = readFileSync(new URL("../../sandbox/nightshift.yaml", import.meta.url), "utf8");
const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));

let browser: Browser;
let sandbox: Sandbox;
let server: PageServer;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  mkdirSync(images, { recursive: true });
  browser = await startBrowser();
  sandbox = await startSandbox();
  // Time stands still unless the test moves it, so that the pictures are alike in every run.
  server = await servePage({ sandbox, port: 0, config, speed: 0 });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await sandbox?.close();
});

const type = async (text: string): Promise<void> => {
  await page.getByTestId("composer-input").fill(text);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
};
/** A picture once what has just changed has come to rest. */
const picture = async (name: string): Promise<void> => {
  await page.waitForTimeout(1_200);
  await page.screenshot({ path: `${images}${name}.png` });
};
const message = (text: string | RegExp) => page.getByTestId("message").filter({ hasText: text });
const act = (what: string) => page.locator(`[data-aws="${what}"]`).click();
const press = (button: string) => page.locator(`[data-action-id="${button}"]`).last().click();

describe("the page", () => {
  it("shows a deployment from /deploy staging to its end in one message", async () => {
    await type("/deploy staging");
    await message("Deploying staging").waitFor();
    await page.getByTestId("advance-1m").click();
    await message("Deploying staging").getByText("1 of 3 stages done").waitFor();
    await page.getByTestId("advance-10m").click();
    await message("Deployed staging (web-staging): succeeded").waitFor();
    expect(await message("staging").count()).toBe(1);
  });

  it("asks before production, and a person approves it with a button", async () => {
    await page.getByTestId("persona-owner").click();
    await type("/deploy production");
    await message("Deploy production?").waitFor();
    await press("confirm");
    await message("production is being deployed").waitFor();
    await page.getByTestId("advance-10m").click();
    await message("is waiting for approval").waitFor();
    // The pictures that the README and the documentation show.
    await picture("sandbox");
    await press("approve");
    await page.getByTestId("advance-10m").click();
    await message("Deployed production (web-production): succeeded").waitFor();
    await message("approved by @Seo-yeon Park").waitFor();
  });

  it("shows why a deployment failed, and retries it", async () => {
    await page.getByTestId("persona-operator").click();
    await act("push:web-dev");
    await page.getByTestId("advance-1m").click();
    await act("failStage:web-dev");
    await message("Deployment of dev (web-dev) failed").waitFor();
    await picture("failed");
    await press("retry");
    await page.getByTestId("advance-10m").click();
    await message("Deployed dev (web-dev): succeeded").waitFor();
  });

  it("tells in #alerts which instance was replaced, and why", async () => {
    await act("failHealthCheck:web-staging-asg");
    await page.getByTestId("advance-10m").click();
    await page.getByTestId("channel-alerts").click();
    await message("web-staging-asg replaced an unhealthy instance").waitFor();
    await message("i-0a51ce6e8d2f40c11").waitFor();
    await picture("replacement");
  });

  it("answers a person in Korean, in the dark, too", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.getByTestId("locale-ko").click();
    await page.getByTestId("channel-deploys").click();
    await type("/deploy stagin");
    await message("stagin 환경은 없습니다.").waitFor();
    await type("/nightshift help");
    await message("사용할 수 있는 명령").waitFor();
    await picture("korean");
  });

  it("opens a dialog for /deploy alone, in the person's language, and deploys what is chosen there", async () => {
    await type("/deploy");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("web-staging · 배포됨").waitFor();
    await dialog.locator("input[value=dev]").check();
    await page.getByTestId("modal-submit").click();
    await message("Deploying dev").waitFor();
    expect(await dialog.count()).toBe(0);
  });

  it("did all that without an error in the browser", () => {
    expect(errors).toEqual([]);
  });
});
