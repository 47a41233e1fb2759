import type { ClientSettings } from "./aws/client-settings.ts";
import type { VerbName } from "./aws/verbs.ts";
import { bind } from "./aws/verbs.ts";
import type { Config } from "./config/schema.ts";
import { refusal, seeHelp } from "./core/answers.ts";
import { wordsOf } from "./core/command-line.ts";
import type { Content } from "./core/content.ts";
import { nearest } from "./core/nearest.ts";
import { isAllowed, isAllowedFor, type Member } from "./core/roles.ts";
import { say, type Text } from "./core/text.ts";
import type {
  ActionDefinition,
  ArgumentValue,
  Asking,
  CommandDefinition,
  HandlerContext,
  NamedEnvironment,
  Outcome,
} from "./define.ts";
import type { LogLine } from "./host.ts";
import { memberOf } from "./membership.ts";
import { digest, type Notify } from "./notify.ts";
import { parseArguments, shorten, usageOf } from "./parse-arguments.ts";
import type { AuditEntry } from "./store/audit.ts";
import type { RunningJob } from "./store/jobs.ts";
import type { Store } from "./store/store.ts";

/** The same request is being dealt with by another delivery of it. */
export class AtWorkElsewhere extends Error {
  override readonly name = "AtWorkElsewhere";
}

/** What commands and buttons run with. */
export interface Workshop {
  readonly commands: readonly CommandDefinition[];
  readonly actions: readonly ActionDefinition[];
  readonly config: Config;
  readonly store: Store;
  readonly notify: Notify;
  readonly clients: ClientSettings;
  readonly account: string;
  now(): Date;
  log(line: LogLine): void;
}

/** Whatever a person asked for in Slack. */
export interface Request extends Asking {
  readonly team: string;
  readonly app: string;
  /** When the front door took it, ISO 8601. */
  readonly at: string;
  readonly responseUrl: string;
  /** Whether this is the queue's last try. */
  readonly isLastTry: boolean;
}

export interface CommandRequest extends Request {
  /** `/deploy` */
  readonly command: string;
  readonly text: string;
  readonly triggerId: string;
}

export interface ActionRequest extends Request {
  readonly action: string;
  readonly value: string;
  /** The message whose button it is. */
  readonly message: string;
}

const questionMinutes = 15;

/** Runs a slash command: who, what, may they, are they sure, then the handler, once. */
export async function runCommand(request: CommandRequest, shop: Workshop): Promise<void> {
  const desk = openDesk(request, `command/${digest(request.triggerId)}`, shop, false);
  if (!(await desk.isTenant())) return;
  const words = wordsOf(request.text);
  const found = findCommand(request.command, words, shop.commands);
  const member = await memberOf(request.user, shop.config, shop.store.directory, shop.now());
  if (!found) {
    await desk.answer(unknownCommand(request, words, shop.commands));
    return;
  }
  await desk.execute(found.definition, found.rest, member, false);
}

/** Runs a button. */
export async function runAction(request: ActionRequest, shop: Workshop): Promise<void> {
  const { action, value, user } = request;
  const desk = openDesk(request, `button/${digest(`${request.message}/${action}/${value}`)}`, shop, true);
  if (!(await desk.isTenant())) return;
  // A link button opens its address by itself; Slack tells about it all the same.
  if (action === "open") return;
  const member = await memberOf(user, shop.config, shop.store.directory, shop.now());
  if (action === "confirm" || action === "cancel") {
    await answerQuestion(desk, request, member, shop);
    return;
  }
  const definition = shop.actions.find(({ name }) => name === action);
  const environment = definition?.environment?.(value, shop.config);
  if (!definition || (definition.environment && !environment)) {
    await desk.answerAside(refusal(say("error.stale-button")));
    return;
  }
  if (!isAllowedFor(member, definition.role, shop.config.people, environment?.name)) {
    await desk.deny(definition.name, definition.role, environment?.name);
    return;
  }
  await desk.work(definition.name, environment?.name, (job, context) =>
    definition.run({
      ...context(definition.uses),
      asking: request,
      member,
      job,
      value,
    }),
  );
}

async function answerQuestion(
  desk: Desk,
  request: ActionRequest,
  member: Member,
  shop: Workshop,
): Promise<void> {
  const { questions } = shop.store;
  const question = await questions.read(request.value);
  if (question && question.user !== request.user) {
    await desk.answerAside(refusal(say("deploy.not-yours")));
    return;
  }
  if (!question || Date.parse(question.until) <= shop.now().getTime()) {
    await desk.answer(refusal(say("deploy.confirm-gone")));
    return;
  }
  const words = wordsOf(question.text);
  const found = findCommand(question.command, words, shop.commands);
  if (!found) return;
  const answer = request.action === "cancel" ? "cancel" : "confirm";
  // Pressed in one moment, the first of the two buttons counts.
  if ((await questions.answer(request.value, answer)) !== answer) return;
  if (answer === "cancel") {
    await desk.answer({ tone: "quiet", title: question.cancelled });
    return;
  }
  // The button's job is the question's: pressed twice, or delivered twice, it is one.
  const once = openDesk(request, `question/${request.value}`, shop, true);
  await once.execute(found.definition, found.rest, member, true);
}

interface FoundCommand {
  readonly definition: CommandDefinition;
  readonly rest: readonly string[];
}

/** The definition with the longest name that the words begin with. */
function findCommand(
  command: string,
  words: readonly string[],
  definitions: readonly CommandDefinition[],
): FoundCommand | undefined {
  const first = command.replace(/^\//, "");
  const second = words[0]?.toLowerCase();
  const longer =
    second === undefined ? undefined : definitions.find(({ name }) => name === `${first} ${second}`);
  if (longer) return { definition: longer, rest: words.slice(1) };
  const plain = definitions.find(({ name }) => name === first);
  if (plain) return { definition: plain, rest: words };
  // A command that only has subcommands says what they are.
  const help = definitions.find(({ name }) => name === `${first} help`);
  return help && words.length === 0 ? { definition: help, rest: [] } : undefined;
}

function unknownCommand(
  request: CommandRequest,
  words: readonly string[],
  definitions: readonly CommandDefinition[],
): Content {
  const typed = shorten([request.command, ...words].join(" "));
  const first = request.command.replace(/^\//, "");
  const family = definitions.filter(({ name }) => name.startsWith(`${first} `));
  const usages = family.map(
    (definition): Text => [{ code: usageOf(definition) }, "  ", { say: definition.summary }],
  );
  if (words.length === 0 && usages.length) {
    return refusal(say("error.incomplete", { command: { code: request.command } }), ...usages);
  }
  const candidates = family.map(({ name }) => name);
  const meant = nearest(`${first} ${words[0] ?? ""}`, candidates);
  return refusal(
    say("error.unknown-command", { command: { code: typed } }),
    ...(meant ? [say("error.did-you-mean", { suggestion: { code: `/${meant}` } })] : usages),
    seeHelp("/nightshift help"),
  );
}

type MakeContext = <Uses extends VerbName>(uses: readonly Uses[]) => HandlerContext<Uses>;

/** Where one request is dealt with: its answers, its audit, its job. */
interface Desk {
  isTenant(): Promise<boolean>;
  answer(content: Content): Promise<void>;
  /** Beside the message whose button was pressed, leaving that as it is. */
  answerAside(content: Content): Promise<void>;
  deny(command: string, role: string, environment?: string): Promise<void>;
  execute(
    definition: CommandDefinition,
    words: readonly string[],
    member: Member,
    isConfirmed: boolean,
  ): Promise<void>;
  work(
    action: string,
    environment: string | undefined,
    run: (job: RunningJob, context: MakeContext) => Promise<Outcome>,
  ): Promise<void>;
}

function openDesk(request: Request, jobKey: string, shop: Workshop, isButton: boolean): Desk {
  const { config, store } = shop;

  const tell = async (content: Content, replaces: boolean): Promise<void> => {
    const { responseUrl, user } = request;
    // Each request has an answer of its own, also when several people press one button.
    await shop.notify(`answer/${jobKey}/${user}/${request.at}`, () => ({
      destination: { kind: "answer", responseUrl, user, replaces },
      content,
    }));
  };
  const audit = (entry: Omit<AuditEntry, "at" | "actor" | "channel">): Promise<void> =>
    store.audit.write(jobKey, { at: request.at, actor: request.user, channel: request.channel, ...entry });
  const context: MakeContext = (uses) => ({
    aws: bind(uses, shop.clients),
    config,
    store,
    notify: shop.notify,
    account: shop.account,
    region: shop.clients.region,
    now: shop.now,
    log: shop.log,
  });

  const desk: Desk = {
    async isTenant() {
      if (request.team === config.slack.team && request.app === config.slack.app) return true;
      shop.log({
        level: "warn",
        event: "request from another workspace or app",
        team: request.team,
        app: request.app,
      });
      await audit({ action: "request", result: "denied", detail: "another workspace or app" });
      await tell(refusal(say("error.tenant")), false);
      return false;
    },
    answer: (content) => tell(content, isQuestionOf(request)),
    answerAside: (content) => tell(content, false),
    async deny(command, role, environment) {
      const action = command.replace(/^\//, "");
      await audit({ action, result: "denied", ...(environment && { environment }) });
      const shown = { command: { code: command }, role: { code: role } };
      await tell(
        refusal(
          environment ? say("error.denied-in", { ...shown, environment }) : say("error.denied", shown),
          say("error.ask-owner"),
        ),
        false,
      );
    },
    async execute(definition, words, member, isConfirmed) {
      const label = `/${definition.name}`;
      if (!isAllowed(member, definition.role, config.people)) {
        await desk.deny(label, definition.role);
        return;
      }
      const siblings = shop.commands
        .filter(({ name }) => name.startsWith(`${definition.name} `))
        .map(({ name }) => name.slice(definition.name.length + 1));
      const parsed = parseArguments(definition, words, config, siblings);
      if (!parsed.ok) {
        await desk.answer(parsed.fault);
        return;
      }
      const args = parsed.value;
      const environment = firstEnvironment(args);
      if (environment && !isAllowed(member, definition.role, config.people, environment.name)) {
        await desk.deny(label, definition.role, environment.name);
        return;
      }
      const known = { ...context(definition.uses), args: args as never, asking: request, member };
      const asked = isConfirmed ? undefined : await definition.confirm?.(known);
      if (asked) {
        const until = new Date(Date.parse(request.at) + questionMinutes * 60_000).toISOString();
        const id = digest(jobKey);
        await store.questions.ask(id, {
          command: `/${definition.name.split(" ")[0]}`,
          text: [...definition.name.split(" ").slice(1), ...words].map(quoted).join(" "),
          cancelled: asked.cancelled,
          user: request.user,
          until,
        });
        await tell(
          {
            ...asked.question,
            buttons: [
              { action: "confirm", label: asked.yes, style: "primary", value: id },
              { action: "cancel", label: "button.cancel", value: id },
            ],
          },
          false,
        );
        return;
      }
      await desk.work(definition.name, environment?.name, (job, make) =>
        definition.run({
          ...make(definition.uses),
          args: args as never,
          asking: request,
          member,
          job,
          isConfirmed,
        }),
      );
    },
    async work(action, environment, run) {
      const beginning = await store.jobs.begin(jobKey, request.user, shop.now);
      if (beginning.kind !== "run") {
        const isOthers = beginning.by !== request.user;
        if (isButton && isOthers) await tell(refusal(say("error.pressed")), false);
        // Should whoever is at work die, this delivery goes on; it comes back when their lease is over.
        else if (beginning.kind === "elsewhere") throw new AtWorkElsewhere(action);
        return;
      }
      const { job } = beginning;
      try {
        const outcome = await run(job, context);
        if (outcome.answer) await desk.answer(outcome.answer);
        await audit({
          action,
          result: outcome.result,
          ...(environment && { environment }),
          ...(outcome.detail && { detail: outcome.detail }),
        });
        // A button stays where it is: what was refused now may be allowed at its next press.
        await (isButton && outcome.result === "refused" ? job.forget() : job.finish());
      } catch (error) {
        await job.release();
        if (request.isLastTry) {
          await audit({ action, result: "failed", ...(environment && { environment }) });
          await tell(refusal(say("error.failed", { command: { code: action } })), false);
        }
        throw error;
      }
    },
  };
  return desk;
}

/** A word as it can be typed, so that it is read as one again. */
function quoted(word: string): string {
  return /[\s'"]/.test(word) ? `"${word.replaceAll('"', "'")}"` : word;
}

/** The answer to a question takes the question's place, so that its buttons go away. */
function isQuestionOf(request: Request): boolean {
  return "action" in request && (request.action === "confirm" || request.action === "cancel");
}

function firstEnvironment(
  args: Readonly<Record<string, ArgumentValue | undefined>>,
): NamedEnvironment | undefined {
  return Object.values(args).find(
    (value): value is NamedEnvironment => typeof value === "object" && "pipeline" in value,
  );
}
