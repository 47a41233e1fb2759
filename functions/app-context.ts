import type { SharedContext } from "../lib/app/define.ts";
import { type Accounts, createAccounts } from "../lib/aws/accounts.ts";
import { type ClientSettings, clientSettings } from "../lib/aws/client-settings.ts";
import { sendMessage } from "../lib/aws/queue.ts";
import { parseConfig } from "../lib/config/load.ts";
import { type Host, setting } from "../lib/host.ts";
import { createPublish } from "../lib/messages/publish.ts";
import { createStore } from "../lib/store/store.ts";

/** The adapters that the functions that run handlers share, made once a container. The outbox needs fewer of its own. */
export interface AppContext extends SharedContext {
  readonly clients: ClientSettings;
  /** The way into other accounts. */
  readonly accounts: Accounts;
}

export async function createAppContext(host: Host): Promise<AppContext> {
  const clients = clientSettings(host);
  const config = parseConfig(await host.readFile("nightshift.yaml"));
  const table = { tableName: setting(host, "TABLE_NAME"), client: clients };
  const store = createStore(table, host.log, config.audit.keepDays);
  const outbox = setting(host, "OUTBOX_QUEUE_URL");
  const publish = createPublish(
    store.messages,
    (task, group, dedupe) => sendMessage(clients, outbox, JSON.stringify(task), { group, dedupe }),
    host.now,
  );
  const accounts = createAccounts(clients, host.now);
  return { clients, accounts, config, store, publish, now: host.now, log: host.log };
}
