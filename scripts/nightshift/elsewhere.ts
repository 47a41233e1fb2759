import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { AwsSettings } from "./check.ts";

/** The key `account` of environments, sites and schedules. */
export interface Elsewhere {
  readonly role?: string | undefined;
  readonly externalId?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * Settings for clients in the configured location. Roles are assumed with the caller's rights; a trust policy that
 * allows only the functions leads to AWS's AccessDenied.
 */
export async function settingsAt(aws: AwsSettings, place: Elsewhere | undefined): Promise<AwsSettings> {
  const there = { ...aws, ...(place?.region && { region: place.region }) };
  if (!place?.role) return there;
  const { Credentials } = await new STSClient(aws).send(
    new AssumeRoleCommand({
      RoleArn: place.role,
      RoleSessionName: "nightshift-doctor",
      ...(place.externalId && { ExternalId: place.externalId }),
    }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const { profile: _, ...rest } = there;
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  return { ...rest, credentials };
}
