import type { Config } from "../../../lib/config/schema.ts";
import { isObject } from "../../../lib/pure/json.ts";

/** Mentions in the configuration, by name or id: their paths. */
export type Mentions = ReadonlyMap<string, readonly string[]>;

/** Every channel in the configuration. */
export function channelsIn(config: Config): Mentions {
  const floors = Object.keys(config.alerts.floors).map((name) => [name, "alerts.floors"] as const);
  return gather([...saidAt(config, "channel"), ...saidAt(config, "channels"), ...floors]);
}

/** Every person and every user group, distinguished by the first letter of their ids. */
export function peopleIn(config: Config): { readonly users: Mentions; readonly groups: Mentions } {
  const all = [...saidAt(config, "user"), ...saidAt(config, "group"), ...saidAt(config.alerts, "to", "alerts")].filter(
    ([id]) => /^[UWS][A-Z0-9]+$/.test(id),
  );
  return {
    users: gather(all.filter(([id]) => !id.startsWith("S"))),
    groups: gather(all.filter(([id]) => id.startsWith("S"))),
  };
}

function gather(said: readonly (readonly [string, string])[]): Mentions {
  const paths = new Map<string, string[]>();
  for (const [name, path] of said) paths.set(name, [...(paths.get(name) ?? []), path]);
  return paths;
}

/** The texts of all keys with that name, each with its path; of a list each of its texts. */
function saidAt(value: unknown, key: string, path = ""): (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => saidAt(one, key, `${path}[${index}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = path ? `${path}.${name}` : name;
    const texts = name === key ? [inner].flat().filter((one) => typeof one === "string") : [];
    return texts.length > 0 ? texts.map((text) => [text, here] as const) : saidAt(inner, key, here);
  });
}
