import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AwsSettings, Check, Finding, Known, Tools } from "./check.ts";
import { unsure } from "./check.ts";
import { account } from "./checks/account.ts";
import { alarms } from "./checks/alarms.ts";
import { channels } from "./checks/channels.ts";
import { configuration } from "./checks/configuration.ts";
import { frontDoor, signature } from "./checks/front-door.ts";
import { people } from "./checks/people.ts";
import { pipelines } from "./checks/pipelines.ts";
import { queues } from "./checks/queues.ts";
import { rights } from "./checks/rights.ts";
import { rules } from "./checks/rules.ts";
import { schedules } from "./checks/schedules.ts";
import { secrets } from "./checks/secrets.ts";
import { sites } from "./checks/sites.ts";
import { slackApp } from "./checks/slack-app.ts";
import { stack } from "./checks/stack.ts";
import { findingOf } from "./failure.ts";
import { readServerlessFile } from "./serverless-file.ts";
import type { Words } from "./words/en.ts";

/** All checks, in the order of dependency. A new check is a file and a line here. */
const checks: readonly Check[] = [
  configuration,
  account,
  stack,
  secrets,
  slackApp,
  channels,
  people,
  frontDoor,
  signature,
  pipelines,
  sites,
  schedules,
  rights,
  rules,
  queues,
  alarms,
];

export const root = join(fileURLToPath(import.meta.url), "..", "..", "..");

export interface DoctorOptions {
  readonly words: Words;
  readonly configFile: string;
  readonly stage?: string | undefined;
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
  readonly slackApiUrl?: string | undefined;
  now(): Date;
  /** Called with each section and each finding. */
  heading(text: string): void;
  tell(finding: Finding): void;
}

/** Examines an installation from outside, with the caller's rights. Changes nothing; resolves with the findings. */
export async function examine(options: DoctorOptions): Promise<Finding[]> {
  const { words, configFile, slackApiUrl, now } = options;
  const tools: Tools = { ...(await target(options)), words, root, configFile, slackApiUrl, now };
  const findings: Finding[] = [];
  const tell = (finding: Finding) => {
    findings.push(finding);
    options.tell(finding);
  };
  let known: Partial<Known> = {};
  for (const check of checks) {
    options.heading(check.title(words));
    const missing = check.needs.filter((need) => known[need] === undefined);
    if (missing.length > 0) {
      const needs = missing.map((need) => words[`known.${need}`]).join(", ");
      tell(unsure(words["check.skipped"]({ needs })));
      continue;
    }
    try {
      const looking = check.look(known as Known, tools);
      for (;;) {
        const step = await looking.next();
        if (step.done) {
          known = { ...known, ...step.value };
          break;
        }
        tell(step.value);
      }
    } catch (error) {
      tell(findingOf(error, words));
    }
  }
  return findings;
}

/** The installation to examine, by default that of serverless.yml, which `serverless deploy` uses. */
export async function target(
  options: Pick<DoctorOptions, "stage" | "region" | "profile">,
): Promise<{ readonly service: string; readonly stage: string; readonly aws: AwsSettings }> {
  const file = await readServerlessFile(root);
  const { stage = file.stage, region = file.region, profile } = options;
  const aws = { region, ...(profile && { profile }), userAgentAppId: "nightshift-doctor", maxAttempts: 3 };
  return { service: file.service, stage, aws };
}
