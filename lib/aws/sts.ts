import { oncePerSettings, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-sts");
const client = oncePerSettings(async (settings) => new (await load()).STSClient(settings));

/** Temporary credentials. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Assumes a role for an hour: the limit of role chaining, since a function already has a role. The role's name begins
 * with `nightshift`, so that no other can be assumed by mistake.
 * `session`: 2 to 64 of letters, digits and `_+=,.@-`; it is shown in the other account's CloudTrail.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole = verb({
  operation: "sts:AssumeRole",
  effect: "read",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a CloudFormation placeholder
  resources: ["arn:${AWS::Partition}:iam::*:role/nightshift*"],
  client,
  async run(
    sts,
    { role, externalId, session }: { role: string; externalId?: string | undefined; session: string },
  ): Promise<Credentials> {
    const { Credentials: given } = await sts.send(
      new (await load()).AssumeRoleCommand({
        RoleArn: role,
        RoleSessionName: session,
        ...(externalId !== undefined && { ExternalId: externalId }),
      }),
    );
    if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken || !given.Expiration) {
      throw new Error("AssumeRole answered without credentials");
    }
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
      expiresAt: given.Expiration.getTime(),
    };
  },
});
