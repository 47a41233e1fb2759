/**
 * What any part of the page may need: the current person, their language, and requests to the sandbox. It changes
 * rarely; what changes with every event is passed down, so that messages are only redrawn when they change.
 */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { SlackChannel, SlackPerson } from "../slack/model.ts";
import type { PageRequest, PageState } from "./model.ts";
import type { Answer } from "./store.ts";
import type { Words } from "./words.ts";

export interface Session {
  readonly people: readonly SlackPerson[];
  readonly channels: readonly SlackChannel[];
  readonly bot: PageState["bot"];
  readonly me: SlackPerson;
  readonly words: Words;
  /** The sandbox's time now. */
  now(): Date;
  /** Sends a request; an error is shown to the person. */
  ask(request: PageRequest): Promise<Answer>;
  /** The same, with errors left to the caller. */
  askQuietly(request: PageRequest): Promise<Answer>;
  openChannel(id: string): void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("A part of the page was drawn outside of its session.");
  return session;
}

/** A value that survives a reload of the page. */
export function useKept<Value extends string>(key: string, first: Value): readonly [Value, (value: Value) => void] {
  const name = `nightshift.${key}`;
  const [value, setValue] = useState<Value>(() => (localStorage.getItem(name) as Value | null) ?? first);
  const keep = (next: Value) => {
    localStorage.setItem(name, next);
    setValue(next);
  };
  return [value, keep];
}

/** How many requests of one control are running, and a function to run one more. */
export function useBusy(): readonly [boolean, (run: () => Promise<unknown>) => void] {
  const [running, setRunning] = useState(0);
  const run = (work: () => Promise<unknown>) => {
    setRunning((count) => count + 1);
    void work().finally(() => setRunning((count) => count - 1));
  };
  return [running > 0, run];
}

/** Calls `leave` on a press outside of `inside`, or when the focus moves elsewhere, while `active`. */
export function useLeave(active: boolean, inside: { readonly current: Element | null }, leave: () => void): void {
  useEffect(() => {
    if (!active) return;
    const onEvent = (event: Event) => {
      if (event.target instanceof Node && !inside.current?.contains(event.target)) leave();
    };
    document.addEventListener("pointerdown", onEvent);
    document.addEventListener("focusin", onEvent);
    return () => {
      document.removeEventListener("pointerdown", onEvent);
      document.removeEventListener("focusin", onEvent);
    };
  });
}
