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

/** Everything that is looked at, in the order in which it can go wrong. Another check is a file and a line here. */
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
  /** Is told of each section and each finding, as they are made. */
  heading(text: string): void;
  tell(finding: Finding): void;
}

/** Looks at an installation from outside, with the rights of whoever asks. Changes nothing; resolves with what it found. */
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

/** Where the installation is, by serverless.yml unless told otherwise: that is where `serverless deploy` puts it. */
export async function target(
  options: Pick<DoctorOptions, "stage" | "region" | "profile">,
): Promise<{ readonly service: string; readonly stage: string; readonly aws: AwsSettings }> {
  const file = await readServerlessFile(root);
  const { stage = file.stage, region = file.region, profile } = options;
  const aws = { region, ...(profile && { profile }), userAgentAppId: "nightshift-doctor", maxAttempts: 3 };
  return { service: file.service, stage, aws };
}
