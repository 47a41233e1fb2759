import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of deployments in CodeDeploy, in English. */
export const en = {
  "code-deploy.failed": ({ name }: { name: string }) => `Deployment to ${name} failed`,
  "code-deploy.failing": ({ name, count }: { name: string; count: number }) =>
    `Deployment to ${name} is failing on ${count === 1 ? "an instance" : `${count} instances`}`,
  "code-deploy.running": ({ name }: { name: string }) => `Deploying to ${name}`,
  "code-deploy.succeeded": ({ name }: { name: string }) => `Deployed to ${name}`,
  "code-deploy.stopped": ({ name }: { name: string }) => `Deployment to ${name} was stopped`,
  "code-deploy.rolling-back": ({ name }: { name: string }) => `Rolling ${name} back`,
  "code-deploy.rolled-back": ({ name }: { name: string }) => `Rolled ${name} back to its last version`,
  "code-deploy.rollback-failed": ({ name }: { name: string }) => `${name} could not be rolled back`,
  "code-deploy.group": "Deployment group",
  "code-deploy.deployment": "Deployment",
  "code-deploy.failed-instances": "Failed instances",
  "code-deploy.of": ({ count, total }: { count: number; total: number }) => `${count} of ${total}`,
  "code-deploy.rolled-back-by": "Rolled back by",
  "code-deploy.rolls-back": "Rolls back",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
