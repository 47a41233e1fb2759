import type { Content, Fact } from "../pure/content.ts";
import type { AwsSubject } from "../pure/location.ts";
import type { Text } from "../pure/text.ts";
import type { Severity } from "./routing.ts";

/** What there is to say of one subject now: an alarm, a replacement, a build. */
export interface Alert<State> {
  readonly severity: Severity;
  /** Without the buttons that every alert has. */
  readonly content: Content;
  /** What its handler knows of the subject. */
  readonly state: State;
  /** Whether it is over: there is nothing left to acknowledge. */
  readonly isOver?: boolean;
  /** What is new, in one line, for the thread of a message that stands already. */
  readonly line?: Text;
  /** The environment of nightshift.yaml that it is about. */
  readonly environment?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** What in AWS it is about: what was done with it of late can be shown, and its names may say its environment. */
  readonly about?: AwsSubject;
  /** The key of another message that tells it already, so that it needs none of its own for now. */
  readonly listedIn?: string;
}

/** Why an alert is not posted by itself. */
export type Suppression =
  /** Somebody has muted its subject. */
  | { readonly why: "muted" }
  /** Too unimportant for its channel. */
  | { readonly why: "floor" }
  /** It waits for the end of the quiet hours. */
  | { readonly why: "quiet" }
  /** It is one of many, listed in that message. */
  | { readonly why: "storm"; readonly digest: string }
  /** It is told in the message of that key. */
  | { readonly why: "listed"; readonly message: string };

/** An alert as it is kept: what its handler knows, and what became of it in Slack. */
export interface AlertRecord<State = unknown> {
  readonly own: State;
  readonly subject: string;
  /** A short name of the subject, for the values of buttons. */
  readonly id: string;
  /** Subjects of a kind, such as all alarms: a storm of them becomes one message. */
  readonly family: string;
  readonly severity: Severity;
  readonly channel: string;
  readonly content: Content;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly closedAt?: string;
  readonly held?: Suppression;
  readonly acknowledged?: { readonly user: string; readonly at: string };
  readonly environment?: string;
  readonly about?: AwsSubject;
  readonly account: string;
  readonly source: string;
  readonly type: string;
}

/** How long a subject may be muted for. */
export const muteLengths = ["hour", "tomorrow", "forever"] as const;

export type MuteLength = (typeof muteLengths)[number];

/** What an alert's own buttons are about. */
export interface AlertReference {
  readonly id: string;
  readonly length?: MuteLength;
  readonly environment?: string;
}

/** As a value that is short enough for a menu. */
export function alertReference({ id, length, environment }: AlertReference): string {
  return [id, length ?? "", environment ?? ""].join(" ");
}

export function alertReferenceIn(value: string): AlertReference | undefined {
  const [id = "", length = "", environment = ""] = value.split(" ");
  const known = muteLengths.find((one) => one === length);
  if (!/^[0-9a-f]{16,40}$/.test(id) || (length && !known)) return undefined;
  return { id, ...(known && { length: known }), ...(environment && { environment }) };
}

/** What the button that undoes a mute is about. */
export interface MuteReference {
  readonly subject: string;
  readonly environment?: string;
}

export function muteReference({ subject, environment = "" }: MuteReference): string {
  return `${environment} ${subject}`;
}

export function muteReferenceIn(value: string): MuteReference | undefined {
  const at = value.indexOf(" ");
  const [environment, subject] = [value.slice(0, at), value.slice(at + 1)];
  if (at < 0 || !subject) return undefined;
  return { subject, ...(environment && { environment }) };
}

/** More buttons than these would crowd a message; what can be is put behind the three dots. */
const mostButtons = 3;

/** The alert's message: its content, who looks after it, and the buttons that every alert has. */
export function alertMessage({ content, id, environment, severity, ...alert }: AlertRecord): Content {
  const { closedAt, acknowledged, about } = alert;
  const facts: Fact[] = [...(content.facts ?? [])];
  if (acknowledged) facts.push({ label: "alert.acknowledged-by", value: { user: acknowledged.user } });
  const canAcknowledge = severity !== "low" && closedAt === undefined && !acknowledged;
  const value = alertReference({ id, ...(environment && { environment }) });
  const own = content.buttons ?? [];
  const room = mostButtons - (canAcknowledge ? 1 : 0);
  // A link cannot stand among the choices of a menu.
  const links = own.filter(({ url }) => url !== undefined);
  const actions = own.filter(({ url }) => url === undefined);
  const shown = actions.slice(0, Math.max(0, room - links.length));
  const hidden = actions.filter((one) => !shown.includes(one));
  return {
    ...content,
    facts,
    buttons: [
      ...own.filter((one) => !hidden.includes(one)),
      ...(canAcknowledge ? [{ action: "acknowledge", label: "button.acknowledge" as const, value }] : []),
    ],
    menu: {
      options: [
        ...hidden.map(({ action, label, value: of = "" }) => ({ action, label, value: of })),
        ...(content.menu?.options ?? []),
        ...(about?.names.length ? [{ action: "activity", label: "button.activity" as const, value }] : []),
        ...muteLengths.map((length) => ({
          action: "mute",
          label: `mute.${length}` as const,
          value: alertReference({ id, length, ...(environment && { environment }) }),
        })),
      ],
    },
  };
}

/** One line of a digest: what was not posted by itself. */
export interface DigestRow {
  readonly subject: string;
  readonly title: Text;
  readonly severity: Severity;
  readonly isOver: boolean;
  /** Where the console shows it. */
  readonly url?: string;
  readonly environment?: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Many alerts of a kind in one message. */
export interface Digest {
  /** A short name of it, for the values of buttons. */
  readonly id: string;
  /** ISO 8601. */
  readonly from: string;
  readonly why: "storm" | "quiet";
  /** Of a storm: what kind of subjects they are. */
  readonly family?: string;
  /** By subject. */
  readonly rows: Readonly<Record<string, DigestRow>>;
  /** Who looks after those that were there by then. */
  readonly acknowledged?: { readonly user: string; readonly at: string };
}

/** Whether that is the key of a digest's message, not of an alert's. */
export function isDigest(subject: string): boolean {
  return subject.startsWith("digest/");
}

/** Those of a digest that nobody looks after. */
export function unansweredIn({ rows, acknowledged }: Digest): DigestRow[] {
  return Object.values(rows).filter(
    ({ isOver, at, severity }) => !isOver && severity !== "low" && at > (acknowledged?.at ?? ""),
  );
}

/** What a mute holds for: the subject without the moment at its end, so that the next firing of an alarm is muted, too. */
export function muteKey(subject: string): string {
  return subject.replace(/\/\d{4}-\d{2}-\d{2}T[^/]*$/, "");
}
