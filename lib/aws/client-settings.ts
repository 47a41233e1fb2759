import { type Host, setting } from "../host.ts";

/** What every SDK client is made with. Endpoint and credentials are only named when the environment names them. */
export interface ClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** Shown in CloudTrail's user agent, so that what the bot did can be told apart. */
  readonly userAgentAppId: string;
  readonly maxAttempts: number;
}

/** Settings from the host's environment, as Lambda fills it (and as the sandbox does for each of its containers). */
export function clientSettings(host: Host): ClientSettings {
  const { env } = host;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const sessionToken = env.AWS_SESSION_TOKEN;
  return {
    region: setting(host, "AWS_REGION"),
    ...(env.AWS_ENDPOINT_URL && { endpoint: env.AWS_ENDPOINT_URL }),
    ...(accessKeyId &&
      secretAccessKey && {
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
      }),
    userAgentAppId: `nightshift-${env.NIGHTSHIFT_FUNCTION ?? "unknown"}`,
    // One quick second try; what is still busy then goes back to the queue, which waits without being paid for.
    maxAttempts: 2,
  };
}
