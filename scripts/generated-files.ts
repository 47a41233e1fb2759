import { actions, commands, events, jobs, ticks } from "../handlers/index.ts";
import { deriveConfigSchema } from "../lib/derive/config-schema.ts";
import { derivePolicies } from "../lib/derive/iam.ts";
import { deriveManifest } from "../lib/derive/manifest.ts";
import { playSchema } from "../sandbox/play-schema.ts";

/** What is derived from the code and checked in, by its path in the project. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["deploy/iam.json", json(derivePolicies({ commands, actions, events, jobs: [...jobs, ...ticks] }))],
    ["docs/nightshift.schema.json", json(deriveConfigSchema())],
    ["docs/play.schema.json", json(playSchema)],
    ["docs/slack-manifest.json", json(deriveManifest(commands))],
  ]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
