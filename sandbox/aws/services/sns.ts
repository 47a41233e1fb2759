import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { account } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import { page } from "../state/cloud.ts";
import type { Topics } from "../state/topics.ts";
import { Service } from "../wire/service.ts";

/** How many subscriptions SNS lists at once. */
const pageSize = 100;

/** Amazon SNS. https://docs.aws.amazon.com/sns/latest/api/ */
export function sns(topics: Topics) {
  return new Service(new SNSClient({ region: "local" }))
    .on(CreateTopicCommand, (input) => ({ TopicArn: topics.create(input.Name) }))
    .on(ListTopicsCommand, () => ({ Topics: topics.all().map((arn) => ({ TopicArn: arn })) }))
    .on(SubscribeCommand, (input) => {
      const { arn, isConfirmed } = topics.subscribe(input.TopicArn, input.Protocol, input.Endpoint ?? "");
      const isShown = isConfirmed || input.ReturnSubscriptionArn;
      return { SubscriptionArn: isShown ? arn : "pending confirmation" };
    })
    .on(ConfirmSubscriptionCommand, (input) => ({
      SubscriptionArn: topics.confirm(input.TopicArn, input.Token).arn,
    }))
    .on(ListSubscriptionsByTopicCommand, (input) => {
      const { items, nextToken } = page(topics.subscriptions(input.TopicArn), input.NextToken, pageSize);
      return {
        Subscriptions: items.map(({ arn, topicArn, protocol, endpoint, isConfirmed }) => ({
          SubscriptionArn: isConfirmed ? arn : "PendingConfirmation",
          Owner: account,
          Protocol: protocol,
          Endpoint: endpoint,
          TopicArn: topicArn,
        })),
        NextToken: nextToken,
      };
    })
    .on(PublishCommand, (input) => {
      if (!input.Message) throw new AwsError("InvalidParameterException", "Invalid parameter: Empty message");
      return { MessageId: topics.publish(input.TopicArn ?? input.TargetArn, input.Message, input.Subject) };
    });
}
