import type { Target } from "@aws-sdk/client-eventbridge";
import { account, region } from "../../world.ts";
import { AwsError } from "../aws-error.ts";

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly pattern: string | undefined;
  readonly description: string | undefined;
  isEnabled: boolean;
  targets: readonly Target[];
}

/** EventBridge's rules on the default bus. The sandbox itself routes by serverless.yml, not by these. */
export class Rules {
  readonly #rules = new Map<string, Rule>();

  put(name: string, settings: Pick<Rule, "pattern" | "description" | "isEnabled">): Rule {
    const arn = `arn:aws:events:${region}:${account}:rule/${name}`;
    const rule = { name, arn, ...settings, targets: this.#rules.get(name)?.targets ?? [] };
    this.#rules.set(name, rule);
    return rule;
  }

  get(name: string): Rule {
    const rule = this.#rules.get(name);
    if (!rule) throw new AwsError("ResourceNotFoundException", `Rule ${name} does not exist on EventBus default.`);
    return rule;
  }
}
