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

/** What an argument may be: an environment's or a site's name, one word, or all words that are left. */
export type ArgumentSpec =
  | { readonly kind: "environment"; readonly optional?: true }
  | { readonly kind: "site"; readonly optional?: true }
  /** `what` names it in the question that is asked when it is missing. */
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

/** An account and a region of AWS, with just the verbs that the definition declares. */
export interface AwsLocation<Uses extends VerbName> extends Location {
  readonly aws: Bound<Uses>;
}

/** How handlers get at AWS: always through the place in which something is, so that no other account is touched. */
export interface AwsAccess<Uses extends VerbName> {
  /** Where the bot itself is. */
  readonly home: AwsLocation<Uses>;
  /** Every place that the configuration names, the bot's own first. */
  readonly allLocations: readonly AwsLocation<Uses>[];
  /** Where an environment, a site or a schedule is. */
  in(located: Located): AwsLocation<Uses>;
  /** Where something of AWS's comes from. The verbs of a place that the configuration does not name all refuse. */
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
  /** When the front door took it, ISO 8601; the same at each delivery. */
  readonly at: string;
  readonly user: string;
  readonly channel: string;
  readonly channelName: string;
}

/** A question to whoever typed a command. */
export interface ConfirmationRequest {
  readonly question: Content;
  /** The button that says yes. */
  readonly yes: PlainKey;
  /** What is answered to a no. */
  readonly cancelled: Text;
  /** The environments that it is about; when one of them wants a second person's yes, that is asked for. */
  readonly environments: readonly NamedEnvironment[];
  /** What is run at a yes, where that is more exact than the arguments that were given. */
  readonly words?: readonly string[];
}

/** What is known of a command before it is run. */
export interface QuestionContext<Uses extends VerbName, Specs extends ArgumentSpecs>
  extends HandlerContext<Uses> {
  readonly args: ArgumentsOf<Specs>;
  readonly asking: Asking;
  readonly member: Member;
  /** Whether a button stands for it: a press is made by accident sooner than a command is typed. */
  readonly isPressed: boolean;
}

export interface CommandContext<Uses extends VerbName, Specs extends ArgumentSpecs>
  extends QuestionContext<Uses, Specs> {
  readonly job: RunningJob;
  /** Whether the person was asked first and said yes: then the answer takes the question's place. */
  readonly isConfirmed: boolean;
}

/** What came of a command or a button: for the audit, and for the person who asked. */
export interface Outcome {
  readonly result: AuditEntry["result"];
  /** Shown to that person only, in their own language. */
  readonly answer?: Content;
  readonly detail?: string;
  /** Which environments it was about, where the arguments do not say it. */
  readonly environments?: readonly string[];
  /** What it was about in AWS. */
  readonly resources?: readonly AuditedResource[];
}

/** What is known of a command that was typed alone. */
export interface DialogContext<Uses extends VerbName> extends HandlerContext<Uses> {
  readonly asking: Asking;
  readonly member: Member;
}

/** What opens when a command is typed without its arguments. */
export interface DialogDefinition<Uses extends VerbName> {
  /** At most 24 characters. */
  readonly title: PlainKey;
  /** The button that runs the command; at most 24 characters. */
  readonly submit: PlainKey;
  /**
   * The arguments to choose, each with what this person may choose; one without choices says that they may not run the
   * command at all. People wait for it, and it changes nothing in AWS.
   */
  fields(context: DialogContext<Uses>): Promise<readonly Field[]>;
}

export interface CommandDefinition<
  Uses extends VerbName = VerbName,
  Specs extends ArgumentSpecs = ArgumentSpecs,
> {
  /** The words after the slash: `deploy`, `deploy status`. */
  readonly name: string;
  /** It only looks: its audit is kept for a shorter time. */
  readonly isLook?: true;
  /** Needed in the environment that is named, or else in any. */
  readonly role: Role;
  /** The only AWS verbs that `run` can reach; the function's IAM policy follows from it. */
  readonly uses: readonly Uses[];
  readonly args: Specs;
  readonly summary: PlainKey;
  /** Whole commands, as people would type them. */
  readonly examples: readonly string[];
  /** What opens when it is typed alone. It is then run as if what was chosen had been typed. */
  readonly dialog?: DialogDefinition<Uses>;
  /** What to ask before it is run; nothing when it may be run at once. It changes nothing in AWS. */
  readonly confirm?: (context: QuestionContext<Uses, Specs>) => Promise<ConfirmationRequest | undefined>;
  run(context: CommandContext<Uses, Specs>): Promise<Outcome>;
}

export interface ActionContext<Uses extends VerbName> extends HandlerContext<Uses> {
  readonly asking: Asking;
  readonly member: Member;
  readonly job: RunningJob;
  /** The button's value, as text. */
  readonly value: string;
  /** Puts a dead letter into its queue again. */
  requeue(letter: DeadLetter): Promise<void>;
}

/** What a button does. */
export type ActionDefinition<Uses extends VerbName = VerbName> = WorkDefinition<Uses> | ShortcutDefinition;

/** A button that stands for a command: pressed, it is as if that had been typed, but it always asks first. */
export interface ShortcutDefinition {
  /** The button's action id. */
  readonly name: string;
  /** Rights come from the command. */
  readonly uses: readonly [];
  /** The command's words as the button's value says them; undefined when it is none of ours. */
  says(value: string): readonly string[] | undefined;
}

/** A button that does something itself. */
export interface WorkDefinition<Uses extends VerbName = VerbName> {
  /** The button's action id. */
  readonly name: string;
  /** It only looks: each press is one of its own, also when somebody has pressed it before. */
  readonly isLook?: true;
  /** Its answer takes the place of the message whose button was pressed. */
  readonly replaces?: true;
  /** Needed in the environment that the button is about. */
  readonly role: Role;
  readonly uses: readonly Uses[];
  /**
   * The environment that the button's value is about, or all of them; undefined when there is none (any more). A button
   * that is about no environment leaves it out, or says so with an empty list, and needs the role everywhere.
   */
  readonly environment?: (
    value: string,
    config: Config,
    home: Location,
  ) => NamedEnvironment | readonly NamedEnvironment[] | undefined;
  run(context: ActionContext<Uses>): Promise<Outcome>;
}

/** With the account and region that the event comes from, and the verbs there. */
export interface EventContext<Uses extends VerbName> extends HandlerContext<Uses>, AwsLocation<Uses> {
  readonly event: AwsEvent;
}

/** What is made of an event: a message (or a change of one), or, knowingly, nothing. */
export type EventOutcome = "told" | "quiet" | "unreadable";

export interface EventDefinition<Uses extends VerbName = VerbName> {
  readonly name: string;
  /** The EventBridge source and detail-types that it handles. */
  readonly source: string;
  readonly types: readonly string[];
  /**
   * By type, the pattern of the detail that the rule asks for, where it does not ask for all.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
   */
  readonly only?: Readonly<Record<string, object>>;
  /** Recognises further events of the source: those whose type is free text, such as the subject of an SNS message. */
  readonly matches?: (event: AwsEvent) => boolean;
  /** Reads a message of SNS that tells the same in a form of its own; undefined when it is none. */
  readonly fromSns?: (message: Readonly<Record<string, unknown>>) => SnsEvent | undefined;
  readonly uses: readonly Uses[];
  run(context: EventContext<Uses>): Promise<EventOutcome>;
}

/** What is done without a person is noted by whoever does it. */
export interface TickContext<Uses extends VerbName> extends HandlerContext<Uses> {
  readonly audited: Recorder["audited"];
}

export interface JobContext<Uses extends VerbName, Data = unknown> extends TickContext<Uses> {
  readonly item: DueItem;
  readonly data: Data;
}

/** What is done when a due item's time has come. */
export interface JobDefinition<Uses extends VerbName = VerbName, Data = unknown> {
  readonly name: string;
  readonly uses: readonly Uses[];
  /** The shape of what the item holds; nothing when left out. */
  readonly data?: Versioned<Data>;
  run(context: JobContext<Uses, Data>): Promise<void>;
}

/** What is looked at once a minute. */
export interface TickDefinition<Uses extends VerbName = VerbName> {
  readonly name: string;
  readonly uses: readonly Uses[];
  run(context: TickContext<Uses>): Promise<void>;
}

/** What a subject adds to the bot; its commands in the order in which help shows them. */
export interface Subject {
  readonly commands?: readonly CommandDefinition[];
  readonly actions?: readonly ActionDefinition[];
  readonly events?: readonly EventDefinition[];
  readonly jobs?: readonly JobDefinition[];
  readonly ticks?: readonly TickDefinition[];
  /** What it keeps in the table: items, and parts of messages and due items. */
  readonly states?: readonly Versioned<unknown>[];
}

/**
 * A definition without the types of its own verbs and arguments, as one list holds it among others. The compiler cannot
 * follow: such a definition asks for more than its list promises. What runs it binds just the verbs that it declares and
 * parses just its arguments, so that it is given what it asks for.
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
export function defineAction<const Uses extends VerbName>(
  definition: WorkDefinition<Uses>,
): ActionDefinition {
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
export function defineJob<const Uses extends VerbName, Data>(
  definition: JobDefinition<Uses, Data>,
): JobDefinition {
  return erase(definition);
}

/** Defines what is looked at once a minute. */
export function defineTick<const Uses extends VerbName>(definition: TickDefinition<Uses>): TickDefinition {
  return erase(definition);
}

/** A fault of AWS that ends what was being done. */
export class FaultError extends Error {
  override readonly name: string = "FaultError";
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.operation}: ${fault.code}`);
    this.fault = fault;
  }
}

/** A temporary one, on its way back to the queue. */
export class RetryableError extends FaultError {
  override readonly name = "RetryableError";
}

/** The result, unless asking later can help: then the queue delivers the whole thing again. @throws {RetryableError} */
export function throwIfRetryable<Value>(result: Result<Value>): Result<Value> {
  if (!result.ok && isRetryable(result.fault)) throw new RetryableError(result.fault);
  return result;
}
