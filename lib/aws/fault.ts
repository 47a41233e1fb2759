import { numberAt, objectAt, textAt } from "../pure/json.ts";
import type { Fault } from "../pure/result.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html and the SDK's own list of throttling codes. */
const throttling = new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
]);

const denied = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "AuthFailure",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "OptInRequired",
  "UnauthorizedOperation",
  "UnrecognizedClientException",
]);

const retryable = new Set([
  "ConcurrentModificationException",
  "InternalError",
  "InternalFailure",
  "InternalServerError",
  "InternalServiceError",
  "RequestTimeout",
  "RequestTimeoutException",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "TimeoutError",
]);

/**
 * Converts an error of the SDK to a fault of its class; errors from elsewhere than AWS or the network are rethrown.
 * `operation` is `service:Operation`, as in IAM.
 */
export function awsFault(error: unknown, operation: string): Fault {
  if (!(error instanceof Error)) throw error;
  const code = error.name;
  const status = numberAt(objectAt(error, "$metadata"), "httpStatusCode");
  const fault = { code, message: error.message, operation };
  if (throttling.has(code) || status === 429) return { class: "throttled", ...fault };
  if (denied.has(code) || status === 401 || status === 403) return { class: "denied", ...fault };
  if (/NotFound|DoesNotExist|NoSuch/.test(code) || status === 404) return { class: "not-found", ...fault };
  if (retryable.has(code) || (status !== undefined && status >= 500)) return { class: "retryable", ...fault };
  if (status !== undefined) return { class: "invalid", ...fault };
  // No answer: the connection failed, broke, or timed out.
  const network = textAt(error, "code") ?? textAt(error.cause, "code");
  if (network && /^(E[A-Z_]+|UND_ERR_[A-Z_]+)$/.test(network)) {
    return { class: "retryable", ...fault, code: network };
  }
  throw error;
}
