import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of lists of instances and databases, in English. */
export const en = {
  "operation.too-many": ({ count, most }: { count: number; most: number }) =>
    `That means ${count} at once, more than ${most}. Name fewer, or let a schedule do it.`,
  "operation.confirm-why": ({ list }: { list: string }) => `This is protected: ${list}`,
  "operation.cancelled": "Nothing was done.",
  "operation.denied": ({ role, environment }: { role: string; environment: string }) =>
    `needs the role ${role} in ${environment}`,
  "operation.denied-anywhere": ({ role }: { role: string }) =>
    `belongs to no environment, so it needs the role ${role} everywhere`,
  "target.which.instance": "Which instance?",
  "target.which.database": "Which database?",
  "list.instances": "Instances",
  "list.databases": "Databases",
  "fleet.instances": ({ list }: { list: string }) => `   Instances: ${list}`,
  "fleet.databases": ({ list }: { list: string }) => `   Databases: ${list}`,
  "list.empty": "There are none.",
  "list.more": ({ count }: { count: number }) => `and ${count} more; name an environment to see fewer`,
  "list.failed": ({ reason }: { reason: string }) => `They could not be listed: ${reason}`,
  "summary.ec2-list": "Show instances and their state.",
  "summary.ec2-start": "Start instances.",
  "summary.ec2-stop": "Stop instances.",
  "summary.ec2-reboot": "Reboot instances.",
  "summary.rds-list": "Show databases and their state.",
  "summary.rds-start": "Start databases and clusters.",
  "summary.rds-stop": "Stop databases and clusters.",
  "summary.rds-reboot": "Reboot a database.",
  "button.confirm": "Yes",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
