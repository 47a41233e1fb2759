import { paginateListSubscriptionsByTopic, SNSClient } from "@aws-sdk/client-sns";
import { defineCheck, right, unsure, wrong } from "../check.ts";

/** Alarms about Slack or the bot itself reach a person by e-mail. */
export const alarms = defineCheck({
  title: (words) => words["alarms.title"],
  needs: ["deployment"],
  async *look({ deployment }, { words, aws, stage }) {
    const topic = deployment.resources.get("AlarmTopic");
    if (!topic) {
      yield wrong(words["alarms.nowhere"], words["deploy.again"]({ stage, region: aws.region }));
      return;
    }
    const pages = paginateListSubscriptionsByTopic({ client: new SNSClient(aws) }, { TopicArn: topic.physicalId });
    let count = 0;
    for await (const { Subscriptions = [] } of pages) {
      for (const { Protocol = "", Endpoint = "", SubscriptionArn } of Subscriptions) {
        count++;
        const who = `${Protocol} ${Endpoint}`;
        if (SubscriptionArn?.startsWith("arn:")) yield right(words["alarms.heard"]({ who }));
        else yield wrong(words["alarms.unconfirmed"]({ who }), words["alarms.unconfirmed.remedy"]);
      }
    }
    if (count === 0) yield unsure(words["alarms.nobody"], words["alarms.nobody.remedy"]);
  },
});
