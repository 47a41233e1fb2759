import * as v from "valibot";
import { objectAt, textAt } from "../pure/json.ts";
import { failed, ok, type Result } from "../pure/result.ts";
import type { StateOf } from "../pure/schema.ts";
import type { ClientSettings } from "./client-settings.ts";
import { awsFault } from "./fault.ts";

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
  /** Why `*` stands alone among them: what AWS's list of the service's actions says. */
  readonly wildcardReason?: string;
  /** What AWS checks besides the call itself. */
  readonly alsoChecked?: readonly AlsoChecked[];
  /** `note` is told of each call that changes something. */
  bind(settings: ClientSettings | LentSettings, note?: Note): (input: Input) => Promise<Result<Output>>;
}

/** A right that AWS asks the caller for although it is another service that is called. */
export interface AlsoChecked {
  readonly action: string;
  readonly resources: readonly string[];
  /** By operator and key, as in a policy: only so far the right is needed. */
  readonly condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** When it is checked, with the page that says so. */
  readonly when: string;
}

/** Settings with credentials that were lent for a while. */
export interface LentSettings {
  /** With credentials that are good for some time still. */
  read(): Promise<Result<ClientSettings>>;
  /** Has others fetched the next time, since AWS does not take these any more. */
  forget(): void;
}

/** Hears of each call that changes something. */
export type Note = (call: AwsCall) => Promise<void>;

/** A call that changed something in AWS, or was refused. */
export const awsCallSchema = v.object({
  /** `service:Operation` as in IAM. */
  operation: v.string(),
  /** Found in CloudTrail. */
  requestId: v.string(),
  /** AWS's error code, when it refused. */
  error: v.exactOptional(v.string()),
});
export type AwsCall = StateOf<typeof awsCallSchema>;

interface VerbParts<Client, Input, Output> extends Omit<Verb<Input, Output>, "bind" | "actions"> {
  readonly actions?: readonly string[];
  /** Loads the service's client: only when the verb is first used, since loading costs a cold start. */
  readonly client: (settings: ClientSettings) => Promise<Client>;
  readonly run: (client: Client, input: Input) => Promise<Output>;
}

/** ARNs of the caller's own account, in any region; CloudFormation fills in the rest (Fn::Sub). */
export function ownArn(service: string, resource: string): string {
  return `arn:\${AWS::Partition}:${service}:*:\${AWS::AccountId}:${resource}`;
}

/** Makes a verb: its failures come back as classified faults. */
export function verb<Client, Input, Output>(parts: VerbParts<Client, Input, Output>): Verb<Input, Output> {
  const { client, run, ...known } = parts;
  const { operation, effect, actions = [operation] } = known;
  return {
    ...known,
    actions,
    bind: (given, note) => {
      const lent = "read" in given ? given : undefined;
      const call = async (input: Input): Promise<Result<Output>> => {
        const settings = "read" in given ? await given.read() : ok(given);
        if (!settings.ok) return settings;
        try {
          // What must not happen twice is not tried twice by the SDK either.
          const made = await client(effect === "none" ? withoutRetries(settings.value) : settings.value);
          return ok(await run(effect === "read" || !note ? made : withCallLog(made, operation, note), input));
        } catch (error) {
          return failed(awsFault(error, operation));
        }
      };
      return async (input) => {
        const answer = await call(input);
        if (answer.ok || !lent || !expired.has(answer.fault.code)) return answer;
        // Refused before anything was done, since the session was ended early.
        lent.forget();
        return call(input);
      };
    },
  };
}

/** How services say that a session's credentials are over. */
const expired = new Set(["ExpiredToken", "ExpiredTokenException", "RequestExpired"]);

const withoutRetries = (() => {
  const made = new WeakMap<ClientSettings, ClientSettings>();
  return (settings: ClientSettings): ClientSettings => {
    const known = made.get(settings) ?? { ...settings, maxAttempts: 1 };
    made.set(settings, known);
    return known;
  };
})();

type Send = (command: unknown) => Promise<unknown>;

/** The client, with each of its answers' request ids told to `note`. */
function withCallLog<Client>(client: Client, operation: string, note: Note): Client {
  const original = client as Client & { readonly send: Send };
  return Object.create(original, {
    send: {
      value: async (command: unknown): Promise<unknown> => {
        const tell = async (source: unknown, error?: string): Promise<void> => {
          try {
            await note({ operation, requestId: requestIdOf(source), ...(error !== undefined && { error }) });
          } catch {
            // What was done in AWS is done: that it could not be written down must not make it look undone.
          }
        };
        try {
          const answer = await original.send(command);
          await tell(answer);
          return answer;
        } catch (error) {
          await tell(error, error instanceof Error ? error.name : "?");
          throw error;
        }
      },
    },
  }) as Client;
}

function requestIdOf(answer: unknown): string {
  return textAt(objectAt(answer, "$metadata"), "requestId") ?? "";
}

/** Remembers what `make` made for each settings object, so that a container makes each client once. */
export function oncePerSettings<Client>(
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
