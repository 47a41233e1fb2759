import { CreateTopicCommand, ListTopicsCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { account, region } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import type { Cloud } from "../state/cloud.ts";
import { Service } from "../wire/service.ts";

/** Amazon SNS: topics without subscribers. https://docs.aws.amazon.com/sns/latest/api/ */
export function sns({ ids }: Cloud) {
  const topics = new Set<string>();
  return new Service(new SNSClient({ region: "local" }))
    .on(CreateTopicCommand, (input) => {
      const arn = `arn:aws:sns:${region}:${account}:${input.Name}`;
      topics.add(arn);
      return { TopicArn: arn };
    })
    .on(ListTopicsCommand, () => ({ Topics: [...topics].map((arn) => ({ TopicArn: arn })) }))
    .on(PublishCommand, (input) => {
      const arn = input.TopicArn ?? input.TargetArn;
      if (!arn || !topics.has(arn)) throw new AwsError("NotFoundException", "Topic does not exist");
      if (!input.Message) throw new AwsError("InvalidParameterException", "Invalid parameter: Empty message");
      return { MessageId: ids.uuid() };
    });
}
