import { defineJob } from "../../lib/app/define.ts";
import { deploymentReads } from "./kinds/index.ts";
import { publishDeployment, readDeployment, scheduleDeploymentCheck } from "./service.ts";
import { deploymentIdShape, deploymentKey, deploymentShape, isFinished, view } from "./state.ts";

/** An approval waits for at most seven days; AWS no longer knows older executions. */
const longestMs = 8 * 24 * 60 * 60 * 1000;

/** Looks an unfinished execution up in AWS, in case its last event was lost. */
export const deploymentCheck = defineJob({
  name: "deployment-check",
  uses: deploymentReads,
  data: deploymentIdShape,
  async run(context) {
    const { data: id } = context;
    const known = (await context.store.messages.read(deploymentShape, deploymentKey(id)))?.state;
    if (!known) return;
    // Publish a finished execution again: the function that found out may have died before publishing it.
    const isEnd = isFinished(view(known).status);
    const state = await publishDeployment(isEnd ? known : await readDeployment(id, context), context);
    const begun = state.startedAt ?? state.overall?.at;
    const isTooOld = begun !== undefined && context.now().getTime() - Date.parse(begun) > longestMs;
    if (!isFinished(view(state).status) && !isTooOld) await scheduleDeploymentCheck(id, context);
  },
});
