import { oncePerSettings, verb } from "./verb.ts";

const load = () => import("@aws-sdk/client-sts");
const client = oncePerSettings(async (settings) => new (await load()).STSClient(settings));

/** Credentials for a while. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Takes on a role for an hour: longer is not allowed to who has got there by a role already, as a function has. Its name
 * begins with `nightshift`, so that no other can be taken on by mistake.
 * `session`: 2 to 64 of letters, digits and `_+=,.@-`; it stands in the other account's CloudTrail.
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
