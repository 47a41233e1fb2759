import type { AlertRecord, Suppression } from "../alerts/alert.ts";
import type { Severity } from "../alerts/routing.ts";
import type { Text } from "../pure/text.ts";
import { isSameJson } from "./same-json.ts";
import type { Table } from "./table.ts";

/** One line of the history of alerts. */
export interface AlertEntry {
  readonly subject: string;
  readonly family: string;
  readonly severity: Severity;
  readonly channel: string;
  readonly title: Text;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly closedAt?: string;
  readonly acknowledged?: { readonly user: string; readonly at: string };
  readonly held?: Suppression["why"];
  /** The key of the message that tells it, when that is not its own. */
  readonly toldIn?: string;
  readonly environment?: string;
  readonly account: string;
}

export interface Alerts {
  /** Brings the history's line of an alert up to date. */
  note(alert: AlertRecord): Promise<void>;
  /** Keeps a short name for a subject, as long as the history. */
  name(id: string, subject: string, from: Date): Promise<void>;
  /** The subject of which that is the short name. */
  subjectOf(id: string): Promise<string | undefined>;
  /** The alerts that were opened on that day (UTC, `2026-11-21`), oldest first. */
  of(day: string, most: number): Promise<AlertEntry[]>;
}

const keptDays = 90;

/** The history: a partition for each day, so that a day is read in order. */
export function createAlerts(table: Table): Alerts {
  const endOf = (from: Date) => new Date(from.getTime() + keptDays * 24 * 60 * 60 * 1000);
  const name: Alerts["name"] = async (id, subject, from) => {
    await table.update<string>(
      { pk: `alert#${id}`, sk: "alert" },
      (known) => (known ? undefined : subject),
      endOf(from),
    );
  };
  return {
    name,
    async note({ id, subject, family, severity, channel, content, openedAt, closedAt, held, ...more }) {
      const key = { pk: `alerts#${openedAt.slice(0, 10)}`, sk: `${openedAt}#${subject}` };
      const { acknowledged, environment, account } = more;
      const entry: AlertEntry = {
        subject,
        family,
        severity,
        channel,
        title: content.title,
        openedAt,
        account,
        ...(closedAt && { closedAt }),
        ...(acknowledged && { acknowledged }),
        ...(held && { held: held.why }),
        ...(held?.why === "storm" && { toldIn: held.digest }),
        ...(held?.why === "listed" && { toldIn: held.message }),
        ...(environment && { environment }),
      };
      const expiresAt = endOf(new Date(openedAt));
      await name(id, subject, new Date(openedAt));
      await table.update<AlertEntry>(
        key,
        (known) => (isSameJson(known, entry) ? undefined : entry),
        expiresAt,
      );
    },
    async subjectOf(id) {
      return (await table.read<string>({ pk: `alert#${id}`, sk: "alert" }))?.value;
    },
    async of(day, most) {
      return (await table.list<AlertEntry>(`alerts#${day}`, { most })).map(({ value }) => value);
    },
  };
}
