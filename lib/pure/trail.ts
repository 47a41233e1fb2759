/** What AWS's own record of calls says of one. */
export interface TrailEvent {
  /** ISO 8601, in whole seconds. */
  readonly at: string;
  /** The user, or the name of the role's session. */
  readonly by: string;
  /** The ids or ARNs of what it was about. */
  readonly about: readonly string[];
}

/** One call that changed something, or tried to. */
export interface TrailCall {
  /** ISO 8601, in whole seconds. */
  readonly at: string;
  /** What was called: `StopInstances`. */
  readonly what: string;
  /** The user, the name of the role's session, or the service that did it by itself. */
  readonly by: string;
  /** AWS's error code, when it was refused. */
  readonly error?: string;
  /** Whether it was Nightshift, and the Slack user for whom, where AWS was told. */
  readonly own?: { readonly user?: string };
}

/**
 * After so long a call that is not in the record was not made. Calls are typically there within about five minutes,
 * which AWS does not promise.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export const trailDelayMs = 20 * 60 * 1000;

/** The first call that was about the resource of that id; RDS may be called by its ARN. */
export function firstAbout(id: string, events: readonly TrailEvent[]): TrailEvent | undefined {
  return events
    .filter(({ about }) => about.some((one) => one === id || one.endsWith(`:${id}`)))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
}
