import { say, type Text } from "../../../../lib/pure/text.ts";
import type { Trigger } from "../../state.ts";

/** The trigger of an execution. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ExecutionTrigger.html */
export function startedBy(trigger: Trigger): Text {
  switch (trigger.type) {
    case "Webhook":
    case "WebhookV2":
    case "PollForSourceChanges":
    case "PutActionRevision":
      return say("deployment.trigger.webhook");
    case "CloudWatchEvent":
      return trigger.detail?.includes(":rule/")
        ? say("deployment.trigger.push", { repository: afterLast(trigger.detail, "/") })
        : say("deployment.trigger.webhook");
    case "ManualRollback":
    case "AutomatedRollback":
      return say("deployment.trigger.rollback");
    case "StartPipelineExecution":
      return trigger.detail?.includes("scheduler")
        ? say("deployment.trigger.schedule")
        : say("deployment.trigger.person", { name: afterLast(trigger.detail ?? trigger.type, "/") });
    default:
      return say("deployment.trigger.other", { kind: trigger.type });
  }
}

function afterLast(text: string, mark: string): string {
  return text.slice(text.lastIndexOf(mark) + 1) || text;
}
