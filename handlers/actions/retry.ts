import { refusal } from "../../lib/core/answers.ts";
import { explain } from "../../lib/core/result.ts";
import { say } from "../../lib/core/text.ts";
import { defineAction, final } from "../../lib/define.ts";
import { environmentOfButton, stageReference } from "./stage-reference.ts";

/** Tries the failed actions of a stage again; the execution's events then reopen its message. */
export const retry = defineAction({
  name: "retry",
  role: "deployer",
  uses: ["codepipeline.retryStage"],
  environment: environmentOfButton,
  async run({ aws, value, job }) {
    const reference = stageReference(value);
    if (!reference) return { result: "refused", answer: refusal(say("error.stale-button")) };
    const { pipeline, execution, stage } = reference;
    const retried = await job.step("retry", { pipeline, executionId: execution, stage }, async (input) =>
      final(await aws["codepipeline.retryStage"](input)),
    );
    if (retried.ok) return { result: "done", detail: `${stage} of ${execution}` };
    const isPast = /StageNotRetryable|NotLatestPipelineExecution|Conflict|NotFound/.test(retried.fault.code);
    return {
      result: "refused",
      detail: retried.fault.code,
      answer: refusal(isPast ? say("retry.gone") : say("action.failed", { reason: explain(retried.fault) })),
    };
  },
});
