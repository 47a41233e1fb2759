import { createHandlerContext } from "../app/aws-access.ts";
import { createCallLog } from "../app/call-log.ts";
import type { CommandDefinition, HandlerContext, Outcome, WorkDefinition } from "../app/define.ts";
import { sessionOf } from "../aws/accounts.ts";
import type { VerbName } from "../aws/verbs.ts";
import { onEnvironments } from "../pure/audit.ts";
import { typed } from "../pure/command-line.ts";
import type { Content } from "../pure/content.ts";
import { refusal } from "../pure/replies.ts";
import { isAllowed, isAllowedFor, type Role } from "../pure/roles.ts";
import { say } from "../pure/text.ts";
import { truncate } from "../pure/truncate.ts";
import type { RunningJob } from "../store/jobs.ts";
import { parseArguments } from "./parse-arguments.ts";
import { askQuestion } from "./questions.ts";
import {
  type AuditedAction,
  answer,
  answerAside,
  audit,
  deny,
  type MemberRequest,
  type RequestContext,
  requestKey,
} from "./request-context.ts";
import { JobTakenError } from "./request-deps.ts";

/** What the steps of a request work on: a command with its arguments, or a button with its reference. */
interface Invocation {
  /** What the person tries, in their words. */
  readonly label: string;
  readonly role: Role;
  readonly action: AuditedAction;
  readonly lacking: LackedRole | undefined;
  /** What is wrong with the arguments. */
  readonly fault?: Content | undefined;
  /** Asks for a confirmation where one is required; returns whether it has. */
  isAsked?(): Promise<boolean>;
  run(job: RunningJob): Promise<Outcome>;
}

/** Where a person lacks a role: in an environment, or everywhere. */
type LackedRole = { readonly environment?: string };

/** Runs a command. Undefined when it was asked about, or already done. */
export async function runDefinition(
  context: MemberRequest,
  definition: CommandDefinition,
  words: readonly string[],
): Promise<Outcome | undefined> {
  const { member, request, deps, isButton, isConfirmed = false } = context;
  const { name, role, uses } = definition;
  const parsed = parseArguments(definition, words, deps.config, deps.commands);
  const { args, environment } = parsed.ok ? parsed.value : { args: {} };
  const named = environment ? [environment.name] : [];
  const known = { ...handlerContext(context, uses), args, asking: request, member, isPressed: isButton };
  return runSteps(context, {
    label: `/${name}`,
    role,
    action: { ...auditedActionOf(definition, words), ...onEnvironments(named) },
    lacking: !isAllowed(member, role, deps.config.people) ? {} : environment && lackedRole(context, role, named),
    fault: parsed.ok ? undefined : parsed.fault,
    async isAsked() {
      const asked = await definition.confirm?.(known);
      if (asked) await askQuestion(context, asked, definition, asked.words ?? words);
      return asked !== undefined;
    },
    run: (job) => definition.run({ ...known, job, isConfirmed }),
  });
}

/** Runs a button with an action of its own, for those environments. */
export async function runWork(
  context: MemberRequest,
  { name, role, uses, isLook, run }: WorkDefinition,
  value: string,
  environments: readonly string[],
): Promise<void> {
  const { member, request, deps } = context;
  const known = { ...handlerContext(context, uses), asking: request, member, value, requeue: deps.requeue };
  await runSteps(context, {
    label: name,
    role,
    action: { action: name, ...onEnvironments(environments), ...(isLook && { isLook }) },
    lacking: lackedRole(context, role, environments),
    run: (job) => run({ ...known, job }),
  });
}

/** The steps of every request whose person is known: role, arguments, confirmation; then lease, run and audit. */
async function runSteps(context: MemberRequest, invocation: Invocation): Promise<Outcome | undefined> {
  const { label, role, action, lacking, fault } = invocation;
  if (lacking) return deny(context, label, role, action, lacking.environment);
  if (fault) {
    await answer(context, fault);
    return { result: "refused", answer: fault };
  }
  if (!context.isConfirmed && (await invocation.isAsked?.())) return undefined;
  return runOnce(context, invocation);
}

/** Where the person lacks a role that they need in each of these environments, or, when there are none, everywhere. */
export function lackedRole(
  { member, deps: { config } }: MemberRequest,
  role: Role,
  environments: readonly string[],
): LackedRole | undefined {
  const isLacking = (name?: string): boolean => !isAllowedFor(member, role, config.people, name);
  if (!environments.length) return isLacking() ? {} : undefined;
  const environment = environments.find(isLacking);
  return environment === undefined ? undefined : { environment };
}

/** The lease, the run and the audit: it runs once, however often it is delivered. Undefined when it was already done. */
async function runOnce(
  context: MemberRequest,
  { action, run }: Pick<Invocation, "action" | "run">,
): Promise<Outcome | undefined> {
  const { request, deps, jobKey, isButton, approvedBy } = context;
  const ran = await deps.store.jobs.run(jobKey, request.user, deps.now, async (job) => {
    const outcome = await run(job);
    if (outcome.answer) await answer(context, outcome.answer);
    const { result, detail, environments = [], resources } = outcome;
    const calls = action.isLook ? [] : await callLog(context).all();
    await audit(context, {
      ...action,
      result,
      ...onEnvironments(environments),
      ...(resources?.length && { resources }),
      ...(detail && { detail }),
      ...(approvedBy && { approvedBy }),
      ...(calls.length && { calls }),
    });
    // Delete the job so that the button can be pressed again: a refused press may be allowed later.
    if (isButton && (result === "refused" || result === "denied")) await job.forget();
    return outcome;
  });
  if (ran.kind === "ran") return ran.value;
  if (isButton && ran.by !== request.user) await answerAside(context, refusal(say("error.pressed")));
  // If the delivery that holds the lease dies, this one goes on: it returns when the lease is over.
  else if (ran.kind === "elsewhere") throw new JobTakenError(action.action);
  return undefined;
}

function callLog(context: RequestContext) {
  const { store, now } = context.deps;
  return createCallLog(requestKey(context), store.states, now);
}

/** The context of handlers for this request. */
export function handlerContext<Uses extends VerbName>(
  context: RequestContext,
  uses: readonly Uses[],
): HandlerContext<Uses> {
  const { request, deps } = context;
  return createHandlerContext(uses, deps, sessionOf(request.user), callLog(context).note);
}

/** A command's audit data. */
export function auditedActionOf({ name, isLook, uses }: CommandDefinition, words: readonly string[]): AuditedAction {
  const text = truncate(words.map(typed).join(" "), 200);
  return {
    action: name,
    ...(text && { text }),
    ...(isLook && { isLook }),
    ...(isLook && !uses.length && { isUnaudited: true }),
  };
}
