import type { Clock } from "../../clock.ts";
import type { Ids } from "../../ids.ts";

/** A role that somebody has taken on. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: Date;
  readonly account: string;
  /** The role's ARN. */
  readonly role: string;
  /** What the caller called it. */
  readonly name: string;
  /** Who took it on: the access key that signed the request, or for a role by way of a role the first one's. */
  readonly by: string;
}

/** The credentials that STS has given out, by access key. */
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

  /** Who is behind an access key: the key itself, unless it was given out for a role. */
  by(accessKeyId: string): string {
    return this.#sessions.get(accessKeyId)?.by ?? accessKeyId;
  }

  isExpired({ expiresAt }: Session): boolean {
    return expiresAt.getTime() <= this.#clock.now().getTime();
  }

  /** Ends every session of the role, as an administrator may do. */
  revoke(role: string): void {
    const now = this.#clock.now();
    for (const [key, session] of this.#sessions) {
      if (session.role === role) this.#sessions.set(key, { ...session, expiresAt: now });
    }
  }
}
