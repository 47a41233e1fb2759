import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of help and status, in English. */
export const en = {
  "deploy.help": "What /deploy can do",
  "status.glance": "How things stand",
  "status.locked": ({ person, time }: { person: string; time: string }) =>
    `   being deployed by ${person} since ${time}; nobody else can deploy until it has finished`,
  "status.spend": "Spent this month so far",
  "status.elsewhere": "In no environment",
  "fleet.state": ({ count, state, names }: { count: number; state: string; names: string }) =>
    `${count} ${state} (${names})`,
  "fleet.since": ({ name, time }: { name: string; time: string }) => `${name} since ${time}`,
  "status.schedule": ({ name, next }: { name: string; next: string }) => `${name}: ${next}`,
  "summary.deploy-help": "Explain the deploy commands.",
  "summary.nightshift-status": "Show how things stand: deployments, instances, databases, schedules, costs.",
  "summary.nightshift-help": "Show every command that you may use.",
  "help.title": "What you can do here",
  "help.none": "You have no role here yet. Ask an owner to add you under people in nightshift.yaml.",
  "help.example": ({ examples }: { examples: string }) => `For example ${examples}`,
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
