import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { account, trustingRoles } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import type { Sessions } from "../state/sessions.ts";
import { Service } from "../wire/service.ts";

/** AWS STS. https://docs.aws.amazon.com/STS/latest/APIReference/ */
export function sts(sessions: Sessions) {
  return new Service(new STSClient({ region: "local" }))
    .on(GetCallerIdentityCommand, (_input, call) => ({
      Account: call.caller.split(":")[4] ?? "",
      Arn: call.caller,
      UserId: `AROASANDBOX:${call.caller.split("/").at(-1)}`,
    }))
    .on(AssumeRoleCommand, (input, call) => {
      const { RoleArn, RoleSessionName, ExternalId, DurationSeconds = 3600 } = input;
      if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName))
        throw new AwsError(
          "ValidationError",
          `1 validation error detected: Value '${RoleSessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
        );
      // The roles of the bot's own account trust it; others require their external id.
      const isOwn = RoleArn.split(":")[4] === account;
      if (!isOwn && (trustingRoles[RoleArn] === undefined || trustingRoles[RoleArn] !== ExternalId))
        throw new AwsError(
          "AccessDenied",
          `User: ${call.caller} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
          403,
        );
      const session = sessions.open(RoleArn, RoleSessionName, call.accessKeyId, DurationSeconds);
      const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = session;
      return {
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: expiresAt,
        },
        AssumedRoleUser: {
          AssumedRoleId: `AROASANDBOX:${RoleSessionName}`,
          Arn: `arn:aws:sts::${session.account}:assumed-role/${RoleArn.split("/").at(-1)}/${RoleSessionName}`,
        },
      };
    });
}
