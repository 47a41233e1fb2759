import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of Elastic Beanstalk, in English. */
export const en = {
  "beanstalk.health": ({ name, health }: { name: string; health: string }) => `Health of ${name}: ${health}`,
  "beanstalk.unwell": ({ name }: { name: string }) => `${name} is unhealthy`,
  "beanstalk.well": ({ name }: { name: string }) => `${name} is healthy again`,
  "beanstalk.status": ({ name, status }: { name: string; status: string }) => `${name}: ${status}`,
  "beanstalk.event": ({ name }: { name: string }) => `Something happened in ${name}`,
  "beanstalk.environment": "Environment",
  "beanstalk.change": "Health",
  "beanstalk.from-to": ({ from, to }: { from: string; to: string }) => `${from} → ${to}`,
  "managed-update.started": ({ name }: { name: string }) => `The platform of ${name} is being updated`,
  "managed-update.done": ({ name }: { name: string }) => `The platform of ${name} was updated`,
  "managed-update.failed": ({ name }: { name: string }) => `The platform update of ${name} failed`,
  "managed-update.started-at": "Started",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
