import type { CommandDefinition, Outcome } from "../app/define.ts";
import type { AuditEntry, AuditOrigin } from "../pure/audit.ts";
import type { Content } from "../pure/content.ts";
import type { Dialog } from "../pure/dialog.ts";
import { denial, refusal } from "../pure/replies.ts";
import type { Member } from "../pure/roles.ts";
import { say } from "../pure/text.ts";
import { anyState, type Destination } from "../store/messages.ts";
import { isSameJson } from "../store/same-json.ts";
import { memberOf } from "./membership.ts";
import type { OpenedView } from "./queued-request.ts";
import type { Request, RequestDeps } from "./request-deps.ts";

/** One request on its way through the steps: its person, and how they are answered. */
export interface RequestContext {
  readonly request: Request;
  readonly deps: RequestDeps;
  readonly jobKey: string;
  /** The request's origin, for the audit log. */
  readonly origin: AuditOrigin;
  /** Whether it is a pressed button rather than a typed command. */
  readonly isButton: boolean;
  /** Whether the answer replaces the message of the button. */
  readonly replaces?: boolean;
  /** Answers are shown elsewhere, since the requester can no longer be answered. */
  readonly isSilent?: boolean;
  /** The open dialog, in which answers are shown, and its command. */
  readonly view?: OpenedView;
  readonly opened?: CommandDefinition | undefined;
  /** Whether it was confirmed where that is required. */
  readonly isConfirmed?: boolean;
  /** The second person who approved it, if it was not the requester. */
  readonly approvedBy?: string;
}

/** A request of our own workspace, with the person behind it. */
export interface MemberRequest extends RequestContext {
  readonly member: Member;
}

/** An action, for the audit log. */
export type AuditedAction = Pick<
  AuditEntry,
  "action" | "text" | "environment" | "environments" | "resources" | "isLook"
> & {
  /** Reads configuration only; not audited. */
  readonly isUnaudited?: boolean;
};

/** Names this request: several people may press one button at once, and a person one that was refused before. */
export function requestKey({ jobKey, request: { user, at } }: RequestContext): string {
  return [jobKey, user, at].join("/");
}

/** The tenant step: whether the request comes from our own workspace and app. Others are refused. */
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
  // A dialog without fields: just the answer.
  const bare: Dialog = { command: opened?.name ?? "", title: opened?.dialog?.title ?? "dialog.title", fields: [] };
  const destination: Destination = view
    ? { kind: "view", view: view.id, user, isOpen: view.isOpen, responseUrl }
    : { kind: "answer", responseUrl, user, replaces };
  // Each request has exactly one answer, also when several people press one button; a later delivery must not
  // answer again with a text that has changed since.
  await deps.publish(anyState, `answer/${jobKey}/${user}/${request.at}`, (_, first) =>
    first && isSameJson(first.destination, destination)
      ? first
      : { destination, content, ...(view && { dialog: dialog ?? bare }) },
  );
}

/** Answers beside the button's message, leaving that as it is. */
export function answerAside(context: RequestContext, content: Content): Promise<void> {
  return answer({ ...context, replaces: false }, content);
}

/**
 * Answers that a role is missing, and audits it; `label` is what the person tried, in their words, `environment`
 * where the role is missing, if it is not missing everywhere.
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

/** Audits a result. */
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
