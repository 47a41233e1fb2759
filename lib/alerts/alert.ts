import * as v from "valibot";
import { type Content, contentSchema, type Fact } from "../pure/content.ts";
import { type AwsSubject, awsSubjectSchema } from "../pure/location.ts";
import { dayAfter, defineShape, defineState, type StateOf, type Versioned } from "../pure/schema.ts";
import { type Text, textSchema } from "../pure/text.ts";
import { type Severity, severities } from "./routing.ts";

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
const suppressionSchema = v.union([
  v.object({ why: v.literal("muted") }),
  v.object({ why: v.literal("floor") }),
  v.object({ why: v.literal("quiet") }),
  v.object({ why: v.literal("storm"), digest: v.string() }),
  v.object({ why: v.literal("listed"), message: v.string() }),
]);
export type Suppression = StateOf<typeof suppressionSchema>;

/** An alert as it is kept: what its handler knows, and what became of it in Slack. */
const alertRecordSchema = v.object({
  /** What its handler knows of the subject: of a shape of the subject's own. */
  own: v.unknown(),
  /** Of that shape, from the second on. */
  ownVersion: v.exactOptional(v.number()),
  subject: v.string(),
  /** A short name of the subject, for the values of buttons. */
  id: v.string(),
  /** Subjects of a kind, such as all alarms: a storm of them becomes one message. */
  family: v.string(),
  severity: v.picklist(severities),
  channel: v.string(),
  content: contentSchema,
  /** ISO 8601. */
  openedAt: v.string(),
  closedAt: v.exactOptional(v.string()),
  held: v.exactOptional(suppressionSchema),
  acknowledged: v.exactOptional(v.object({ user: v.string(), at: v.string() })),
  environment: v.exactOptional(v.string()),
  about: v.exactOptional(awsSubjectSchema),
  account: v.string(),
  source: v.string(),
  type: v.string(),
});
export interface AlertRecord<Own = unknown> extends Omit<StateOf<typeof alertRecordSchema>, "own"> {
  readonly own: Own;
}

/** For alerts of which nothing needs to be known later. */
export const noState = defineShape({ name: "no-state", version: 1, schema: v.null() });

/** An alert, whatever it is about. */
export const alertShape: Versioned<AlertRecord> = defineShape({
  name: "alert",
  version: 1,
  schema: alertRecordSchema,
});

/** An alert of which the shape of what its handler knows is known, too. */
export function alertOf<Own>(own: Versioned<Own>): Versioned<AlertRecord<Own>> {
  return {
    name: own.name,
    version: alertShape.version,
    parse(stored, version) {
      const alert = alertShape.parse(stored, version)?.value;
      const known = alert && own.parse(alert.own, alert.ownVersion);
      return known && { value: { ...alert, own: known.value } };
    },
  };
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
const digestRowSchema = v.object({
  subject: v.string(),
  title: textSchema,
  severity: v.picklist(severities),
  isOver: v.boolean(),
  /** Where the console shows it. */
  url: v.exactOptional(v.string()),
  environment: v.exactOptional(v.string()),
  /** ISO 8601. */
  at: v.string(),
});
export type DigestRow = StateOf<typeof digestRowSchema>;

/** Many alerts of a kind in one message. */
const digestSchema = v.object({
  /** A short name of it, for the values of buttons. */
  id: v.string(),
  /** ISO 8601. */
  from: v.string(),
  why: v.picklist(["storm", "quiet"]),
  /** Of a storm: what kind of subjects they are. */
  family: v.exactOptional(v.string()),
  /** By subject. */
  rows: v.record(v.string(), digestRowSchema),
  /** Who looks after those that were there by then. */
  acknowledged: v.exactOptional(v.object({ user: v.string(), at: v.string() })),
});
export type Digest = StateOf<typeof digestSchema>;

export const digestShape = defineShape({ name: "digest", version: 1, schema: digestSchema });

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

/** A subject that somebody does not want to hear of for a while. */
const muteSchema = v.object({
  subject: v.string(),
  /** What it is called. */
  title: textSchema,
  by: v.string(),
  /** The environment that it is about, when that is known. */
  environment: v.exactOptional(v.string()),
  /** ISO 8601. */
  at: v.string(),
  /** When it ends by itself, ISO 8601; absent when it is until somebody ends it. */
  until: v.exactOptional(v.string()),
});
export type Mute = StateOf<typeof muteSchema>;

export const muteState = defineState({
  name: "mute",
  version: 1,
  schema: muteSchema,
  prefix: "mutes",
  keep: {
    says: "a day after it ends",
    until: ({ until }) => (until === undefined ? undefined : dayAfter(until)),
  },
  at: (subject) => ({ pk: "mutes", sk: subject }),
});

/** One line of the history of alerts. */
const alertEntrySchema = v.object({
  subject: v.string(),
  family: v.string(),
  severity: v.picklist(severities),
  channel: v.string(),
  title: textSchema,
  /** ISO 8601. */
  openedAt: v.string(),
  closedAt: v.exactOptional(v.string()),
  acknowledged: v.exactOptional(v.object({ user: v.string(), at: v.string() })),
  held: v.exactOptional(v.picklist(["muted", "floor", "quiet", "storm", "listed"])),
  /** The key of the message that tells it, when that is not its own. */
  toldIn: v.exactOptional(v.string()),
  environment: v.exactOptional(v.string()),
  account: v.string(),
});
export type AlertEntry = StateOf<typeof alertEntrySchema>;

const historyDays = 90;

/** The history: a partition for each day (UTC), so that a day is read in order. By moment and subject. */
export const alertEntryState = defineState({
  name: "alert-history",
  version: 1,
  schema: alertEntrySchema,
  prefix: "alerts#",
  keep: {
    says: `${historyDays} days after it was opened`,
    until: ({ openedAt }) => new Date(Date.parse(openedAt) + historyDays * 24 * 60 * 60 * 1000),
  },
  at: (key) => ({ pk: `alerts#${key.slice(0, 10)}`, sk: key }),
});

/** The subject of which that is the short name, as long as it is in the history. */
export const alertNameState = defineState({
  name: "alert-name",
  version: 1,
  schema: v.string(),
  prefix: "alert#",
  keep: historyDays,
});
