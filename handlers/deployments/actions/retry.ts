import { defineAction } from "../../../lib/app/define.ts";
import { refusal } from "../../../lib/pure/replies.ts";
import { explain } from "../../../lib/pure/result.ts";
import { say } from "../../../lib/pure/text.ts";
import { deployerOf, deployVerbs } from "../kinds/index.ts";
import { environmentOfButton, stageReference } from "./stage-reference.ts";

/** Retries the failed actions of a stage; the execution's events then reopen its message. */
export const retry = defineAction({
  name: "retry",
  role: "deployer",
  uses: deployVerbs("retry", "follow"),
  environment: environmentOfButton,
  async run({ at, home, value, job }) {
    const reference = stageReference(value, home);
    const deployer = reference && deployerOf(reference);
    if (!reference || !deployer?.retry) return { result: "refused", answer: refusal(say("error.stale-button")) };
    const { pipeline, execution, stage } = reference;
    const retried = await deployer.retry(at(reference).aws, reference, job);
    if (retried.ok) return { result: "done", detail: `${stage} of ${execution}`, resources: [{ id: pipeline }] };
    const reason = deployer.isRetryTooLate?.(retried.fault)
      ? say("retry.gone")
      : say("action.failed", { reason: explain(retried.fault) });
    return { result: "refused", detail: retried.fault.code, answer: refusal(reason) };
  },
});
