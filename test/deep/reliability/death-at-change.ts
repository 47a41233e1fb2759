import type { Calling, Death } from "../../../sandbox/deaths.ts";

/** Calls after which something outside can differ; dying after any other is like dying after the one before it. */
export function isChange(call: string): boolean {
  const isOfSlack = !/^[A-Z]/.test(call);
  return isOfSlack ? /^chat\.|^views\.|response_url/.test(call) : !/^(Get|List|Describe|Query|Scan|Receive)/.test(call);
}

/** Where functions get their work: from a queue or the front door, or by the clock. */
export type Fed = "queue" | "clock";

/** So many ticks live after one that died: fewer would make everything late, which is said. */
const spared = 5;

/**
 * The death of every invocation after its nth change, or before its first call when that is 0: once for each message
 * that a function is handed. What comes from no queue cannot be told from what comes after it; there, whoever follows a
 * dead one lives.
 */
export function deathAtChange(nth: number, fed: Fed): { readonly death: Death; readonly died: readonly string[] } {
  const died: string[] = [];
  /** Messages that a function died of. */
  const deadly = new Set<string>();
  /** By function without a queue, how many invocations live by now, since one died. */
  const toSpare = new Map<string, number>();
  /** By invocation, whether it may die, and the changes that it made. */
  const invocations = new Map<number, { readonly mayDie: boolean; changes: number }>();

  const mayDie = (fn: string, messages: readonly string[]): boolean => {
    if (messages.length) return messages.some((id) => !deadly.has(id));
    const left = toSpare.get(fn) ?? 0;
    toSpare.set(fn, left - 1);
    return left <= 0;
  };

  const isFor = ({ function: fn, invocation, call, messages }: Calling): boolean => {
    if ((fn === "ticks") !== (fed === "clock")) return false;
    const known = invocations.get(invocation);
    const mortal = known?.mayDie ?? mayDie(fn, messages);
    const changes = (known?.changes ?? 0) + (isChange(call) ? 1 : 0);
    invocations.set(invocation, { mayDie: mortal, changes });
    const isThere = nth === 0 ? known === undefined : isChange(call) && changes === nth;
    if (!mortal || !isThere) return false;
    died.push(`${fn} at ${call}`);
    for (const id of messages) deadly.add(id);
    if (!messages.length) toSpare.set(fn, fn === "ticks" ? spared : 1);
    return true;
  };
  return { died, death: { when: nth === 0 ? "before" : "after", times: Number.POSITIVE_INFINITY, isFor } };
}
