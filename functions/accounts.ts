import { type Accounts, createAccounts } from "../lib/aws/accounts.ts";
import type { Host } from "../lib/host.ts";
import { setUp, type Workbench } from "./workbench.ts";

/** What the functions share that run handlers: they get into other accounts, and the outbox does not. */
export interface HandlersBench extends Workbench {
  readonly accounts: Accounts;
}

export async function setUpWithAccounts(host: Host): Promise<HandlersBench> {
  const bench = await setUp(host);
  return { ...bench, accounts: createAccounts(bench.clients, host.now) };
}
