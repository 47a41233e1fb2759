import type { Content, Fact } from "./content.ts";
import type { Severity } from "./routing.ts";
import type { Text } from "./text.ts";

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
  /** The key of another message that tells it already, so that it needs none of its own for now. */
  readonly listedIn?: string;
}

/** Why an alert is not posted by itself. */
export type Held =
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
  readonly held?: Held;
  readonly acknowledged?: { readonly user: string; readonly at: string };
  readonly environment?: string;
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

/** As a value of at most 150 characters. */
export function alertReference({ id, length, environment }: AlertReference): string {
  return [id, length ?? "", environment ?? ""].join(" ");
}

export function alertReferenceIn(value: string): AlertReference | undefined {
  const [id = "", length = "", environment = ""] = value.split(" ");
  const known = muteLengths.find((one) => one === length);
  if (!/^[0-9a-f]{40}$/.test(id) || (length && !known)) return undefined;
  return { id, ...(known && { length: known }), ...(environment && { environment }) };
}

/** The alert's message: its content, who looks after it, and the buttons that every alert has. */
export function alertMessage({ content, id, environment, severity, ...alert }: AlertRecord): Content {
  const { closedAt, acknowledged } = alert;
  const facts: Fact[] = [...(content.facts ?? [])];
  if (acknowledged) facts.push({ label: "alert.acknowledged-by", value: { user: acknowledged.user } });
  const canAcknowledge = severity !== "low" && closedAt === undefined && !acknowledged;
  const value = alertReference({ id, ...(environment && { environment }) });
  return {
    ...content,
    facts,
    buttons: [
      ...(content.buttons ?? []),
      ...(canAcknowledge ? [{ action: "acknowledge", label: "button.acknowledge" as const, value }] : []),
    ],
    menu: {
      action: "mute",
      options: muteLengths.map((length) => ({
        label: `mute.${length}` as const,
        value: alertReference({ id, length, ...(environment && { environment }) }),
      })),
    },
  };
}

/** One line of a digest: what was not posted by itself. */
export interface DigestRow {
  readonly subject: string;
  readonly title: Text;
  readonly tone: Content["tone"];
  /** ISO 8601. */
  readonly at: string;
}

/** Many alerts of a kind in one message. */
export interface Digest {
  /** ISO 8601. */
  readonly from: string;
  readonly why: "storm" | "quiet";
  /** By subject. */
  readonly rows: Readonly<Record<string, DigestRow>>;
}
