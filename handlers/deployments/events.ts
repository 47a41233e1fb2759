import { defineEvent } from "../../lib/app/define.ts";
import { deploymentOf } from "./event-state.ts";
import { deploymentReads, publishDeployment, readDeployment } from "./service.ts";
import { view } from "./state.ts";

/** A pipeline execution, whoever started it: one message that follows it to its end. */
export const pipeline = defineEvent({
  name: "pipeline",
  source: "aws.codepipeline",
  types: [
    "CodePipeline Pipeline Execution State Change",
    "CodePipeline Stage Execution State Change",
    "CodePipeline Action Execution State Change",
  ],
  uses: deploymentReads,
  async run(context) {
    const news = deploymentOf(context.event);
    if (!news) return "unreadable";
    const known = await publishDeployment(news, context);
    const { status, cause } = view(known);
    const lacksCause = status === "failed" && !cause?.summary && !cause?.errorCode;
    const lacksRevision = status !== "running" && !known.revision;
    if (lacksCause || lacksRevision) await publishDeployment(await readDeployment(known, context), context);
    return "told";
  },
});
