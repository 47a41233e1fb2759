/** A call in CloudTrail. */
export interface TrailEvent {
  /** ISO 8601, in whole seconds. */
  readonly at: string;
  /** The user, or the name of the role's session. */
  readonly by: string;
  /** The ids or ARNs of its resources. */
  readonly about: readonly string[];
}

/** A call that changed something, or tried to. */
export interface TrailCall {
  /** ISO 8601, in whole seconds. */
  readonly at: string;
  /** The operation: `StopInstances`. */
  readonly what: string;
  /** The user, the name of the role's session, or the service that acted by itself. */
  readonly by: string;
  /** AWS's error code, if it was refused. */
  readonly error?: string;
  /** Whether it was Nightshift, and for which Slack user, if known. */
  readonly own?: { readonly user?: string };
}

/**
 * After this time a call that is not in CloudTrail was not made. Calls typically appear within about five minutes,
 * without a guarantee.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export const trailDelayMs = 20 * 60 * 1000;

/** The first call on the resource with that id; RDS may use its ARN. */
export function firstAbout(id: string, events: readonly TrailEvent[]): TrailEvent | undefined {
  return events
    .filter(({ about }) => about.some((one) => one === id || one.endsWith(`:${id}`)))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
}
