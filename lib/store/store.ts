import { type Audit, createAudit } from "./audit.ts";
import { type Costs, createCosts } from "./costs.ts";
import { createDirectory, type Directory } from "./directory.ts";
import { createDue, type Due } from "./due.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import { createLedgers, type Ledgers } from "./ledgers.ts";
import { createLocks, type Locks } from "./locks.ts";
import { createMessages, type Messages } from "./messages.ts";
import { createQuestions, type Questions } from "./questions.ts";
import { createSchedules, type Schedules } from "./schedules.ts";
import { createTable, type TableSettings } from "./table.ts";

/** Everything that Nightshift remembers, all of it in one DynamoDB table. */
export interface Store {
  readonly audit: Audit;
  readonly costs: Costs;
  readonly directory: Directory;
  readonly due: Due;
  readonly jobs: Jobs;
  readonly ledgers: Ledgers;
  readonly locks: Locks;
  readonly messages: Messages;
  readonly questions: Questions;
  readonly schedules: Schedules;
}

export function createStore(settings: TableSettings): Store {
  const table = createTable(settings);
  return {
    audit: createAudit(table),
    costs: createCosts(table),
    directory: createDirectory(table),
    due: createDue(table),
    jobs: createJobs(table),
    ledgers: createLedgers(table),
    locks: createLocks(table),
    messages: createMessages(table),
    questions: createQuestions(table),
    schedules: createSchedules(table),
  };
}
