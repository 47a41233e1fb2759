import { CreateTopicCommand, ListTopicsCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { AwsError } from "../aws-error.ts";
import type { Topics } from "../state/topics.ts";
import { Service } from "../wire/service.ts";

/** Amazon SNS: topics, and no subscriptions. https://docs.aws.amazon.com/sns/latest/api/ */
export function sns(topics: Topics) {
  return new Service(new SNSClient({ region: "local" }))
    .on(CreateTopicCommand, (input) => ({ TopicArn: topics.create(input.Name) }))
    .on(ListTopicsCommand, () => ({ Topics: topics.all().map((arn) => ({ TopicArn: arn })) }))
    .on(PublishCommand, (input) => {
      if (!input.Message) throw new AwsError("InvalidParameterException", "Invalid parameter: Empty message");
      return { MessageId: topics.publish(input.TopicArn ?? input.TargetArn, input.Message, input.Subject) };
    });
}
