import type { CommandDefinition, Outcome } from "../app/define.ts";
import type { AuditEntry, AuditOrigin } from "../pure/audit.ts";
import type { Content } from "../pure/content.ts";
import type { Dialog } from "../pure/dialog.ts";
import { denial, refusal } from "../pure/replies.ts";
import type { Member } from "../pure/roles.ts";
import { say } from "../pure/text.ts";
import type { DesiredMessage } from "../store/messages.ts";
import { anyState } from "../store/messages.ts";
import { isSameJson } from "../store/same-json.ts";
import { memberOf } from "./membership.ts";
import type { OpenedView } from "./queued-request.ts";
import type { Request, RequestDeps } from "./request-deps.ts";

/** One request on its way through the steps: who asks, and how they are answered. */
export interface RequestContext {
  readonly request: Request;
  readonly deps: RequestDeps;
  readonly jobKey: string;
  /** Where the request came in, for the audit. */
  readonly origin: AuditOrigin;
  /** Whether it is a button that was pressed, not a command that was typed. */
  readonly isButton: boolean;
  /** Whether the answer takes the place of the message whose button was pressed. */
  readonly replaces?: boolean;
  /** Answers are told elsewhere, since whoever asked cannot be answered any more. */
  readonly isSilent?: boolean;
  /** The dialog that waits before the person, in which answers are shown, and the command that it is for. */
  readonly view?: OpenedView;
  readonly opened?: CommandDefinition | undefined;
  /** Whether someone has said yes to it where that had to be asked. */
  readonly isConfirmed?: boolean;
  /** The second person who said so, when it was not the one who asked. */
  readonly approvedBy?: string;
}

/** A request of our own workspace, with the person behind it. */
export interface MemberRequest extends RequestContext {
  readonly member: Member;
}

/** What is done, for the audit. */
export type AuditedAction = Pick<
  AuditEntry,
  "action" | "text" | "environment" | "environments" | "resources" | "isLook"
> & {
  /** It tells nothing but what stands in nightshift.yaml, so nobody needs to know of it. */
  readonly isUnaudited?: boolean;
};

/** Several people may press one button in one moment, and a person one that was refused before: names this request. */
export function requestKey({ jobKey, request: { user, at } }: RequestContext): string {
  return [jobKey, user, at].join("/");
}

/** The step of the tenant: whether the request comes from our own workspace and app. Others are refused. */
export async function isTenant(context: RequestContext): Promise<boolean> {
  const { team, app } = context.request;
  const { config, log } = context.deps;
  if (team === config.slack.team && app === config.slack.app) return true;
  log({ level: "warn", event: "request from another workspace or app", team, app });
  await audit(context, { action: "request", result: "denied", detail: "another workspace or app" });
  await answerAside(context, refusal(say("error.tenant")));
  return false;
}

/** The request with its person. */
export async function withMember(context: RequestContext): Promise<MemberRequest> {
  const { config, store, now } = context.deps;
  return { ...context, member: await memberOf(context.request, config, store.directory, now()) };
}

/** Answers the person. */
export async function answer(context: RequestContext, content: Content, dialog?: Dialog): Promise<void> {
  const { request, deps, jobKey, replaces = false, isSilent, view, opened } = context;
  if (isSilent) return;
  const { responseUrl, user } = request;
  // What a dialog shows that has nothing to fill in: just the answer.
  const bare: Dialog = {
    command: opened?.name ?? "",
    title: opened?.dialog?.title ?? "dialog.title",
    fields: [],
  };
  const desired: DesiredMessage<never> = view
    ? {
        destination: { kind: "view", view: view.id, user, isOpen: view.isOpen, responseUrl },
        content,
        dialog: dialog ?? bare,
      }
    : { destination: { kind: "answer", responseUrl, user, replaces }, content };
  // Each request has an answer of its own, also when several people press one button; and has one only: what a later
  // delivery of it would say differently, since time has passed, would come a second time.
  await deps.publish(anyState, `answer/${jobKey}/${user}/${request.at}`, (_, first) =>
    first && isSameJson(first.destination, desired.destination) ? first : desired,
  );
}

/** Answers beside the message whose button was pressed, leaving that as it is. */
export function answerAside(context: RequestContext, content: Content): Promise<void> {
  return answer({ ...context, replaces: false }, content);
}

/**
 * Says no for want of a role, and notes it; `label` is what the person tried, as they know it, `environment` where the
 * role is missing, when it is not missing everywhere.
 */
export async function deny(
  context: RequestContext,
  label: string,
  role: string,
  action: AuditedAction,
  environment?: string,
): Promise<Outcome> {
  await audit(context, { ...action, result: "denied" });
  const answer = denial(label, role, environment);
  await answerAside(context, answer);
  return { result: "denied", answer };
}

/** Notes what came of something. */
export async function audit(
  context: RequestContext,
  { isUnaudited, ...entry }: AuditedAction & Pick<AuditEntry, "result" | "detail" | "approvedBy" | "calls">,
): Promise<void> {
  if (isUnaudited && entry.result !== "denied") return;
  const { at, user: actor, channel, channelName } = context.request;
  await context.deps.store.audit.write(`${requestKey(context)}/${entry.action}`, {
    at,
    actor,
    door: context.origin,
    ...(channel && { channel }),
    ...(channelName && { channelName }),
    ...entry,
  });
}
