import { GetParameterCommand, type Parameter, SSMClient } from "@aws-sdk/client-ssm";
import { defineCheck, type Finding, right, type Tools, unsure, wrong } from "../check.ts";
import { awsErrorName, isDenied } from "../failure.ts";

/** Both of Slack's secrets are in Parameter Store, encrypted, and look valid. */
export const secrets = defineCheck({
  title: (words) => words["secrets.title"],
  needs: ["account"],
  async *look(_, tools) {
    const signingSecret = yield* lookAt("signing-secret", (value) => !value.startsWith("xox"), tools);
    const botToken = yield* lookAt("bot-token", (value) => value.startsWith("xoxb-"), tools);
    return { ...(signingSecret && { signingSecret }), ...(botToken && { botToken }) };
  },
});

async function* lookAt(
  secret: "signing-secret" | "bot-token",
  isLikely: (value: string) => boolean,
  { words, aws, service, stage }: Tools,
): AsyncGenerator<Finding, string | undefined> {
  const name = `/${service}/${stage}/slack/${secret}`;
  let parameter: Parameter | undefined;
  try {
    const answer = await new SSMClient(aws).send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    parameter = answer.Parameter;
  } catch (error) {
    if (isDenied(error)) {
      yield unsure(words["secret.hidden"]({ name }), words["aws.denied.remedy"]);
      return undefined;
    }
    if (awsErrorName(error) !== "ParameterNotFound") throw error;
  }
  const store = words["secret.store"]({ name, region: aws.region });
  const value = parameter?.Value;
  if (!value) {
    yield wrong(words["secret.missing"]({ name }), store);
    return undefined;
  }
  if (parameter?.Type !== "SecureString") {
    yield wrong(words["secret.open"]({ name, type: parameter?.Type ?? "?" }), words["secret.open.remedy"]({ name }));
  } else if (/\s/.test(value)) yield wrong(words["secret.spaced"]({ name }), store);
  else if (!isLikely(value)) yield wrong(words["secret.other"]({ name }), store);
  else yield right(words["secret.stored"]({ name }));
  return value;
}
