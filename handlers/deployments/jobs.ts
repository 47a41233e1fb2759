import { defineJob } from "../../lib/app/define.ts";
import { deploymentReads } from "./kinds/index.ts";
import { publishDeployment, readDeployment, scheduleDeploymentCheck } from "./service.ts";
import { deploymentIdShape, deploymentKey, deploymentShape, isFinished, view } from "./state.ts";

/** An approval waits for seven days at most; what is older is no execution of which AWS still knows. */
const longestMs = 8 * 24 * 60 * 60 * 1000;

/** Looks an unfinished execution up in AWS, in case the event that ended it never came. */
export const deploymentCheck = defineJob({
  name: "deployment-check",
  uses: deploymentReads,
  data: deploymentIdShape,
  async run(context) {
    const { data: id } = context;
    const known = (await context.store.messages.read(deploymentShape, deploymentKey(id)))?.state;
    if (!known) return;
    // What is finished is told again: whoever found out may have died before it was handed over.
    const isEnd = isFinished(view(known).status);
    const state = await publishDeployment(isEnd ? known : await readDeployment(id, context), context);
    const begun = state.startedAt ?? state.overall?.at;
    const isTooOld = begun !== undefined && context.now().getTime() - Date.parse(begun) > longestMs;
    if (!isFinished(view(state).status) && !isTooOld) await scheduleDeploymentCheck(id, context);
  },
});
