import { defineShortcut } from "../../lib/app/define.ts";

/** Reboots what an alarm is about: `/ec2 reboot`, `/rds reboot`. */
export const rebootSubject = defineShortcut({
  name: "reboot",
  says(value) {
    const service = /^arn:[^:]+:(ec2|rds):/.exec(value)?.[1];
    return service === undefined ? undefined : [service, "reboot", value];
  },
});
