import { defineShortcut } from "../../../lib/app/define.ts";

/** Stops the execution of a message: `/deploy stop`. */
export const stopExecution = defineShortcut({
  name: "stop-execution",
  says(value) {
    const [environment, execution] = value.split(" ");
    return environment && execution ? ["deploy", "stop", environment, execution] : undefined;
  },
});
