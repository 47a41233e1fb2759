import { defineShortcut } from "../../../lib/app/define.ts";

/** Stops the execution that a message is about: `/deploy stop`. */
export const stopExecution = defineShortcut({
  name: "stop-execution",
  says(value) {
    const [environment, execution] = value.split(" ");
    return environment && execution ? ["deploy", "stop", environment, execution] : undefined;
  },
});
