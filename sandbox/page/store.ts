/** The sandbox's state in the page: updated by the stream, which reconnects by itself. */
import { keepUnchanged } from "./conversation.ts";
import type { PageRequest, PageState } from "./model.ts";

export type Connection = "connecting" | "live" | "lost";

export type Answer = { readonly ok: true } | { readonly ok: false; readonly error: string | undefined };

export interface Snapshot {
  readonly state: PageState | undefined;
  readonly connection: Connection;
}

const retryAfter = 2_000;

/** The previous object if the next one is equal. */
function keepEqual<Value>(previous: Value | undefined, next: Value): Value {
  return previous !== undefined && JSON.stringify(previous) === JSON.stringify(next) ? previous : next;
}

export class Store {
  #snapshot: Snapshot = { state: undefined, connection: "connecting" };
  #received = 0;
  #listeners = new Set<() => void>();

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** The sandbox's current time: the server's last value, advanced at its speed. */
  now(): Date {
    const state = this.#snapshot.state;
    if (!state) return new Date(0);
    return new Date(Date.parse(state.now) + (performance.now() - this.#received) * state.speed);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  connect(): void {
    const stream = new EventSource("/stream");
    stream.onopen = () => void this.#load();
    stream.onmessage = (event: MessageEvent<string>) => this.#accept(JSON.parse(event.data) as PageState);
    stream.onerror = () => {
      this.#set({ ...this.#snapshot, connection: this.#snapshot.state ? "lost" : "connecting" });
      // The browser reconnects after a break, but gives up after an answer that is no stream.
      if (stream.readyState === EventSource.CLOSED) setTimeout(() => this.connect(), retryAfter);
    };
  }

  /** Sends one request. A refusal has the server's message; a missing answer has none. */
  async post(request: PageRequest): Promise<Answer> {
    try {
      const response = await fetch(request.path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(request.body),
      });
      if (response.ok) return { ok: true };
      const body = (await response.json().catch(() => ({}))) as { error?: unknown };
      return { ok: false, error: typeof body.error === "string" ? body.error : `HTTP ${response.status}` };
    } catch {
      return { ok: false, error: undefined };
    }
  }

  /** Catches up on what the stream missed. */
  async #load(): Promise<void> {
    const before = this.#received;
    try {
      const response = await fetch("/state");
      const state = response.ok ? ((await response.json()) as PageState) : undefined;
      // What the stream received in the meantime is newer.
      if (state && this.#received === before) this.#accept(state);
    } catch {
      // The stream's own error handler reports it, and calls this again.
    }
  }

  #accept(next: PageState): void {
    this.#received = performance.now();
    const old = this.#snapshot.state;
    const state: PageState = {
      ...next,
      messages: keepUnchanged(old?.messages ?? [], next.messages),
      people: keepEqual(old?.people, next.people),
      channels: keepEqual(old?.channels, next.channels),
      bot: keepEqual(old?.bot, next.bot),
      commands: keepEqual(old?.commands, next.commands),
      ...(next.views ? { views: keepEqual(old?.views, next.views) } : {}),
    };
    this.#set({ state, connection: "live" });
  }

  #set(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}
