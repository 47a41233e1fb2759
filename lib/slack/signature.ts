import { createHmac, timingSafeEqual } from "node:crypto";

/** The tolerance for a request's timestamp, in either direction. */
const toleranceSeconds = 5 * 60;

export interface SignedRequest {
  /** The raw bytes, undecoded. */
  readonly body: Uint8Array;
  /** The header `x-slack-request-timestamp`. */
  readonly timestamp: string | undefined;
  /** The header `x-slack-signature`. */
  readonly signature: string | undefined;
}

/**
 * Whether Slack signed exactly these bytes, recently.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isSigned(request: SignedRequest, secret: string, now: Date): boolean {
  const { body, timestamp, signature } = request;
  if (!secret || !timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds) return false;
  const expected = Buffer.from(
    `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`,
  );
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
