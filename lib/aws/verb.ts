import { failed, ok, type Result } from "../core/result.ts";
import type { ClientSettings } from "./client-settings.ts";
import { faultOf } from "./fault.ts";

/**
 * What a second call does after a crash: `read` changes nothing; with a `token` AWS does it once; a `state` can be
 * looked at first; with `none` of these it is done at most once and otherwise reported as unknown.
 */
export type EffectClass = "read" | "token" | "state" | "none";

/** One thing that the bot does in AWS, with all that must be known about it. */
export interface Verb<Input, Output> {
  /** `service:Operation` as in IAM; also what it is called in answers to people. */
  readonly operation: string;
  readonly effect: EffectClass;
  /** What the function's role must allow: usually just `operation`. */
  readonly actions: readonly string[];
  /** The resources in the policy: ARNs with `*`, or `*` when AWS has no resource-level permission. */
  readonly resources: readonly string[];
  bind(settings: ClientSettings): (input: Input) => Promise<Result<Output>>;
}

interface VerbParts<Client, Input, Output> extends Omit<Verb<Input, Output>, "bind" | "actions"> {
  readonly actions?: readonly string[];
  /** Loads the service's client: only when the verb is first used, since loading costs a cold start. */
  readonly client: (settings: ClientSettings) => Promise<Client>;
  readonly run: (client: Client, input: Input) => Promise<Output>;
}

/** Makes a verb: its failures come back as classified faults. */
export function verb<Client, Input, Output>(parts: VerbParts<Client, Input, Output>): Verb<Input, Output> {
  const { operation, effect, resources, client, run, actions = [operation] } = parts;
  return {
    operation,
    effect,
    actions,
    resources,
    bind: (settings) => {
      return async (input) => {
        try {
          return ok(await run(await client(settings), input));
        } catch (error) {
          return failed(faultOf(error, operation));
        }
      };
    },
  };
}

/** Remembers what `make` made for each settings object, so that a container makes each client once. */
export function once<Client>(
  make: (settings: ClientSettings) => Promise<Client>,
): (settings: ClientSettings) => Promise<Client> {
  const made = new WeakMap<ClientSettings, Promise<Client>>();
  return (settings) => {
    const known = made.get(settings);
    if (known) return known;
    const client = make(settings);
    made.set(settings, client);
    return client;
  };
}
