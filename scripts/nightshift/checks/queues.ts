import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { textAt } from "../../../lib/pure/json.ts";
import { defineCheck, right, unsure, wrong } from "../check.ts";
import { ofType } from "../deployment.ts";
import { awsErrorName } from "../failure.ts";

/** Every queue has its dead-letter queue, and there are no dead letters. */
export const queues = defineCheck({
  title: (words) => words["queues.title"],
  needs: ["deployment"],
  async *look({ deployment }, { words, aws, stage }) {
    const again = words["deploy.again"]({ stage, region: aws.region });
    const sqs = new SQSClient(aws);
    for (const [queue, { physicalId: QueueUrl }] of ofType(deployment, "AWS::SQS::Queue")) {
      let attributes: Partial<Record<string, string>>;
      try {
        const answer = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
        attributes = answer.Attributes ?? {};
      } catch (error) {
        const code = awsErrorName(error);
        if (code !== "QueueDoesNotExist" && code !== "AWS.SimpleQueueService.NonExistentQueue") throw error;
        yield wrong(words["queue.missing"]({ queue }), again);
        continue;
      }
      const count = Number(attributes.ApproximateNumberOfMessages ?? 0);
      if (queue.endsWith("DeadLetters")) {
        if (count === 0) yield right(words["queue.no-dead-letters"]({ queue }));
        else {
          const remedy = words["queue.dead-letters.remedy"]({ queue: nameOf(QueueUrl), region: aws.region });
          yield wrong(words["queue.dead-letters"]({ queue, count }), remedy);
        }
        continue;
      }
      const target = deadLetterTarget(attributes.RedrivePolicy);
      if (target === undefined) yield wrong(words["queue.unsafe"]({ queue }), again);
      else yield right(words["queue.safe"]({ queue, target: target.split(":").at(-1) ?? target }));
      // A few messages are normal; many mean that they are not being processed.
      if (count > mostWaiting) yield unsure(words["queue.behind"]({ queue, count }), words["queue.behind.remedy"]);
    }
  },
});

const mostWaiting = 100;

function nameOf(url: string): string {
  return url.split("/").at(-1) ?? url;
}

function deadLetterTarget(policy: string | undefined): string | undefined {
  return policy === undefined ? undefined : textAt(JSON.parse(policy), "deadLetterTargetArn");
}
