import { createHash } from "node:crypto";
import { account, region } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import type { Cloud } from "./cloud.ts";

/** What a topic's subscribers receive. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
export interface Notification {
  /** Absent when the publisher gave none. */
  readonly Subject?: string;
  readonly Message: string;
  readonly MessageId: string;
  /** ISO 8601 with milliseconds. */
  readonly Timestamp: string;
  readonly TopicArn: string;
}

/** A subscription in a list. One by e-mail is pending until it is confirmed. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  isConfirmed: boolean;
}

/** SNS's topics. Whatever the subscriptions, everything published goes to `deliver`. */
export class Topics {
  readonly #cloud: Cloud;
  readonly #deliver: (topicName: string, notification: Notification) => void;
  readonly #names = new Set<string>();
  readonly #subscriptions: Subscription[] = [];

  constructor(cloud: Cloud, deliver: (topicName: string, notification: Notification) => void) {
    this.#cloud = cloud;
    this.#deliver = deliver;
  }

  /** Creates the topic, unless it exists. */
  create(name: string): string {
    this.#names.add(name);
    return topicArn(name);
  }

  /** ARNs. */
  all(): string[] {
    return [...this.#names].map(topicArn);
  }

  subscribe(topicArn: string, protocol: string, endpoint: string): Subscription {
    this.#check(topicArn);
    const known = this.subscriptions(topicArn).find((one) => one.protocol === protocol && one.endpoint === endpoint);
    if (known) return known;
    const arn = `${topicArn}:${createHash("sha256").update(`${protocol} ${endpoint}`).digest("hex").slice(0, 36)}`;
    const subscription = {
      arn,
      topicArn,
      protocol,
      endpoint,
      isConfirmed: !["email", "email-json", "http", "https"].includes(protocol),
    };
    this.#subscriptions.push(subscription);
    return subscription;
  }

  /** `token` comes from the e-mail; in the sandbox it is the address. */
  confirm(topicArn: string, token: string): Subscription {
    const subscription = this.subscriptions(topicArn).find(({ endpoint }) => endpoint === token);
    if (!subscription) throw new AwsError("InvalidParameterException", "Invalid parameter: Token");
    subscription.isConfirmed = true;
    return subscription;
  }

  subscriptions(topicArn: string): Subscription[] {
    this.#check(topicArn);
    return this.#subscriptions.filter((one) => one.topicArn === topicArn);
  }

  #check(arn: string): void {
    if (!this.all().includes(arn)) throw new AwsError("NotFoundException", "Topic does not exist");
  }

  /** Returns the message's id. */
  publish(arn: string | undefined, message: string, subject?: string): string {
    const name = [...this.#names].find((candidate) => topicArn(candidate) === arn);
    if (name === undefined) throw new AwsError("NotFoundException", "Topic does not exist");
    const id = this.#cloud.ids.uuid();
    this.#deliver(name, {
      ...(subject === undefined ? {} : { Subject: subject }),
      Message: message,
      MessageId: id,
      Timestamp: this.#cloud.clock.now().toISOString(),
      TopicArn: topicArn(name),
    });
    return id;
  }
}

function topicArn(name: string): string {
  return `arn:aws:sns:${region}:${account}:${name}`;
}
