import { createAudit, type KeptDays } from "./audit.ts";
import { createDirectory } from "./directory.ts";
import { createDue } from "./due.ts";
import { createJobs } from "./jobs.ts";
import { createLocks } from "./locks.ts";
import { createMessages } from "./messages.ts";
import { createStates, type Log } from "./states.ts";
import { createTable, type Table, type TableSettings } from "./table.ts";

/** Everything that Nightshift stores, all of it in one DynamoDB table. */
export type Store = Readonly<ReturnType<typeof storeOn>>;

export function createStore(settings: TableSettings, log: Log, keptDays?: KeptDays): Store {
  return storeOn(createTable(settings), log, keptDays);
}

export function storeOn(table: Table, log: Log, keptDays?: KeptDays) {
  const states = createStates(table, log);
  return {
    audit: createAudit(table, states, keptDays),
    directory: createDirectory(states),
    due: createDue(states),
    jobs: createJobs(states),
    locks: createLocks(states),
    messages: createMessages(states, log),
    states,
  };
}
