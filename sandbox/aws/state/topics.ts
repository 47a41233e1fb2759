import { account, region } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import type { Cloud } from "./cloud.ts";

/** What subscribers of a topic are sent. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
export interface Notification {
  /** Absent when the publisher gave none. */
  readonly Subject?: string;
  readonly Message: string;
  readonly MessageId: string;
  /** ISO 8601 with milliseconds. */
  readonly Timestamp: string;
  readonly TopicArn: string;
}

/** SNS's topics; all of them have one subscriber, `deliver`. */
export class Topics {
  readonly #cloud: Cloud;
  readonly #deliver: (topicName: string, notification: Notification) => void;
  readonly #names = new Set<string>();

  constructor(cloud: Cloud, deliver: (topicName: string, notification: Notification) => void) {
    this.#cloud = cloud;
    this.#deliver = deliver;
  }

  /** Creates the topic, unless it is there. */
  create(name: string): string {
    this.#names.add(name);
    return topicArn(name);
  }

  /** ARNs. */
  all(): string[] {
    return [...this.#names].map(topicArn);
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
