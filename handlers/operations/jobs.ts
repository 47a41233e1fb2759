import { defineJob } from "../../lib/app/define.ts";
import { resourceReads } from "./kinds/index.ts";
import { checkOperation, watchedOperationShape } from "./service.ts";

/** Checks an operation's progress once a minute, in case its events are lost. */
export const operationCheck = defineJob({
  name: "operation-check",
  uses: resourceReads,
  data: watchedOperationShape,
  async run(context) {
    const { item, data: watched, store, now } = context;
    if (await checkOperation(watched, context)) return;
    await store.due.set({ ...item, at: new Date(now().getTime() + 60_000).toISOString() });
  },
});
