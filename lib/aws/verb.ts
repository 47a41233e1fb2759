import type { AwsCall } from "../pure/audit.ts";
import { objectAt, textAt } from "../pure/json.ts";
import { failed, ok, type Result } from "../pure/result.ts";
import type { ClientSettings } from "./client-settings.ts";
import { awsFault } from "./fault.ts";

/**
 * What a second call does after a crash: `read` changes nothing; with a `token` AWS does it once; a `state` can be
 * checked first; with `none` of these it is done at most once and otherwise reported as unknown.
 */
export type EffectClass = "read" | "token" | "state" | "none";

/** One call that the bot can make in AWS, with its effect class and rights. */
export interface Verb<Input, Output> {
  /** `service:Operation` as in IAM; also its name in answers to people. */
  readonly operation: string;
  readonly effect: EffectClass;
  /** The IAM actions that the function's role needs. */
  readonly actions: readonly string[];
  /** The resources in the policy: ARNs with `*`, or `*` when AWS has no resource-level permissions. */
  readonly resources: readonly string[];
  /** Why `*` is the only resource: from AWS's list of the service's actions. */
  readonly wildcardReason?: string;
  /** What AWS checks besides the call itself. */
  readonly alsoChecked?: readonly AlsoChecked[];
  /** `note` is called with each call that changes something. */
  bind(settings: ClientSettings | LentSettings, note?: Note): (input: Input) => Promise<Result<Output>>;
}

/** A permission that AWS requires of the caller for another service's action. */
export interface AlsoChecked {
  readonly action: string;
  readonly resources: readonly string[];
  /** By operator and key, as in a policy: limits the permission to what is needed. */
  readonly condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** When it is checked, with the page that documents it. */
  readonly when: string;
}

/** Settings with temporary credentials. */
export interface LentSettings {
  /** With credentials that remain valid for some time. */
  read(): Promise<Result<ClientSettings>>;
  /** Drops the credentials that AWS no longer accepts. */
  forget(): void;
}

/** Receives each call that changes something. */
export type Note = (call: AwsCall) => Promise<void>;

interface VerbParts<Client, Input, Output> extends Omit<Verb<Input, Output>, "bind" | "actions" | "resources"> {
  /** Required without a `wildcardReason`. */
  readonly resources?: readonly string[];
  /** Loads the service's client when the verb is first used, since loading costs cold-start time. */
  readonly client: (settings: ClientSettings) => Promise<Client>;
  readonly run: (client: Client, input: Input) => Promise<Output>;
}

/** ARNs of the caller's own account, in any region; CloudFormation fills in the rest (Fn::Sub). */
export function ownArn(service: string, resource: string): string {
  return `arn:\${AWS::Partition}:${service}:*:\${AWS::AccountId}:${resource}`;
}

/** Makes a verb: its failures are returned as classified faults. */
export function verb<Client, Input, Output>(parts: VerbParts<Client, Input, Output>): Verb<Input, Output> {
  const { client, run, ...known } = parts;
  const { operation, effect, wildcardReason, resources = wildcardReason ? ["*"] : [] } = known;
  return {
    ...known,
    actions: [operation],
    resources,
    bind: (given, note) => {
      const lent = "read" in given ? given : undefined;
      const call = async (input: Input): Promise<Result<Output>> => {
        const settings = "read" in given ? await given.read() : ok(given);
        if (!settings.ok) return settings;
        try {
          // What must not happen twice is not retried by the SDK either.
          const made = await client(effect === "none" ? withoutRetries(settings.value) : settings.value);
          return ok(await run(effect === "read" || !note ? made : withCallLog(made, operation, note), input));
        } catch (error) {
          return failed(awsFault(error, operation));
        }
      };
      return async (input) => {
        const answer = await call(input);
        if (answer.ok || !lent || !expired.has(answer.fault.code)) return answer;
        // Refused before anything was done, since the session was revoked.
        lent.forget();
        return call(input);
      };
    },
  };
}

/** The services' error codes for expired session credentials. */
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

/** The client, passing the request id of each answer to `note`. */
function withCallLog<Client>(client: Client, operation: string, note: Note): Client {
  const original = client as Client & { readonly send: Send };
  return Object.create(original, {
    send: {
      value: async (command: unknown): Promise<unknown> => {
        const tell = async (source: unknown, error?: string): Promise<void> => {
          try {
            await note({ operation, requestId: requestIdOf(source), ...(error !== undefined && { error }) });
          } catch {
            // The call has happened: a failure to record it must not make it look undone.
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

/** Caches what `make` returns for each settings object, so that a container makes each client once. */
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
