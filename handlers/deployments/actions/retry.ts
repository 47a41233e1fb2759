import { defineAction, throwIfRetryable } from "../../../lib/app/define.ts";
import { refusal } from "../../../lib/pure/replies.ts";
import { explain, type Fault, ok } from "../../../lib/pure/result.ts";
import { say } from "../../../lib/pure/text.ts";
import { environmentOfButton, stageReference } from "./stage-reference.ts";

/** Tries the failed actions of a stage again; the execution's events then reopen its message. */
export const retry = defineAction({
  name: "retry",
  role: "deployer",
  uses: ["codepipeline.retryStage", "codepipeline.state"],
  environment: environmentOfButton,
  async run({ at, home, value, job }) {
    const reference = stageReference(value, home);
    if (!reference) return { result: "refused", answer: refusal(say("error.stale-button")) };
    const { pipeline, execution, stage } = reference;
    const { aws } = at(reference);
    const retried = await job.step(
      "retry",
      { pipeline, executionId: execution, stage },
      async (input, isRepeated) => {
        const asked = throwIfRetryable(await aws["codepipeline.retryStage"](input));
        if (asked.ok || !isRepeated || !isOutdated(asked.fault)) return asked;
        // An earlier try may have got through and died before it could note that.
        const stages = throwIfRetryable(await aws["codepipeline.state"]({ pipeline }));
        const found = stages.ok && stages.value.find(({ name }) => name === stage);
        const goesOn = found && found.executionId === execution && found.status !== "Failed";
        return goesOn ? ok(undefined) : asked;
      },
    );
    if (retried.ok)
      return { result: "done", detail: `${stage} of ${execution}`, resources: [{ id: pipeline }] };
    const reason = isOutdated(retried.fault)
      ? say("retry.gone")
      : say("action.failed", { reason: explain(retried.fault) });
    return { result: "refused", detail: retried.fault.code, answer: refusal(reason) };
  },
});

/** Whether there is nothing to retry any more. */
function isOutdated({ code }: Fault): boolean {
  return /StageNotRetryable|NotLatestPipelineExecution|Conflict|NotFound/.test(code);
}
