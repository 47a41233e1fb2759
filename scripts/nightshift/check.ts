import type { WebClient } from "@slack/web-api";
import type { Config } from "../../lib/config/schema.ts";
import type { Account, Deployment } from "./deployment.ts";
import type { Words } from "./words/en.ts";

/** One line of what the doctor says: right, wrong (which fails the run), or unsure: could not be seen, or worth a look. */
export interface Finding {
  readonly mark: "right" | "wrong" | "unsure";
  readonly text: string;
  /** What to do about it. */
  readonly remedy?: string;
}

export const right = (text: string): Finding => ({ mark: "right", text });
export const wrong = (text: string, remedy: string): Finding => ({ mark: "wrong", text, remedy });
export const unsure = (text: string, remedy?: string): Finding => ({
  mark: "unsure",
  text,
  ...(remedy !== undefined && { remedy }),
});

/** What checks find out for those after them. Secrets are among it: nothing of this is ever printed as a whole. */
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

/** What SDK clients are made with; who asks is found by the SDK's default provider chain, unless it is said. */
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

/** What every check is given beside what is known. */
export interface Tools {
  readonly words: Words;
  readonly aws: AwsSettings;
  /** The project's folder, with serverless.yml and deploy/. */
  readonly root: string;
  readonly configFile: string;
  readonly service: string;
  readonly stage: string;
  /** Slack's Web API, when it is not slack.com's. */
  readonly slackApiUrl?: string | undefined;
  now(): Date;
}

/** Something to look at, in a section of its own, once all that it needs is known. */
export interface Check {
  readonly title: (words: Words) => string;
  readonly needs: readonly (keyof Known)[];
  /** Says each finding as it is made, and returns what the checks after it may need. */
  look(known: Known, tools: Tools): Findings;
}

// biome-ignore lint/suspicious/noConfusingVoidType: most checks return nothing
export type Findings = AsyncGenerator<Finding, Partial<Known> | void>;

/** A check that sees just what it says it needs. */
export function defineCheck<const Need extends keyof Known = never>(check: {
  readonly title: (words: Words) => string;
  readonly needs: readonly Need[];
  look(known: Pick<Known, Need>, tools: Tools): Findings;
}): Check {
  return check;
}
