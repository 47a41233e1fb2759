/** What the front door puts into the queue for the worker, and what the worker reads: one request of Slack, verified. */
export interface QueuedRequest {
  /** When it was taken, ISO 8601. */
  readonly at: string;
  readonly contentType: "form" | "json";
  /** The body as Slack sent it. */
  readonly body: string;
}
