import * as v from "valibot";
import { type Content, contentSchema, type Fact } from "../pure/content.ts";
import { type AwsSubject, awsSubjectSchema } from "../pure/location.ts";
import { dayAfter, defineShape, defineState, type StateOf, type Versioned } from "../pure/schema.ts";
import { type Text, textSchema } from "../pure/text.ts";
import { type Severity, severities } from "./routing.ts";

/** The current news about one subject: an alarm, a replacement, a build. */
export interface Alert<State> {
  readonly severity: Severity;
  /** Without the buttons that every alert has. */
  readonly content: Content;
  /** The handler's state for the subject. */
  readonly state: State;
  /** Whether it is over, with nothing left to acknowledge. */
  readonly isOver?: boolean;
  /** The news in one line, for the thread of an existing message. */
  readonly line?: Text;
  /** Its environment in nightshift.yaml. */
  readonly environment?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Its subject in AWS, for showing recent activity; its names may determine the environment. */
  readonly about?: AwsSubject;
  /** The key of another message that already lists it, so that it needs none of its own for now. */
  readonly listedIn?: string;
}

const acknowledgementSchema = v.object({ user: v.string(), at: v.string() });

/** Why an alert is not posted by itself. */
const suppressionSchema = v.union([
  v.object({ why: v.literal("muted") }),
  v.object({ why: v.literal("floor") }),
  v.object({ why: v.literal("quiet") }),
  v.object({ why: v.literal("storm"), digest: v.string() }),
  v.object({ why: v.literal("listed"), message: v.string() }),
]);
export type Suppression = StateOf<typeof suppressionSchema>;

/** An alert as it is stored: the handler's state, and its state in Slack. */
const alertRecordSchema = v.object({
  /** The handler's state for the subject, in the subject's own shape. */
  own: v.unknown(),
  /** The version of that shape, from the second on. */
  ownVersion: v.exactOptional(v.number()),
  subject: v.string(),
  /** The subject's short id, for button values. */
  id: v.string(),
  /** Subjects of a kind, such as all alarms: a burst of them becomes one message. */
  family: v.string(),
  severity: v.picklist(severities),
  channel: v.string(),
  content: contentSchema,
  /** ISO 8601. */
  openedAt: v.string(),
  closedAt: v.exactOptional(v.string()),
  held: v.exactOptional(suppressionSchema),
  acknowledged: v.exactOptional(acknowledgementSchema),
  environment: v.exactOptional(v.string()),
  about: v.exactOptional(awsSubjectSchema),
  account: v.string(),
  source: v.string(),
  type: v.string(),
});
export interface AlertRecord<Own = unknown> extends Omit<StateOf<typeof alertRecordSchema>, "own"> {
  readonly own: Own;
}

/** For alerts without a state. */
export const noState = defineShape({ name: "no-state", version: 1, schema: v.null() });

/** An alert, whatever its subject. */
export const alertShape: Versioned<AlertRecord> = defineShape({ name: "alert", version: 1, schema: alertRecordSchema });

/** An alert together with the shape of its handler's state. */
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

/** How long a subject can be muted. */
export const muteLengths = ["hour", "tomorrow", "forever"] as const;
export type MuteLength = (typeof muteLengths)[number];

/** What an alert's own buttons are about. */
interface AlertReference {
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
interface MuteReference {
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

/** More buttons would crowd a message; the others go into the overflow menu. */
const mostButtons = 3;

/** The alert's message: its content, who has acknowledged it, and the buttons that every alert has. */
export function alertMessage({ content, id, environment, severity, ...alert }: AlertRecord): Content {
  const { closedAt, acknowledged, about } = alert;
  const facts: Fact[] = [...(content.facts ?? [])];
  if (acknowledged) facts.push({ label: "alert.acknowledged-by", value: { user: acknowledged.user } });
  const canAcknowledge = severity !== "low" && closedAt === undefined && !acknowledged;
  const value = alertReference({ id, ...(environment && { environment }) });
  const own = content.buttons ?? [];
  const room = mostButtons - (canAcknowledge ? 1 : 0);
  // An overflow menu cannot contain links.
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

/** One line of a digest: a suppressed alert. */
const digestRowSchema = v.object({
  subject: v.string(),
  title: textSchema,
  severity: v.picklist(severities),
  isOver: v.boolean(),
  /** Its address in the console. */
  url: v.exactOptional(v.string()),
  environment: v.exactOptional(v.string()),
  /** ISO 8601. */
  at: v.string(),
});
export type DigestRow = StateOf<typeof digestRowSchema>;

/** Many alerts of a kind in one message. */
const digestSchema = v.object({
  /** Its short id, for button values. */
  id: v.string(),
  /** ISO 8601. */
  from: v.string(),
  why: v.picklist(["storm", "quiet"]),
  /** For a burst: the kind of subjects. */
  family: v.exactOptional(v.string()),
  /** By subject. */
  rows: v.record(v.string(), digestRowSchema),
  /** Who acknowledged the rows that were there at the time. */
  acknowledged: v.exactOptional(acknowledgementSchema),
});
export type Digest = StateOf<typeof digestSchema>;

export const digestShape = defineShape({ name: "digest", version: 1, schema: digestSchema });

/** Whether the key is that of a digest's message, rather than an alert's. */
export function isDigest(subject: string): boolean {
  return subject.startsWith("digest/");
}

/** The rows of a digest that are not acknowledged. */
export function unansweredIn({ rows, acknowledged }: Digest): DigestRow[] {
  return Object.values(rows).filter(
    ({ isOver, at, severity }) => !isOver && severity !== "low" && at > (acknowledged?.at ?? ""),
  );
}

/** What a mute applies to: the subject without its final time, so that the next firing of an alarm is muted, too. */
export function muteKey(subject: string): string {
  return subject.replace(/\/\d{4}-\d{2}-\d{2}T[^/]*$/, "");
}

/** A muted subject. */
const muteSchema = v.object({
  subject: v.string(),
  /** Its title. */
  title: textSchema,
  by: v.string(),
  /** Its environment, if known. */
  environment: v.exactOptional(v.string()),
  /** ISO 8601. */
  at: v.string(),
  /** When it expires, ISO 8601; absent when it lasts until it is undone. */
  until: v.exactOptional(v.string()),
});
export type Mute = StateOf<typeof muteSchema>;

export const muteState = defineState({
  name: "mute",
  version: 1,
  schema: muteSchema,
  prefix: "mutes",
  keep: { says: "a day after it ends", until: ({ until }) => (until === undefined ? undefined : dayAfter(until)) },
  at: (subject) => ({ pk: "mutes", sk: subject }),
});

/** One line of the alert history. */
const alertEntrySchema = v.object({
  ...v.omit(alertRecordSchema, ["own", "ownVersion", "id", "content", "about", "source", "type"]).entries,
  title: textSchema,
  held: v.exactOptional(v.picklist(["muted", "floor", "quiet", "storm", "listed"])),
  /** The key of the message that lists it, if it is not its own. */
  toldIn: v.exactOptional(v.string()),
});
export type AlertEntry = StateOf<typeof alertEntrySchema>;

const historyDays = 90;

/** The history: a partition for each day (UTC), so that a day is read in order. By time and subject. */
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

/** The subject with that short id, as long as it is in the history. */
export const alertNameState = defineState({
  name: "alert-name",
  version: 1,
  schema: v.string(),
  prefix: "alert#",
  keep: historyDays,
});
