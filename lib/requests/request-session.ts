import { createAwsAccess } from "../app/aws-access.ts";
import { createCallLog } from "../app/call-log.ts";
import type {
  ArgumentValue,
  CommandDefinition,
  HandlerContext,
  NamedEnvironment,
  Outcome,
} from "../app/define.ts";
import { sessionOf } from "../aws/accounts.ts";
import type { VerbName } from "../aws/verbs.ts";
import { shortHash } from "../messages/publish.ts";
import { type AuditEntry, type AuditOrigin, onEnvironments } from "../pure/audit.ts";
import { typed } from "../pure/command-line.ts";
import type { Content } from "../pure/content.ts";
import type { Dialog } from "../pure/dialog.ts";
import { refusal, seeHelp } from "../pure/replies.ts";
import { isAllowed, type Member } from "../pure/roles.ts";
import { say } from "../pure/text.ts";
import { truncate } from "../pure/truncate.ts";
import type { RunningJob } from "../store/jobs.ts";
import { anyState, type DesiredMessage, type MessageRecord } from "../store/messages.ts";
import { parseArguments, usageOf } from "./parse-arguments.ts";
import { askQuestion } from "./questions.ts";
import type { OpenedView } from "./queued-request.ts";
import { JobTakenError, type Request, type RequestDeps } from "./request-deps.ts";

type MakeContext = <Uses extends VerbName>(uses: readonly Uses[]) => HandlerContext<Uses>;

/** Where one request is dealt with: its answers, its audit, its job. */
export interface RequestSession {
  readonly jobKey: string;
  /** Whether it is a button that was pressed, not a command that was typed. */
  readonly isButton: boolean;
  /**
   * Names the question that is asked about it. A command is asked about once; a button can be pressed by several
   * people, and again when its question has run out, so each press has one of its own.
   */
  readonly questionId: string;
  readonly request: Request;
  isTenant(): Promise<boolean>;
  answer(content: Content): Promise<void>;
  /** Beside the message whose button was pressed, leaving that as it is. */
  answerAside(content: Content): Promise<void>;
  /**
   * Says no for want of a role, and notes it; `label` is what the person tried, as they know it, `environment` where the
   * role is missing, when it is not missing everywhere.
   */
  deny(label: string, role: string, action: AuditedAction, environment?: string): Promise<Outcome>;
  /** Notes what came of something. */
  audit(entry: AuditedAction & Pick<AuditEntry, "result" | "detail" | "approvedBy" | "calls">): Promise<void>;
  /** Fills the dialog that waits before the person with what the command can be run with. */
  fillDialog(definition: CommandDefinition, member: Member): Promise<void>;
  /** Checks, parses, asks when it must be asked, and runs a command. Undefined when it was asked, or done before. */
  execute(
    definition: CommandDefinition,
    words: readonly string[],
    member: Member,
    consent?: Consent,
  ): Promise<Outcome | undefined>;
  /** Runs something once, however often it is delivered. Undefined when that was done before. */
  runOnce(
    action: AuditedAction,
    run: (job: RunningJob, context: MakeContext) => Promise<Outcome>,
    consent?: Consent,
  ): Promise<Outcome | undefined>;
}

/** What is done, for the audit. */
export type AuditedAction = Pick<
  AuditEntry,
  "action" | "text" | "environment" | "environments" | "resources" | "isLook"
> & {
  /** It tells nothing but what stands in nightshift.yaml, so nobody needs to know of it. */
  readonly isUnaudited?: boolean;
};

/** Who has said yes to a command that had to be asked about. */
export interface Consent {
  /** The second person, when it was not the one who typed the command. */
  readonly approvedBy?: string;
}

export interface RequestOptions {
  /** Where the request came in, for the audit. */
  readonly origin: AuditOrigin;
  readonly isButton: boolean;
  /** Whether the answer takes the place of the message whose button was pressed. */
  readonly replaces?: boolean;
  /** Answers are told elsewhere, since whoever asked cannot be answered any more. */
  readonly isSilent?: boolean;
  /** The dialog that waits before the person: answers are shown in it. */
  readonly view?: OpenedView;
  /** The command that the dialog is for. */
  readonly definition?: CommandDefinition | undefined;
}

export function openRequest(
  request: Request,
  jobKey: string,
  deps: RequestDeps,
  options: RequestOptions,
): RequestSession {
  const { config, store } = deps;
  const { origin, isButton, replaces = false, isSilent = false, view, definition: opened } = options;
  // What a dialog shows that has nothing to fill in: just the answer.
  const bare: Dialog = {
    command: opened?.name ?? "",
    title: opened?.dialog?.title ?? "dialog.title",
    fields: [],
  };

  const respond = async (content: Content, takesPlace: boolean, dialog = bare): Promise<void> => {
    if (isSilent) return;
    const { responseUrl, user } = request;
    const desired: DesiredMessage<never> = view
      ? {
          destination: { kind: "view", view: view.id, user, isOpen: view.isOpen, responseUrl },
          content,
          dialog,
        }
      : { destination: { kind: "answer", responseUrl, user, replaces: takesPlace }, content };
    // Each request has an answer of its own, also when several people press one button; and has one only: what a later
    // delivery of it would say differently, since time has passed, would come a second time.
    const isOf = (first: MessageRecord<never>): boolean =>
      JSON.stringify(first.destination) === JSON.stringify(desired.destination);
    await deps.publish(anyState, `answer/${jobKey}/${user}/${request.at}`, (_, first) =>
      first && isOf(first) ? first : desired,
    );
  };
  // Several people may press one button in one moment, and a person one that was refused before.
  const noteKey = [jobKey, request.user, request.at].join("/");
  const calls = createCallLog(noteKey, store.states, deps.now);
  const context: MakeContext = (uses) => ({
    ...createAwsAccess(uses, deps, sessionOf(request.user), calls.note),
    config,
    store,
    publish: deps.publish,
    now: deps.now,
    log: deps.log,
  });

  const session: RequestSession = {
    jobKey,
    isButton,
    questionId: shortHash(isButton ? noteKey : jobKey),
    request,
    async isTenant() {
      if (request.team === config.slack.team && request.app === config.slack.app) return true;
      deps.log({
        level: "warn",
        event: "request from another workspace or app",
        team: request.team,
        app: request.app,
      });
      await session.audit({ action: "request", result: "denied", detail: "another workspace or app" });
      await respond(refusal(say("error.tenant")), false);
      return false;
    },
    answer: (content) => respond(content, replaces),
    answerAside: (content) => respond(content, false),
    async audit({ isUnaudited, ...entry }) {
      if (isUnaudited && entry.result !== "denied") return;
      const { at, user: actor, channel, channelName } = request;
      await store.audit.write(`${noteKey}/${entry.action}`, {
        at,
        actor,
        door: origin,
        ...(channel && { channel }),
        ...(channelName && { channelName }),
        ...entry,
      });
    },
    async deny(label, role, action, environment) {
      await session.audit({ ...action, result: "denied" });
      const shown = { command: { code: label }, role: { code: role } };
      const answer = refusal(
        environment ? say("error.denied-in", { ...shown, environment }) : say("error.denied", shown),
        say("error.ask-owner"),
      );
      await respond(answer, false);
      return { result: "denied", answer };
    },
    async fillDialog(definition, member) {
      const { name, role, uses, dialog } = definition;
      if (!dialog) return;
      const isLet = isAllowed(member, role, config.people);
      const fields = isLet ? await dialog.fields({ ...context(uses), asking: request, member }) : [];
      if (!isLet || fields.some(({ choices }) => !choices.length)) {
        await session.deny(`/${name}`, role, auditedActionOf(definition, []));
        return;
      }
      const typedAlone = parseArguments(definition, [], config, []);
      const { channel, channelName, responseUrl } = request;
      await respond(typedAlone.ok ? refusal(seeHelp("/nightshift help")) : typedAlone.fault, false, {
        command: name,
        title: dialog.title,
        submit: dialog.submit,
        fields,
        usage: usageOf(definition),
        origin: { channel, channelName, responseUrl },
      });
    },
    async execute(definition, words, member, consent) {
      const label = `/${definition.name}`;
      const siblings = deps.commands
        .filter(({ name }) => name.startsWith(`${definition.name} `))
        .map(({ name }) => name.slice(definition.name.length + 1));
      const parsed = parseArguments(definition, words, config, siblings);
      const environment = parsed.ok ? firstEnvironment(parsed.value) : undefined;
      const action: AuditedAction = {
        ...auditedActionOf(definition, words),
        ...(environment && { environment: environment.name }),
      };
      if (!isAllowed(member, definition.role, config.people)) {
        return session.deny(label, definition.role, action);
      }
      if (!parsed.ok) {
        await session.answer(parsed.fault);
        return { result: "refused", answer: parsed.fault };
      }
      const args = parsed.value;
      if (environment && !isAllowed(member, definition.role, config.people, environment.name)) {
        return session.deny(label, definition.role, action, environment.name);
      }
      const isPressed = isButton;
      const known = { ...context(definition.uses), args: args as never, asking: request, member, isPressed };
      const asked = consent ? undefined : await definition.confirm?.(known);
      if (asked) {
        const subject = {
          definition,
          words: asked.words ?? words,
          respond: (content: Content) => respond(content, false),
        };
        await askQuestion(session, asked, subject, deps);
        return undefined;
      }
      return session.runOnce(
        action,
        (job, make) =>
          definition.run({
            ...make(definition.uses),
            args: args as never,
            asking: request,
            member,
            isPressed,
            job,
            isConfirmed: consent !== undefined,
          }),
        consent,
      );
    },
    async runOnce(action, run, consent) {
      const beginning = await store.jobs.begin(jobKey, request.user, deps.now);
      if (beginning.kind !== "run") {
        const isOthers = beginning.by !== request.user;
        if (isButton && isOthers) await respond(refusal(say("error.pressed")), false);
        // Should whoever is at work die, this delivery goes on; it comes back when their lease is over.
        else if (beginning.kind === "elsewhere") throw new JobTakenError(action.action);
        return undefined;
      }
      const { job } = beginning;
      try {
        const outcome = await run(job, context);
        if (outcome.answer) await session.answer(outcome.answer);
        const { result, detail, environments = [], resources } = outcome;
        const made = action.isLook ? [] : await calls.all();
        await session.audit({
          ...action,
          result,
          ...onEnvironments(environments),
          ...(resources?.length && { resources }),
          ...(detail && { detail }),
          ...(consent?.approvedBy && { approvedBy: consent.approvedBy }),
          ...(made.length && { calls: made }),
        });
        // A button stays where it is: what was refused now may be allowed at its next press.
        await (isButton && (result === "refused" || result === "denied") ? job.forget() : job.finish());
        return outcome;
      } catch (error) {
        await job.release();
        throw error;
      }
    },
  };
  return session;
}

/** What is noted of a command. Those that a viewer may run only look. */
function auditedActionOf({ name, role, uses }: CommandDefinition, words: readonly string[]): AuditedAction {
  const text = truncate(words.map(typed).join(" "), 200);
  const isLook = role === "viewer";
  return {
    action: name,
    ...(text && { text }),
    ...(isLook && { isLook }),
    ...(isLook && !uses.length && { isUnaudited: true }),
  };
}

function firstEnvironment(
  args: Readonly<Record<string, ArgumentValue | undefined>>,
): NamedEnvironment | undefined {
  return Object.values(args).find(
    (value): value is NamedEnvironment => typeof value === "object" && "pipeline" in value,
  );
}
