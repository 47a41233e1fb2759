import { defineShortcut } from "../../lib/define.ts";

/** Stops the execution that a message is about: `/deploy stop`. */
export const stopExecution = defineShortcut({
  name: "stop-execution",
  says(value) {
    const [environment, execution] = value.split(" ");
    return environment && execution ? ["deploy", "stop", environment, execution] : undefined;
  },
});

/** Reboots what an alarm is about: `/ec2 reboot`, `/rds reboot`. */
export const rebootSubject = defineShortcut({
  name: "reboot",
  says(value) {
    const service = /^arn:[^:]+:(ec2|rds):/.exec(value)?.[1];
    return service === undefined ? undefined : [service, "reboot", value];
  },
});
