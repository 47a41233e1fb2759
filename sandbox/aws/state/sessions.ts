import type { Clock } from "../../clock.ts";
import type { Ids } from "../../ids.ts";

/** A session of an assumed role. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: Date;
  readonly account: string;
  /** The role's ARN. */
  readonly role: string;
  /** The session name. */
  readonly name: string;
  /** The access key that signed the AssumeRole request; with role chaining, the first one's. */
  readonly by: string;
}

/** The credentials issued by STS, by access key. */
export class Sessions {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #sessions = new Map<string, Session>();

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
  }

  open(role: string, name: string, by: string, seconds: number): Session {
    const session = {
      accessKeyId: `ASIA${this.#ids.upper(16)}`,
      secretAccessKey: this.#ids.hex(40),
      sessionToken: this.#ids.hex(64),
      expiresAt: new Date(this.#clock.now().getTime() + seconds * 1000),
      account: role.split(":")[4] ?? "",
      role,
      name,
      by: this.by(by),
    };
    this.#sessions.set(session.accessKeyId, session);
    return session;
  }

  get(accessKeyId: string): Session | undefined {
    return this.#sessions.get(accessKeyId);
  }

  /** The original caller's access key: the key itself, unless it was issued for a role. */
  by(accessKeyId: string): string {
    return this.#sessions.get(accessKeyId)?.by ?? accessKeyId;
  }

  isExpired({ expiresAt }: Session): boolean {
    return expiresAt.getTime() <= this.#clock.now().getTime();
  }

  /** Revokes every session of the role, as an administrator may. */
  revoke(role: string): void {
    const now = this.#clock.now();
    for (const [key, session] of this.#sessions) {
      if (session.role === role) this.#sessions.set(key, { ...session, expiresAt: now });
    }
  }
}
