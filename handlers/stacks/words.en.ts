import type { Translation } from "../../lib/i18n/catalog.ts";

/** What is said of CloudFormation stacks, in English. */
export const en = {
  "stack.create.running": ({ name }: { name: string }) => `Creating the stack ${name}`,
  "stack.create.done": ({ name }: { name: string }) => `Created the stack ${name}`,
  "stack.create.failed": ({ name }: { name: string }) => `The stack ${name} could not be created`,
  "stack.create.rolling-back": ({ name }: { name: string }) =>
    `The stack ${name} could not be created and is being rolled back`,
  "stack.create.rolled-back": ({ name }: { name: string }) =>
    `The stack ${name} could not be created and was rolled back`,
  "stack.update.running": ({ name }: { name: string }) => `Updating the stack ${name}`,
  "stack.update.done": ({ name }: { name: string }) => `Updated the stack ${name}`,
  "stack.update.failed": ({ name }: { name: string }) => `Update of the stack ${name} failed`,
  "stack.delete.running": ({ name }: { name: string }) => `Deleting the stack ${name}`,
  "stack.delete.done": ({ name }: { name: string }) => `Deleted the stack ${name}`,
  "stack.delete.failed": ({ name }: { name: string }) => `The stack ${name} could not be deleted`,
  "stack.import.running": ({ name }: { name: string }) => `Importing resources into the stack ${name}`,
  "stack.import.done": ({ name }: { name: string }) => `Imported resources into the stack ${name}`,
  "stack.import.failed": ({ name }: { name: string }) => `Resources could not be imported into the stack ${name}`,
  "stack.rolling-back": ({ name }: { name: string }) => `Update of the stack ${name} failed and is being rolled back`,
  "stack.rolled-back": ({ name }: { name: string }) => `Update of the stack ${name} failed and was rolled back`,
  "stack.stuck": ({ name }: { name: string }) => `The stack ${name} is stuck: its rollback failed`,
  "stack.stuck-hint":
    "Nobody can update it until its rollback is continued: fix what the rollback failed on, then choose “Continue update rollback” in the console.",
  "stack.rolled-back-hint": "It is as it was before the update.",
  "stack.create-hint": "It cannot be updated in this state: delete it, then create it again.",
  "stack.failed-first": "Failed first",
  "stack.stack": "Stack",
  "stack.status": "Status",
  "stack.drifted": ({ name }: { name: string }) => `The stack ${name} has drifted from its template`,
  "stack.in-sync": ({ name }: { name: string }) => `The stack ${name} matches its template again`,
  "stack.drift-hint":
    "Somebody has changed its resources outside of CloudFormation. The next update may undo that, or fail.",
  "stack.drifted-resources": "Drifted resources",
};

declare module "../../lib/i18n/catalog.ts" {
  interface Words extends Translation<typeof en> {}
}
