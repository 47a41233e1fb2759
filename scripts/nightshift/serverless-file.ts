import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { listAt, objectAt, textAt } from "../../lib/pure/json.ts";

/** What serverless.yml deploys, and where. */
export interface ServerlessFile {
  readonly service: string;
  /** The default stage. */
  readonly stage: string;
  readonly region: string;
  /** The logical ids of the resources that every deployment has. */
  readonly resources: readonly string[];
}

/** Reads serverless.yml. CloudFormation's tags (`!Ref` and the like) are reduced to the text behind them. */
export async function readServerlessFile(root: string): Promise<ServerlessFile> {
  const text = await readFile(join(root, "serverless.yml"), "utf8");
  const file: unknown = parseDocument(text, { logLevel: "silent", merge: true }).toJS();
  const provider = objectAt(file, "provider");
  const parts = await Promise.all(listAt(file, "resources").map((part) => resourcesOf(part, root)));
  const resources = parts.flatMap((part) => Object.entries(part));
  return {
    service: textAt(file, "service") ?? "nightshift",
    stage: textAt(provider, "stage") ?? "production",
    region: textAt(provider, "region") ?? "us-east-1",
    resources: resources.flatMap(([id, one]) => (textAt(one, "Condition") === undefined ? [id] : [])),
  };
}

/** The resources in one part of `resources`: inline, or an included file. */
async function resourcesOf(part: unknown, root: string): Promise<object> {
  const path = /^\$\{file\(([^)]+)\)\}$/.exec(String(part))?.[1];
  const content: unknown = path ? JSON.parse(await readFile(join(root, path), "utf8")) : part;
  return objectAt(content, "Resources") ?? {};
}
