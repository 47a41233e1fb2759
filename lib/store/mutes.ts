import type { Text } from "../pure/text.ts";
import type { Table } from "./table.ts";

/** A subject that somebody does not want to hear of for a while. */
export interface Mute {
  readonly subject: string;
  /** What it is called. */
  readonly title: Text;
  readonly by: string;
  /** The environment that it is about, when that is known. */
  readonly environment?: string;
  /** ISO 8601. */
  readonly at: string;
  /** When it ends by itself, ISO 8601; absent when it is until somebody ends it. */
  readonly until?: string;
}

export interface Mutes {
  mute(mute: Mute): Promise<void>;
  unmute(subject: string): Promise<void>;
  isMuted(subject: string, now: Date): Promise<boolean>;
  /** Those that hold now. */
  list(now: Date): Promise<Mute[]>;
}

const most = 200;

export function createMutes(table: Table): Mutes {
  const at = (subject: string) => ({ pk: "mutes", sk: subject });
  const holds = ({ until }: Mute, now: Date) => until === undefined || Date.parse(until) > now.getTime();
  return {
    async mute(mute) {
      const expiresAt = mute.until ? new Date(Date.parse(mute.until) + 24 * 60 * 60 * 1000) : undefined;
      await table.update<Mute>(at(mute.subject), () => mute, expiresAt);
    },
    async unmute(subject) {
      await table.remove(at(subject));
    },
    async isMuted(subject, now) {
      const mute = (await table.read<Mute>(at(subject)))?.value;
      return mute !== undefined && holds(mute, now);
    },
    async list(now) {
      const all = await table.list<Mute>("mutes", { most });
      return all.map(({ value }) => value).filter((mute) => holds(mute, now));
    },
  };
}
