import { type Host, setting } from "../host.ts";

/** The settings of every SDK client. Endpoint and credentials are only set when the environment has them. */
export interface ClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** Shown in CloudTrail's user agent, to identify the bot's calls. */
  readonly userAgentAppId: string;
  readonly maxAttempts: number;
}

/** Settings from the host's environment, as set by Lambda (and by the sandbox for each of its containers). */
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
    // One quick retry; after that the message returns to the queue, where waiting costs nothing.
    maxAttempts: 2,
  };
}
