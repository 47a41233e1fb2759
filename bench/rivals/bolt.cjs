/**
 * Bolt on Lambda as its documentation shows it, with one command that is just acknowledged; only the address of
 * Slack's API is ours. https://docs.slack.dev/tools/bolt-js/deployments/aws-lambda
 */
const { App, AwsLambdaReceiver } = require("@slack/bolt");

const awsLambdaReceiver = new AwsLambdaReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET });
const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  receiver: awsLambdaReceiver,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

app.command("/deploy", async ({ ack }) => {
  await ack();
});

module.exports.handler = async (event, context, callback) => {
  const handler = await awsLambdaReceiver.start();
  return handler(event, context, callback);
};
