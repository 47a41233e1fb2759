import type { NamedEnvironment } from "../../../lib/app/define.ts";
import type { Config } from "../../../lib/config/schema.ts";
import { jsonIn, numberAt, textAt } from "../../../lib/pure/json.ts";
import type { Location } from "../../../lib/pure/location.ts";
import { environmentOfPipeline } from "../../../lib/requests/parse-arguments.ts";
import type { StageReference } from "../message.ts";

/** The reference in a deployment's button, undefined when the value is not ours; `home` when it names no location. */
export function stageReference(value: string, home: Location): StageReference | undefined {
  const parsed = jsonIn(value);
  const pipeline = textAt(parsed, "pipeline");
  const execution = textAt(parsed, "execution");
  const stage = textAt(parsed, "stage");
  const action = textAt(parsed, "action");
  if (!pipeline || !execution || !stage) return undefined;
  return {
    pipeline,
    execution,
    stage,
    attempt: numberAt(parsed, "attempt") ?? 1,
    account: textAt(parsed, "account") ?? home.account,
    region: textAt(parsed, "region") ?? home.region,
    ...(action && { action }),
  };
}

/** The environment that the button's pipeline deploys; undefined when nightshift.yaml does not name the pipeline. */
export function environmentOfButton(
  value: string,
  config: Config,
  home: Location,
): NamedEnvironment | readonly [] | undefined {
  const reference = stageReference(value, home);
  return reference && (environmentOfPipeline(config, reference, home) ?? []);
}
