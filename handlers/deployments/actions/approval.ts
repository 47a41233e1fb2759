import { type ActionContext, defineAction, type Outcome } from "../../../lib/app/define.ts";
import { refusal } from "../../../lib/pure/replies.ts";
import { explain } from "../../../lib/pure/result.ts";
import { say } from "../../../lib/pure/text.ts";
import { deployerOf, deployVerbs } from "../kinds/index.ts";
import { publishDeployment } from "../service.ts";
import { type ApprovalDecision, unknownDeployment } from "../state.ts";
import { environmentOfButton, stageReference } from "./stage-reference.ts";

const uses = deployVerbs("approve", "follow");

/** Lets a deployment go on past a manual approval. */
export const approve = answerWith("approve", "approved");

/** Stops a deployment at a manual approval. */
export const reject = answerWith("reject", "rejected");

function answerWith(name: string, verdict: ApprovalDecision["verdict"]) {
  return defineAction({
    name,
    role: "deployer",
    uses,
    environment: environmentOfButton,
    run: (context) => answerApprovalWith(verdict, context),
  });
}

async function answerApprovalWith(
  verdict: ApprovalDecision["verdict"],
  context: ActionContext<(typeof uses)[number]>,
): Promise<Outcome> {
  const { asking, now, value, job, home } = context;
  const reference = stageReference(value, home);
  const { approve: answer } = reference ? deployerOf(reference) : {};
  if (!reference || !answer) return { result: "refused", answer: refusal(say("error.stale-button")) };
  const { pipeline, execution: executionId, stage } = reference;
  const { aws, account, region } = context.at(reference);
  const answered = await answer(aws, reference, { person: asking.user, verdict }, job);
  if (!answered) return { result: "refused", answer: refusal(say("approval.gone")), detail: "gone" };
  if (!answered.ok) {
    const reason = explain(answered.fault);
    return { result: "refused", answer: refusal(say("action.failed", { reason })) };
  }
  const decision: ApprovalDecision = { person: asking.user, verdict, at: now().toISOString() };
  await publishDeployment(
    {
      ...unknownDeployment({ pipeline, executionId, account, region }),
      decisions: { [`${stage}/${answered.value}`]: decision },
    },
    context,
  );
  return { result: "done", detail: `${verdict} ${stage} of ${executionId}`, resources: [{ id: pipeline }] };
}
