import type { WebClient } from "@slack/web-api";
import type { Config } from "../../lib/config/schema.ts";
import type { Account, Deployment } from "./deployment.ts";
import type { Words } from "./words/en.ts";

/** One line of the doctor's report: right, wrong (which fails the run), or unsure: not visible, or worth a look. */
export interface Finding {
  readonly mark: "right" | "wrong" | "unsure";
  readonly text: string;
  /** How to fix it. */
  readonly remedy?: string;
}

export const right = (text: string): Finding => ({ mark: "right", text });
export const wrong = (text: string, remedy: string): Finding => ({ mark: "wrong", text, remedy });
export const unsure = (text: string, remedy?: string): Finding => ({
  mark: "unsure",
  text,
  ...(remedy !== undefined && { remedy }),
});

/** Results of checks for later checks. They include secrets: never print this as a whole. */
export interface Known {
  readonly config: Config;
  readonly account: Account;
  readonly deployment: Deployment;
  readonly botToken: string;
  readonly signingSecret: string;
  readonly slack: WebClient;
  /** The scopes of the bot's token. */
  readonly scopes: readonly string[];
}

/** Settings of SDK clients; credentials come from the SDK's default provider chain by default. */
export interface AwsSettings {
  readonly region: string;
  readonly profile?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
  readonly userAgentAppId: string;
  readonly maxAttempts: number;
}

/** What every check is given besides known results. */
export interface Tools {
  readonly words: Words;
  readonly aws: AwsSettings;
  /** The project's folder, with serverless.yml and deploy/. */
  readonly root: string;
  readonly configFile: string;
  readonly service: string;
  readonly stage: string;
  /** Slack's Web API, if not slack.com's. */
  readonly slackApiUrl?: string | undefined;
  now(): Date;
}

/** A check with a section of its own; runs once everything it needs is known. */
export interface Check {
  readonly title: (words: Words) => string;
  readonly needs: readonly (keyof Known)[];
  /** Yields each finding at once, and returns what later checks may need. */
  look(known: Known, tools: Tools): Findings;
}

// biome-ignore lint/suspicious/noConfusingVoidType: most checks return nothing
export type Findings = AsyncGenerator<Finding, Partial<Known> | void>;

/** A check that only gets what it declares. */
export function defineCheck<const Need extends keyof Known = never>(check: {
  readonly title: (words: Words) => string;
  readonly needs: readonly Need[];
  look(known: Pick<Known, Need>, tools: Tools): Findings;
}): Check {
  return check;
}
