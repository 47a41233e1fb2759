import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { account } from "../../world.ts";
import { callerArn } from "../caller.ts";
import type { Cloud } from "../state/cloud.ts";
import { Service } from "../wire/service.ts";

/** AWS STS. https://docs.aws.amazon.com/STS/latest/APIReference/ */
export function sts({ clock, ids }: Cloud) {
  return new Service(new STSClient({ region: "local" }))
    .on(GetCallerIdentityCommand, (_input, call) => ({
      Account: account,
      Arn: callerArn(call.accessKeyId),
      UserId: `AROASANDBOX:${call.accessKeyId}`,
    }))
    .on(AssumeRoleCommand, (input) => ({
      Credentials: {
        AccessKeyId: `ASIA${ids.upper(16)}`,
        SecretAccessKey: ids.hex(40),
        SessionToken: ids.hex(64),
        Expiration: new Date(clock.now().getTime() + (input.DurationSeconds ?? 3600) * 1000),
      },
      AssumedRoleUser: {
        AssumedRoleId: `AROASANDBOX:${input.RoleSessionName}`,
        Arn: `arn:aws:sts::${account}:assumed-role/${input.RoleArn.split("/").at(-1)}/${input.RoleSessionName}`,
      },
    }));
}
