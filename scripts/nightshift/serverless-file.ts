import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { objectAt, textAt } from "../../lib/pure/json.ts";

/** What serverless.yml says of where and what it deploys. */
export interface ServerlessFile {
  readonly service: string;
  /** Unless told otherwise. */
  readonly stage: string;
  readonly region: string;
  /** The logical ids of the resources that every deployment has. */
  readonly resources: readonly string[];
}

/** Reads serverless.yml. CloudFormation's tags (`!Ref` and the like) are left as the text behind them. */
export async function readServerlessFile(root: string): Promise<ServerlessFile> {
  const text = await readFile(join(root, "serverless.yml"), "utf8");
  const file: unknown = parseDocument(text, { logLevel: "silent", merge: true }).toJS();
  const provider = objectAt(file, "provider");
  const resources = objectAt(objectAt(file, "resources"), "Resources") ?? {};
  return {
    service: textAt(file, "service") ?? "nightshift",
    stage: textAt(provider, "stage") ?? "production",
    region: textAt(provider, "region") ?? "us-east-1",
    resources: Object.keys(resources).filter((id) => textAt(resources[id], "Condition") === undefined),
  };
}
