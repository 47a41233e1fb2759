import type { Bound, VerbName } from "../aws/verbs.ts";
import type { Config, Environment, Site } from "../config/schema.ts";
import type { LogLine } from "../host.ts";
import type { Publish } from "../messages/publish.ts";
import type { AuditEntry, AuditedResource } from "../pure/audit.ts";
import type { Content } from "../pure/content.ts";
import type { Field } from "../pure/dialog.ts";
import type { AwsEvent, SnsEvent } from "../pure/event.ts";
import type { Located, Location } from "../pure/location.ts";
import { type Fault, isRetryable, type Result } from "../pure/result.ts";
import type { Member, Role } from "../pure/roles.ts";
import type { Versioned } from "../pure/schema.ts";
import type { PlainKey, Text } from "../pure/text.ts";
import type { DeadLetter } from "../store/dead-letters.ts";
import type { DueItem } from "../store/due.ts";
import type { RunningJob } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import type { Recorder } from "./recorder.ts";

/** An environment of nightshift.yaml with its name. */
export interface NamedEnvironment extends Environment {
  readonly name: string;
}

/** A site of nightshift.yaml with its name. */
export interface NamedSite extends Site {
  readonly name: string;
}

/** The kinds of arguments: an environment's or a site's name, one word, or all remaining words. */
export type ArgumentSpec =
  | { readonly kind: "environment"; readonly optional?: true }
  | { readonly kind: "site"; readonly optional?: true }
  /** `what` names it in the question for a missing argument. */
  | { readonly kind: "word" | "words"; readonly what: PlainKey; readonly optional?: true };

export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec>>;

interface ArgumentValues {
  readonly environment: NamedEnvironment;
  readonly site: NamedSite;
  readonly word: string;
  readonly words: readonly string[];
}

export type ArgumentValue = ArgumentValues[keyof ArgumentValues];

export type ArgumentsOf<Specs extends ArgumentSpecs> = {
  readonly [Name in keyof Specs]:
    | ArgumentValues[Specs[Name]["kind"]]
    | (Specs[Name] extends { optional: true } ? undefined : never);
};

/** An AWS account and region, with only the verbs that the definition declares. */
export interface AwsLocation<Uses extends VerbName> extends Location {
  readonly aws: Bound<Uses>;
}

/** How handlers access AWS: always through a resource's location, so that no other account is touched. */
export interface AwsAccess<Uses extends VerbName> {
  /** The bot's own location. */
  readonly home: AwsLocation<Uses>;
  /** Every configured location, the bot's own first. */
  readonly allLocations: readonly AwsLocation<Uses>[];
  /** The location of an environment, a site or a schedule. */
  in(located: Located): AwsLocation<Uses>;
  /** The location of something from AWS. In one that is not configured, every verb returns a fault. */
  at(location: Location): AwsLocation<Uses>;
}

/** What everything behind the queues runs with. */
export interface SharedContext {
  readonly config: Config;
  readonly store: Store;
  readonly publish: Publish;
  now(): Date;
  log(line: LogLine): void;
}

/** What every handler is given. */
export interface HandlerContext<Uses extends VerbName> extends AwsAccess<Uses>, SharedContext {}

/** Who asked for something in Slack, and where. */
export interface Asking {
  /** When the front door received it, ISO 8601; the same for each delivery. */
  readonly at: string;
  readonly user: string;
  readonly channel: string;
  readonly channelName: string;
}

/** A question to the person who typed a command. */
export interface ConfirmationRequest {
  readonly question: Content;
  /** The button that says yes. */
  readonly yes: PlainKey;
  /** The answer after a no. */
  readonly cancelled: Text;
  /** Its environments; if one of them requires a second person's approval, that is requested. */
  readonly environments: readonly NamedEnvironment[];
  /** The words to run after a yes, where they are more exact than the given ones. */
  readonly words?: readonly string[];
}

/** What is known of a command before it runs. */
export interface QuestionContext<Uses extends VerbName, Specs extends ArgumentSpecs> extends HandlerContext<Uses> {
  readonly args: ArgumentsOf<Specs>;
  readonly asking: Asking;
  readonly member: Member;
  /** Whether it comes from a button, which is pressed by accident more easily than a command is typed. */
  readonly isPressed: boolean;
}

export interface CommandContext<Uses extends VerbName, Specs extends ArgumentSpecs>
  extends QuestionContext<Uses, Specs> {
  readonly job: RunningJob;
  /** Whether the person was asked and said yes: the answer then replaces the question. */
  readonly isConfirmed: boolean;
}

/** The result of a command or a button, for the audit log and the person. */
export interface Outcome {
  readonly result: AuditEntry["result"];
  /** Shown to that person only, in their own language. */
  readonly answer?: Content;
  readonly detail?: string;
  /** Its environments, where the arguments do not name them. */
  readonly environments?: readonly string[];
  /** Its resources in AWS. */
  readonly resources?: readonly AuditedResource[];
}

/** What is known of a command that was typed without arguments. */
export interface DialogContext<Uses extends VerbName> extends HandlerContext<Uses> {
  readonly asking: Asking;
  readonly member: Member;
}

/** The dialog of a command that is typed without its arguments. */
export interface DialogDefinition<Uses extends VerbName> {
  /** At most 24 characters. */
  readonly title: PlainKey;
  /** The button that runs the command; at most 24 characters. */
  readonly submit: PlainKey;
  /**
   * The fields, each with this person's choices; one without choices means that they may not run the command at all.
   * People are waiting for it, and it changes nothing in AWS.
   */
  fields(context: DialogContext<Uses>): Promise<readonly Field[]>;
}

export interface CommandDefinition<Uses extends VerbName = VerbName, Specs extends ArgumentSpecs = ArgumentSpecs> {
  /** The words after the slash: `deploy`, `deploy status`. */
  readonly name: string;
  /** It only reads: its audit is kept for a shorter time. */
  readonly isLook?: true;
  /** Required in the named environment, or in any if none is named. */
  readonly role: Role;
  /** The only AWS verbs that `run` can use; the function's IAM policy is derived from them. */
  readonly uses: readonly Uses[];
  readonly args: Specs;
  readonly summary: PlainKey;
  /** Whole commands, as people would type them. */
  readonly examples: readonly string[];
  /** Opens when it is typed without arguments. The command then runs as if the choices had been typed. */
  readonly dialog?: DialogDefinition<Uses>;
  /** The confirmation to ask for before it runs, if any. It changes nothing in AWS. */
  readonly confirm?: (context: QuestionContext<Uses, Specs>) => Promise<ConfirmationRequest | undefined>;
  run(context: CommandContext<Uses, Specs>): Promise<Outcome>;
}

export interface ActionContext<Uses extends VerbName> extends HandlerContext<Uses> {
  readonly asking: Asking;
  readonly member: Member;
  readonly job: RunningJob;
  /** The button's value, as text. */
  readonly value: string;
  /** Returns a dead letter to its queue. */
  requeue(letter: DeadLetter): Promise<void>;
}

/** What a button does. */
export type ActionDefinition<Uses extends VerbName = VerbName> = WorkDefinition<Uses> | ShortcutDefinition;

/** A button that stands for a command: as if the command were typed, but always with a confirmation. */
export interface ShortcutDefinition {
  /** The button's action id. */
  readonly name: string;
  /** The command defines the verbs. */
  readonly uses: readonly [];
  /** The command's words for the button's value; undefined when the value is not ours. */
  says(value: string): readonly string[] | undefined;
}

/** A button with an action of its own. */
export interface WorkDefinition<Uses extends VerbName = VerbName> {
  /** The button's action id. */
  readonly name: string;
  /** It only reads: each press counts by itself, also after another person's. */
  readonly isLook?: true;
  /** Its answer replaces the message of the button. */
  readonly replaces?: true;
  /** Required in the button's environment. */
  readonly role: Role;
  readonly uses: readonly Uses[];
  /**
   * The environment of the button's value, or all of them; undefined when there is none (any more). A button without
   * an environment leaves it out, or returns an empty list, and requires the role everywhere.
   */
  readonly environment?: (
    value: string,
    config: Config,
    home: Location,
  ) => NamedEnvironment | readonly NamedEnvironment[] | undefined;
  run(context: ActionContext<Uses>): Promise<Outcome>;
}

/** With the event's account and region, and the verbs there. */
export interface EventContext<Uses extends VerbName> extends HandlerContext<Uses>, AwsLocation<Uses> {
  readonly event: AwsEvent;
}

/** The result of an event: a message (or a change of one), or, on purpose, nothing. */
export type EventOutcome = "told" | "quiet" | "unreadable";

export interface EventDefinition<Uses extends VerbName = VerbName> {
  readonly name: string;
  /** The EventBridge source and detail-types that it handles. */
  readonly source: string;
  readonly types: readonly string[];
  /**
   * By type, the rule's pattern for the detail, where only some events are needed.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
   */
  readonly only?: Readonly<Record<string, object>>;
  /** Matches further events of the source whose type is free text, such as the subject of an SNS message. */
  readonly matches?: (event: AwsEvent) => boolean;
  /** Parses an SNS message with the same content in another form; undefined for any other message. */
  readonly fromSns?: (message: Readonly<Record<string, unknown>>) => SnsEvent | undefined;
  readonly uses: readonly Uses[];
  run(context: EventContext<Uses>): Promise<EventOutcome>;
}

/** Ticks record their own automatic actions. */
export interface TickContext<Uses extends VerbName> extends HandlerContext<Uses> {
  readonly audited: Recorder["audited"];
}

export interface JobContext<Uses extends VerbName, Data = unknown> extends TickContext<Uses> {
  readonly item: DueItem;
  readonly data: Data;
}

/** Runs at a due item's time. */
export interface JobDefinition<Uses extends VerbName = VerbName, Data = unknown> {
  readonly name: string;
  readonly uses: readonly Uses[];
  /** The shape of the item's data; without it there is none. */
  readonly data?: Versioned<Data>;
  run(context: JobContext<Uses, Data>): Promise<void>;
}

/** Runs once a minute. */
export interface TickDefinition<Uses extends VerbName = VerbName> {
  readonly name: string;
  readonly uses: readonly Uses[];
  run(context: TickContext<Uses>): Promise<void>;
}

/** What a subject adds to the bot; its commands in the order of help. */
export interface Subject {
  readonly commands?: readonly CommandDefinition[];
  readonly actions?: readonly ActionDefinition[];
  readonly events?: readonly EventDefinition[];
  readonly jobs?: readonly JobDefinition[];
  readonly ticks?: readonly TickDefinition[];
  /** What it stores in the table: items, and parts of messages and due items. */
  readonly states?: readonly Versioned<unknown>[];
}

/**
 * A definition without the types of its own verbs and arguments, so that one list can hold it among others. The
 * compiler cannot follow: such a definition requires more than its list promises. Its runner binds just the verbs
 * that it declares and parses just its arguments, so it gets what it requires.
 */
function erase<Definition>(definition: unknown): Definition {
  return definition as Definition;
}

/** Defines a slash command. */
export function defineCommand<const Uses extends VerbName, const Specs extends ArgumentSpecs>(
  definition: CommandDefinition<Uses, Specs>,
): CommandDefinition {
  return erase(definition);
}

/** Defines what a button does. */
export function defineAction<const Uses extends VerbName>(definition: WorkDefinition<Uses>): ActionDefinition {
  return erase(definition);
}

/** Defines a button that stands for a command. */
export function defineShortcut(definition: Omit<ShortcutDefinition, "uses">): ActionDefinition {
  return { ...definition, uses: [] };
}

/** Defines what is made of an AWS event. */
export function defineEvent<const Uses extends VerbName>(definition: EventDefinition<Uses>): EventDefinition {
  return erase(definition);
}

/** Defines what is done at a due time. */
export function defineJob<const Uses extends VerbName, Data>(definition: JobDefinition<Uses, Data>): JobDefinition {
  return erase(definition);
}

/** Defines what is looked at once a minute. */
export function defineTick<const Uses extends VerbName>(definition: TickDefinition<Uses>): TickDefinition {
  return erase(definition);
}

/** A fault of AWS that ends the current work. */
export class FaultError extends Error {
  override readonly name: string = "FaultError";
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.operation}: ${fault.code}`);
    this.fault = fault;
  }
}

/** A retryable fault, on its way back to the queue. */
export class RetryableError extends FaultError {
  override readonly name = "RetryableError";
}

/** The result, unless a retry can help: then the queue delivers the whole message again. @throws {RetryableError} */
export function throwIfRetryable<Value>(result: Result<Value>): Result<Value> {
  if (!result.ok && isRetryable(result.fault)) throw new RetryableError(result.fault);
  return result;
}
