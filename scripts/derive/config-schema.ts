import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { configSchema } from "../../lib/config/schema.ts";

/**
 * The JSON Schema with which editors complete and check nightshift.yaml. It covers the shape only: rules across keys
 * (an undefined environment, a duplicate pipeline) are checked when the file is loaded.
 */
export function deriveConfigSchema(): Record<string, unknown> {
  const { $schema, ...shape } = toJsonSchema(configSchema, {
    typeMode: "input",
    // Only what JSON Schema cannot express: anything else that cannot be converted should fail here.
    ignoreActions: ["check", "raw_check"],
    overrideAction: ({ valibotAction, jsonSchema }) =>
      isUnicodePattern(valibotAction) ? { ...jsonSchema, pattern: valibotAction.requirement.source } : undefined,
  });
  return {
    $schema,
    title: "nightshift.yaml",
    description: "What a team operates with Nightshift.",
    ...shape,
  };
}

/** JSON Schema's patterns are read with the flag u anyway, so dropping it loses nothing. */
function isUnicodePattern(action: { type: string }): action is v.RegexAction<string, undefined> {
  return action.type === "regex" && (action as v.RegexAction<string, undefined>).requirement.flags === "u";
}
