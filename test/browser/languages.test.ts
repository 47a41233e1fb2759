/** The main messages as channels and people see them, in both languages: the pictures that docs/messages.md shows. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { servePage } from "../../sandbox/page-server.ts";
import { perform, type Step } from "../../sandbox/play.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { storyOf } from "../../scripts/corpus.ts";
import { startBrowser } from "./browser.ts";

const config = readFileSync(new URL("../../sandbox/nightshift.yaml", import.meta.url), "utf8");
const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));

const steps: readonly Step[] = [
  { say: "/ec2 stop staging" },
  { say: "/deploy staging" },
  { advance: "10m" },
  { aws: { failHealthCheck: "web-staging-asg" } },
  { aws: { budget: { name: "web", amount: 1200, threshold: 80, actual: 1010.5 } } },
  { aws: { alarm: { name: "web-cpu", dimensions: { InstanceId: "i-0a51ce6e8d2f40c12" } } } },
  { press: "acknowledge", on: { channel: "#alerts", contains: "web-cpu" } },
  { say: "/ec2 stop dev-worker" },
  { say: "/cache invalidate www /index.html" },
  { advance: "5m" },
  { say: "/cost" },
  { clock: "2026-11-23T22:05:00+09:00" },
];

/** What AWS itself gives notice of, out of the corpus of events. */
const notices = ["cost-anomaly", "health", "database-failover", "guardduty"].flatMap((kind): Step[] => {
  return [...storyOf(`${kind}/usual`).map((event) => ({ event })), { advance: "3s" }];
});

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
});

describe.each([
  ["en", "Deployed staging", "replaced an unhealthy instance", "stopped for the night", "mining cryptocurrency"],
  ["ko", "staging (web-staging) 배포 성공", "비정상 인스턴스를 교체했습니다", "야간 중지 완료", "암호화폐 채굴"],
] as const)("in %s", (language, deployed, replaced, stopped, found) => {
  it("the main messages read as they should", async () => {
    await photograph(language, steps, [
      ["deploys", deployed, "deploys"],
      ["alerts", replaced, "alerts"],
      ["dev", stopped, "dev"],
    ]);
  });

  it("so does what AWS gives notice of", async () => {
    await photograph(language, notices, [["alerts", found, "aws"]], 1680);
  });
});

/** Plays the steps to a team of that language, and takes a picture of each channel once that text stands there. */
async function photograph(
  language: "en" | "ko",
  play: readonly Step[],
  pictures: readonly (readonly [channel: string, text: string, name: string])[],
  height = 1400,
): Promise<void> {
  const spoken = config.replace("language: en", `language: ${language}`);
  const sandbox = await startSandbox({ config: spoken });
  await sandbox.setLocale("operator", language);
  for (const step of play) {
    await perform(step, { sandbox, folder: ".", respond: () => {} });
    await sandbox.drain();
  }
  const server = await servePage({ sandbox, port: 0, config: spoken, speed: 0 });
  const page = await browser.newPage({ viewport: { width: 1440, height }, colorScheme: "light" });
  await page.goto(server.url);
  await page.getByTestId("persona-operator").click();
  for (const [channel, text, name] of pictures) {
    await page.getByTestId(`channel-${channel}`).click();
    await page.getByTestId("message").filter({ hasText: text }).first().waitFor();
    await page.waitForTimeout(600);
    await page.screenshot({ path: `${images}${name}-${language}.png` });
    expect(await page.getByTestId("messages").textContent()).not.toMatch(/undefined|NaN/);
  }
  await page.close();
  await server.close();
  await sandbox.close();
}
