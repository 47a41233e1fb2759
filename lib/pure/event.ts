/**
 * An event from EventBridge, checked as far as the envelope goes: `detail` is an object, of whatever fields.
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

/** A message of SNS as an event; `account` and `region` are empty where it does not say them. */
export type SnsEvent = Omit<AwsEvent, "id" | "time"> & { readonly time: string | undefined };
