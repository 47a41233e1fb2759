import { type ActionContext, defineAction, type Outcome, throwIfRetryable } from "../../../lib/app/define.ts";
import { refusal } from "../../../lib/pure/replies.ts";
import { explain, type Fault, ok } from "../../../lib/pure/result.ts";
import { say } from "../../../lib/pure/text.ts";
import { deploymentReads, publishDeployment } from "../service.ts";
import { unknownDeployment } from "../state.ts";
import { environmentOfButton, stageReference } from "./stage-reference.ts";

const uses = ["codepipeline.answerApproval", ...deploymentReads] as const;

/** Lets a pipeline go on past a manual approval. */
export const approve = defineAction({
  name: "approve",
  role: "deployer",
  uses,
  environment: environmentOfButton,
  run: (context) => answerApprovalWith("approved", context),
});

/** Stops a pipeline at a manual approval. */
export const reject = defineAction({
  name: "reject",
  role: "deployer",
  uses,
  environment: environmentOfButton,
  run: (context) => answerApprovalWith("rejected", context),
});

async function answerApprovalWith(
  verdict: "approved" | "rejected",
  context: ActionContext<(typeof uses)[number]>,
): Promise<Outcome> {
  const { asking, now, value, job, home } = context;
  const reference = stageReference(value, home);
  if (!reference) return { result: "refused", answer: refusal(say("error.stale-button")) };
  const { pipeline, execution, stage } = reference;
  const { aws, account, region } = context.at(reference);
  const gone: Outcome = { result: "refused", answer: refusal(say("approval.gone")), detail: "gone" };

  // The token is in no event; it names this very approval of this very execution, and is good for one answer.
  const found = await job.step("find", { pipeline }, async (input) =>
    throwIfRetryable(await aws["codepipeline.state"](input)),
  );
  if (!found.ok) return failed(explain(found.fault));
  const waiting = found.value
    .find(({ name, executionId }) => name === stage && executionId === execution)
    ?.actions.find(({ name, token }) => token && (!reference.action || name === reference.action));
  if (!waiting?.token) return gone;

  const summary = `${verdict} in Slack by ${asking.user} through Nightshift`;
  const answered = await job.step(
    "answer",
    { pipeline, stage, action: waiting.name, token: waiting.token },
    async (input) => {
      const put = throwIfRetryable(
        await aws["codepipeline.answerApproval"]({
          ...input,
          verdict: verdict === "approved" ? "Approved" : "Rejected",
          summary,
        }),
      );
      if (put.ok || !isAnswered(put.fault)) return put;
      // It may be this very answer, of which an earlier try did not live to hear.
      const now = throwIfRetryable(await aws["codepipeline.state"]({ pipeline }));
      const action = now.ok
        ? now.value
            .find(({ name, executionId }) => name === stage && executionId === execution)
            ?.actions.find(({ name }) => name === input.action)
        : undefined;
      return action?.summary === summary ? ok(undefined) : put;
    },
  );
  if (!answered.ok) return isAnswered(answered.fault) ? gone : failed(explain(answered.fault));
  await publishDeployment(
    {
      ...unknownDeployment({ pipeline, executionId: execution, account, region }),
      decisions: {
        [`${stage}/${waiting.name}`]: { person: asking.user, verdict, at: now().toISOString() },
      },
    },
    context,
  );
  return { result: "done", detail: `${verdict} ${stage} of ${execution}`, resources: [{ id: pipeline }] };

  function failed(reason: ReturnType<typeof explain>): Outcome {
    return { result: "refused", answer: refusal(say("action.failed", { reason })) };
  }
}

function isAnswered({ code }: Fault): boolean {
  return /ApprovalAlreadyCompleted|InvalidApprovalToken/.test(code);
}
