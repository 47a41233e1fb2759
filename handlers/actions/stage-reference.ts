import type { Config } from "../../lib/config/schema.ts";
import type { StageReference } from "../../lib/core/deployment-message.ts";
import { numberAt, textAt } from "../../lib/core/fields.ts";
import type { NamedEnvironment } from "../../lib/define.ts";
import { environmentOf } from "../../lib/parse-arguments.ts";

/** What a deployment's button is about, or undefined when its value is none of ours. */
export function stageReference(value: string): StageReference | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return undefined;
  }
  const pipeline = textAt(parsed, "pipeline");
  const execution = textAt(parsed, "execution");
  const stage = textAt(parsed, "stage");
  const action = textAt(parsed, "action");
  if (!pipeline || !execution || !stage) return undefined;
  return { pipeline, execution, stage, attempt: numberAt(parsed, "attempt") ?? 1, ...(action && { action }) };
}

/** The environment that the button's pipeline deploys. */
export function environmentOfButton(value: string, config: Config): NamedEnvironment | undefined {
  const reference = stageReference(value);
  return reference && environmentOf(config, reference.pipeline);
}
