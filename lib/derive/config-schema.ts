import { toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { configSchema } from "../config/schema.ts";

/**
 * The JSON Schema with which editors complete and check nightshift.yaml. It knows the shape only: what spans several
 * keys (an environment that nobody defined, one pipeline named twice) is told when the file is loaded.
 */
export function deriveConfigSchema(): Record<string, unknown> {
  const { $schema, ...shape } = toJsonSchema(configSchema, {
    typeMode: "input",
    // Only what JSON Schema cannot say: anything else that it cannot convert should fail here and be looked at.
    ignoreActions: ["check", "raw_check"],
    overrideAction: ({ valibotAction, jsonSchema }) =>
      isUnicodePattern(valibotAction)
        ? { ...jsonSchema, pattern: valibotAction.requirement.source }
        : undefined,
  });
  return {
    $schema,
    title: "nightshift.yaml",
    description: "What a team operates with Nightshift.",
    ...shape,
  };
}

/** JSON Schema's patterns are read with the flag u anyway, so that this one flag loses nothing. */
function isUnicodePattern(action: { type: string }): action is v.RegexAction<string, undefined> {
  return action.type === "regex" && (action as v.RegexAction<string, undefined>).requirement.flags === "u";
}
