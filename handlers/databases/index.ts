import type { Subject } from "../../lib/app/define.ts";
import { database } from "./events.ts";

/** What RDS says of databases. */
export const databases: Subject = {
  events: [database],
};
