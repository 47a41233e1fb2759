import { DescribeRuleCommand, EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { paginateListSubscriptionsByTopic, SNSClient } from "@aws-sdk/client-sns";
import { defineCheck, right, wrong } from "../check.ts";
import { arnOf, ofType } from "../deployment.ts";
import { awsErrorName } from "../failure.ts";

/** Every rule is enabled and sends to the events queue, and so does the topic for SNS-only sources. */
export const rules = defineCheck({
  title: (words) => words["rules.title"],
  needs: ["account", "deployment"],
  async *look({ account, deployment }, { words, aws, stage }) {
    const again = words["deploy.again"]({ stage, region: aws.region });
    const queue = deployment.resources.get("EventsQueue");
    const queueArn = queue && arnOf(queue, account);
    const events = new EventBridgeClient(aws);
    for (const [rule, { physicalId: name }] of ofType(deployment, "AWS::Events::Rule")) {
      try {
        const { State } = await events.send(new DescribeRuleCommand({ Name: name }));
        const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: name }));
        if (State === "DISABLED") {
          const remedy = words["rule.disabled.remedy"]({ name, region: aws.region });
          yield wrong(words["rule.disabled"]({ rule }), remedy);
        } else if (!Targets.some(({ Arn }) => Arn === queueArn)) yield wrong(words["rule.astray"]({ rule }), again);
        else yield right(words["rule.on"]({ rule }));
      } catch (error) {
        if (awsErrorName(error) !== "ResourceNotFoundException") throw error;
        yield wrong(words["rule.missing"]({ rule }), again);
      }
    }
    const topic = deployment.resources.get("AlertsTopic");
    if (!topic) return;
    const pages = paginateListSubscriptionsByTopic({ client: new SNSClient(aws) }, { TopicArn: topic.physicalId });
    let isHeard = false;
    for await (const { Subscriptions = [] } of pages) {
      isHeard ||= Subscriptions.some(({ Protocol, Endpoint }) => Protocol === "sqs" && Endpoint === queueArn);
    }
    if (isHeard) yield right(words["topic.heard"]({ topic: topic.physicalId }));
    else yield wrong(words["topic.unheard"], again);
  },
});
