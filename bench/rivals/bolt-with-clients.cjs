/**
 * A bot in one function: Bolt as in bolt.cjs, and the clients of every service that it operates made at the start, as
 * https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html recommends. Its command writes an item, sends a
 * message and acknowledges.
 */
const { App, AwsLambdaReceiver } = require("@slack/bolt");
const { DynamoDBClient, PutItemCommand } = require("@aws-sdk/client-dynamodb");
const { SendMessageCommand, SQSClient } = require("@aws-sdk/client-sqs");

const dynamodb = new DynamoDBClient({});
const sqs = new SQSClient({});
const awsLambdaReceiver = new AwsLambdaReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET });
const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  receiver: awsLambdaReceiver,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

app.command("/deploy", async ({ ack, command }) => {
  const Item = { pk: { S: `job#${command.trigger_id}` }, sk: { S: "job" }, value: { S: command.text } };
  await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item }));
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.OUTBOX_QUEUE_URL, MessageBody: command.trigger_id }));
  await ack();
});

module.exports.handler = async (event, context, callback) => {
  const handler = await awsLambdaReceiver.start();
  return handler(event, context, callback);
};
