import { catalog } from "../handlers/catalog.ts";
import { actions, commands, events, jobs, states, ticks } from "../handlers/index.ts";
import { playSchema } from "../sandbox/play-schema.ts";
import { deriveForwarder, deriveRole } from "./derive/accounts.ts";
import { deriveConfigSchema } from "./derive/config-schema.ts";
import { derivePolicies } from "./derive/iam.ts";
import { deriveLoadingViews } from "./derive/loading-views.ts";
import { deriveManifest } from "./derive/manifest.ts";
import { deriveRetention, ownStates } from "./derive/retention.ts";
import { deriveRules } from "./derive/rules.ts";
import { deriveEventsDoc } from "./events-doc.ts";

/** The checked-in files that are derived from the code, by path in the project. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const handlers = { commands, actions, events, jobs: [...jobs, ...ticks] };
  return new Map([
    ["deploy/events.json", json(deriveRules(events))],
    ["deploy/forwarder.yml", deriveForwarder(events)],
    ["deploy/iam.json", json(derivePolicies(handlers))],
    ["deploy/loading-views.json", json(deriveLoadingViews(commands, catalog))],
    ["deploy/role.yml", deriveRole(handlers)],
    ["docs/events.md", deriveEventsDoc(events)],
    ["docs/nightshift.schema.json", json(deriveConfigSchema())],
    ["docs/play.schema.json", json(playSchema)],
    ["docs/retention.md", deriveRetention([...states, ...ownStates])],
    ["docs/slack-manifest.json", json(deriveManifest(commands, catalog))],
  ]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
