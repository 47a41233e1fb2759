import { type Audit, createAudit, type KeptDays } from "./audit.ts";
import { createDirectory, type Directory } from "./directory.ts";
import { createDue, type Due } from "./due.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import { createLocks, type Locks } from "./locks.ts";
import { createMessages, type Messages } from "./messages.ts";
import { createStates, type Log, type States } from "./states.ts";
import { createTable, type Table, type TableSettings } from "./table.ts";

/** Everything that Nightshift stores, all of it in one DynamoDB table. */
export interface Store {
  readonly audit: Audit;
  readonly directory: Directory;
  readonly due: Due;
  readonly jobs: Jobs;
  readonly locks: Locks;
  readonly messages: Messages;
  readonly states: States;
}

export function createStore(settings: TableSettings, log: Log, keptDays?: KeptDays): Store {
  return storeOn(createTable(settings), log, keptDays);
}

export function storeOn(table: Table, log: Log, keptDays?: KeptDays): Store {
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
