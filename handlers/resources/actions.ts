import { defineShortcut } from "../../lib/app/define.ts";
import { serviceNames } from "../operations/index.ts";

/** Reboots an alarm's subject: `/ec2 reboot`, `/rds reboot`. */
export const rebootSubject = defineShortcut({
  name: "reboot",
  says(value) {
    const service = serviceNames.find((name) => new RegExp(`^arn:[^:]+:${name}:`).test(value));
    return service === undefined ? undefined : [service, "reboot", value];
  },
});
