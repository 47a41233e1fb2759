import { type Alerts, createAlerts } from "./alerts.ts";
import { type Audit, createAudit, type KeptDays } from "./audit.ts";
import { type Costs, createCosts } from "./costs.ts";
import { createDeadLetters, type DeadLetters } from "./dead-letters.ts";
import { createDirectory, type Directory } from "./directory.ts";
import { createDue, type Due } from "./due.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import { createLocks, type Locks } from "./locks.ts";
import { createMessages, type Messages } from "./messages.ts";
import { createMutes, type Mutes } from "./mutes.ts";
import { createQuestions, type Questions } from "./questions.ts";
import { createRecords, type Records } from "./records.ts";
import { createSchedules, type Schedules } from "./schedules.ts";
import { createTable, type Table, type TableSettings } from "./table.ts";
import { createTroubles, type Troubles } from "./troubles.ts";

/** Everything that Nightshift remembers, all of it in one DynamoDB table. */
export interface Store {
  readonly alerts: Alerts;
  readonly audit: Audit;
  readonly costs: Costs;
  readonly deadLetters: DeadLetters;
  readonly directory: Directory;
  readonly due: Due;
  readonly jobs: Jobs;
  readonly records: Records;
  readonly locks: Locks;
  readonly messages: Messages;
  readonly mutes: Mutes;
  readonly questions: Questions;
  readonly schedules: Schedules;
  readonly troubles: Troubles;
}

export function createStore(settings: TableSettings, keptDays?: KeptDays): Store {
  return storeOn(createTable(settings), keptDays);
}

export function storeOn(table: Table, keptDays?: KeptDays): Store {
  return {
    alerts: createAlerts(table),
    audit: createAudit(table, keptDays),
    costs: createCosts(table),
    deadLetters: createDeadLetters(table),
    directory: createDirectory(table),
    due: createDue(table),
    jobs: createJobs(table),
    records: createRecords(table),
    locks: createLocks(table),
    messages: createMessages(table),
    mutes: createMutes(table),
    questions: createQuestions(table),
    schedules: createSchedules(table),
    troubles: createTroubles(table),
  };
}
