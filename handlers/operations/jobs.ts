import { defineJob } from "../../lib/app/define.ts";
import { resourceReads } from "./kinds/index.ts";
import { checkOperation, watchedOperationShape } from "./service.ts";

/** Looks once a minute how far an operation got, in case the events that tell it are lost. */
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
