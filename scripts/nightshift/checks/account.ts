import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { defineCheck, right, wrong } from "../check.ts";
import { awsErrorName } from "../failure.ts";

/** The AWS credentials are valid. */
export const account = defineCheck({
  title: (words) => words["account.title"],
  needs: [],
  async *look(_, { words, aws }) {
    try {
      const caller = await new STSClient(aws).send(new GetCallerIdentityCommand({}));
      const { Account: id = "", Arn: arn = "" } = caller;
      yield right(words["account.known"]({ id, region: aws.region, arn }));
      return { account: { id, partition: arn.split(":")[1] ?? "aws", region: aws.region } };
    } catch (error) {
      const reason = awsErrorName(error) ?? (error instanceof Error ? error.message : String(error));
      yield wrong(words["account.unknown"]({ reason }), words["account.unknown.remedy"]);
    }
  },
});
