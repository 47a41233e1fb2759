import { type Accounts, createAccounts } from "../lib/aws/accounts.ts";
import type { Host } from "../lib/host.ts";
import { type AppContext, createAppContext } from "./app-context.ts";

/** What the functions share that run handlers: they get into other accounts, and the outbox does not. */
export interface AppContextWithAccounts extends AppContext {
  readonly accounts: Accounts;
}

export async function createAppContextWithAccounts(host: Host): Promise<AppContextWithAccounts> {
  const context = await createAppContext(host);
  return { ...context, accounts: createAccounts(context.clients, host.now) };
}
