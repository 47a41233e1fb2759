/** The nightshift.yaml that the sandbox uses: its own, another file, or its own with some keys replaced. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse, stringify } from "yaml";
import { ConfigError, parseConfig } from "../lib/config/load.ts";

/** The sandbox's own nightshift.yaml. */
export const ownConfig = readFileSync(new URL("nightshift.yaml", import.meta.url), "utf8");

/**
 * The validated text of a configuration: of the file at a path, or the sandbox's own with an object's keys instead.
 * @throws {ConfigError} with the problems that the packaged functions would find in such a nightshift.yaml
 */
export function configOf(config: string | object, folder = "."): string {
  const [text, source] =
    typeof config === "string"
      ? [read(resolve(folder, config), config), config]
      : [stringify({ ...parse(ownConfig), ...config }), "nightshift.yaml"];
  parseConfig(text, source);
  return text;
}

function read(path: string, source: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError(source, [{ path: "", message: error instanceof Error ? error.message : "cannot be read" }]);
  }
}
