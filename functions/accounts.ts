import { type Accounts, createAccounts } from "../lib/aws/accounts.ts";
import type { Host } from "../lib/host.ts";
import { type AppContext, createAppContext } from "./app-context.ts";

/** Shared by the functions that run handlers. They can access other accounts; the outbox cannot. */
export async function createAppContextWithAccounts(host: Host): Promise<AppContext & { readonly accounts: Accounts }> {
  const context = await createAppContext(host);
  return { ...context, accounts: createAccounts(context.clients, host.now) };
}
