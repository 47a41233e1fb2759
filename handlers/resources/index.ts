import type { Subject } from "../../lib/app/define.ts";
import { serviceNames } from "../operations/index.ts";
import { rebootSubject } from "./actions.ts";
import { listCommand, operationCommand } from "./commands.ts";
import { instanceState } from "./events.ts";

/** Lists of instances and databases, and operations on them. */
export const resources: Subject = {
  commands: serviceNames.flatMap((service) => [
    listCommand(service),
    ...(["start", "stop", "reboot"] as const).map((verb) => operationCommand(service, verb)),
  ]),
  actions: [rebootSubject],
  events: [instanceState],
};
