/**
 * An EventBridge event with a validated envelope: `detail` is an object with any fields.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export interface AwsEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly account: string;
  readonly region: string;
  /** ISO 8601. */
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** An SNS message as an event; `account` and `region` are empty where it has none. */
export type SnsEvent = Omit<AwsEvent, "id" | "time"> & { readonly time: string | undefined };
