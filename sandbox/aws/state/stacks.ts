import { createHash } from "node:crypto";
import { isObject } from "../../../lib/pure/json.ts";
import type { Clock } from "../../clock.ts";
import { account, region } from "../../world.ts";
import { AwsError } from "../aws-error.ts";
import type { Cloud } from "./cloud.ts";
import type { QueueState } from "./queues.ts";
import type { Roles } from "./roles.ts";
import type { Rules } from "./rules.ts";
import type { Topics } from "./topics.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly createdAt: Date;
}

export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly resources: readonly StackResource[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** An event of a stack or of a resource in it. */
export interface StackHappening {
  readonly resource: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly at: Date;
}

/** A resource's physical id, and its attributes for `Fn::GetAtt`. */
interface Made {
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const stackType = "AWS::CloudFormation::Stack";

/** Removes a property or an item. */
const noValue = Symbol("AWS::NoValue");

/** The services in which stacks create resources. */
export interface Parts {
  readonly clock: Clock;
  readonly queues: QueueState;
  readonly topics: Topics;
  readonly rules: Rules;
  readonly roles: Roles;
  /** Where its events go. */
  readonly cloud?: Cloud;
}

/**
 * CloudFormation, as far as the bot's own template needs it: queues, topics, rules and roles are created in their
 * services, any other resource only has a name. Templates are JSON.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export class Stacks {
  readonly #parts: Parts;
  readonly #stacks = new Map<string, Stack>();
  readonly #happenings = new Map<string, StackHappening[]>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  create(name: string, template: Fields, parameters: Readonly<Record<string, string>>): Stack {
    if (this.#stacks.has(name)) throw new AwsError("AlreadyExistsException", `Stack [${name}] already exists`);
    const stack = new Making(name, template, parameters, this.#parts).make();
    this.#stacks.set(name, stack);
    return stack;
  }

  /** By name or id. */
  get(nameOrId: string): Stack {
    const stack = this.all().find(({ name, id }) => name === nameOrId || id === nameOrId);
    if (!stack) throw new AwsError("ValidationError", `Stack with id ${nameOrId} does not exist`);
    return stack;
  }

  /** Of a stack by id; newest first. */
  happenings(id: string): readonly StackHappening[] {
    const found = this.#happenings.get(id);
    if (!found) throw new AwsError("ValidationError", `Stack [${id}] does not exist`);
    return found.toReversed();
  }

  /** Updates a stack, as another person would; a failure is rolled back. It takes no time. */
  update(
    name: string,
    {
      failed,
      type,
      reason,
      tags,
    }: {
      readonly failed: string | undefined;
      readonly type: string;
      readonly reason: string;
      readonly tags: Readonly<Record<string, string>>;
    },
  ): void {
    const id = `arn:aws:cloudformation:${region}:${account}:stack/${name}/${digest(name)}`;
    if (!this.#stacks.has(name)) {
      const createdAt = this.#parts.clock.now();
      this.#stacks.set(name, { id, name, createdAt, resources: [], outputs: {}, tags });
    }
    const tell = (status: string, why?: string): void => this.#happen(id, name, stackType, status, why);
    tell("UPDATE_IN_PROGRESS", "User Initiated");
    if (failed === undefined) {
      tell("UPDATE_COMPLETE");
      return;
    }
    this.#happen(id, failed, type, "UPDATE_FAILED", reason);
    this.#happen(id, "Queue", "AWS::SQS::Queue", "UPDATE_FAILED", "Resource update cancelled");
    tell("UPDATE_ROLLBACK_IN_PROGRESS", `The following resource(s) failed to update: [Queue, ${failed}]. `);
    tell("UPDATE_ROLLBACK_COMPLETE");
  }

  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/events-detail-reference.html */
  #happen(id: string, resource: string, type: string, status: string, reason: string | undefined): void {
    const { cloud } = this.#parts;
    const known = this.#happenings.get(id) ?? [];
    this.#happenings.set(id, [...known, { resource, type, status, reason, at: this.#parts.clock.now() }]);
    const details = { status, ...(reason !== undefined && { "status-reason": reason }) };
    if (type === stackType) {
      cloud?.publish("aws.cloudformation", "CloudFormation Stack Status Change", [id], {
        "stack-id": id,
        "status-details": details,
      });
    } else {
      cloud?.publish("aws.cloudformation", "CloudFormation Resource Status Change", [id], {
        "stack-id": id,
        "logical-resource-id": resource,
        "physical-resource-id": resource.toLowerCase(),
        "status-details": details,
        "resource-type": type,
      });
    }
  }

  all(): Stack[] {
    return [...this.#stacks.values()];
  }
}

/** One stack during creation; referenced resources are created first. */
class Making {
  readonly #name: string;
  readonly #id: string;
  readonly #template: Fields;
  readonly #resources: Fields;
  readonly #parameters: Readonly<Record<string, string>>;
  readonly #parts: Parts;
  readonly #made = new Map<string, Made>();

  constructor(name: string, template: Fields, parameters: Readonly<Record<string, string>>, parts: Parts) {
    this.#name = name;
    this.#id = `arn:aws:cloudformation:${region}:${account}:stack/${name}/${digest(name)}`;
    this.#template = template;
    this.#resources = fields(template.Resources);
    this.#parameters = parameters;
    this.#parts = parts;
  }

  make(): Stack {
    const createdAt = this.#parts.clock.now();
    const wanted = Object.keys(this.#resources).filter((logicalId) => this.#isWanted(logicalId));
    return {
      id: this.#id,
      name: this.#name,
      createdAt,
      resources: wanted.map((logicalId) => ({
        logicalId,
        type: String(fields(this.#resources[logicalId]).Type),
        physicalId: this.#resource(logicalId).physicalId,
        createdAt,
      })),
      outputs: Object.fromEntries(
        Object.entries(fields(this.#template.Outputs)).map(([key, output]) => [
          key,
          String(this.#resolve(fields(output).Value)),
        ]),
      ),
    };
  }

  #isWanted(logicalId: string): boolean {
    const { Condition: condition } = fields(this.#resources[logicalId]);
    return typeof condition !== "string" || this.#isTrue(condition);
  }

  #resource(logicalId: string): Made {
    const known = this.#made.get(logicalId);
    if (known) return known;
    const resource = this.#resources[logicalId];
    if (!isObject(resource))
      throw new AwsError("ValidationError", `Template format error: Unresolved resource ${logicalId}`);
    const made = this.#create(logicalId, String(resource.Type), fields(this.#resolve(resource.Properties)));
    this.#made.set(logicalId, made);
    return made;
  }

  #create(logicalId: string, type: string, properties: Fields): Made {
    const { queues, topics, rules, roles } = this.#parts;
    const named = (property: string): string => {
      const own = properties[property];
      return typeof own === "string" ? own : `${this.#name}-${logicalId}-${digest(this.#name + logicalId)}`;
    };
    const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;
    switch (type) {
      case "AWS::SQS::Queue": {
        const name = named("QueueName");
        const { deadLetterTargetArn, maxReceiveCount } = fields(properties.RedrivePolicy);
        const made = queues.create(name, {
          ...(properties.FifoQueue === true && { fifo: true }),
          ...(properties.VisibilityTimeout !== undefined && {
            visibilitySeconds: Number(properties.VisibilityTimeout),
          }),
          ...(typeof deadLetterTargetArn === "string" && {
            deadLetter: {
              queue: deadLetterTargetArn.split(":").at(-1) ?? "",
              maxReceiveCount: Number(maxReceiveCount),
            },
          }),
        });
        return { physicalId: made.url, attributes: { Arn: made.arn, QueueName: name } };
      }
      case "AWS::SNS::Topic": {
        const name = named("TopicName");
        const topicArn = topics.create(name);
        return { physicalId: topicArn, attributes: { TopicName: name } };
      }
      case "AWS::SNS::Subscription": {
        const { TopicArn, Protocol, Endpoint } = properties;
        const { arn: subscription } = topics.subscribe(String(TopicArn), String(Protocol), String(Endpoint));
        return { physicalId: subscription, attributes: {} };
      }
      case "AWS::Events::Rule": {
        const rule = rules.put(named("Name"), {
          pattern: JSON.stringify(properties.EventPattern),
          description: typeof properties.Description === "string" ? properties.Description : undefined,
          isEnabled: properties.State !== "DISABLED",
        });
        rule.targets = (properties.Targets ?? []) as typeof rule.targets;
        return { physicalId: rule.name, attributes: { Arn: rule.arn } };
      }
      case "AWS::IAM::Role": {
        const role = roles.create(named("RoleName"), JSON.stringify(properties.AssumeRolePolicyDocument));
        for (const policy of (properties.Policies ?? []) as Fields[])
          role.policies.set(String(policy.PolicyName), JSON.stringify(policy.PolicyDocument));
        return { physicalId: role.name, attributes: { Arn: role.arn } };
      }
      case "AWS::DynamoDB::Table": {
        const name = named("TableName");
        return { physicalId: name, attributes: { Arn: arn("dynamodb", `table/${name}`) } };
      }
      case "AWS::Lambda::Function": {
        const name = named("FunctionName");
        return { physicalId: name, attributes: { Arn: arn("lambda", `function:${name}`) } };
      }
      case "AWS::Logs::LogGroup": {
        const name = named("LogGroupName");
        return { physicalId: name, attributes: { Arn: arn("logs", `log-group:${name}:*`) } };
      }
      case "AWS::ApiGatewayV2::Api": {
        const id = digest(this.#name + logicalId).slice(0, 10);
        const ApiEndpoint = `https://${id}.execute-api.${region}.amazonaws.com`;
        return { physicalId: id, attributes: { ApiId: id, ApiEndpoint } };
      }
      default:
        return { physicalId: named("Name"), attributes: { Arn: named("Name") } };
    }
  }

  #resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#resolve(one)).filter((one) => one !== noValue);
    if (!isObject(value)) return value;
    const [[key = "", argument] = []] = Object.entries(value);
    switch (key) {
      case "Ref":
        return this.#ref(String(argument));
      case "Fn::GetAtt": {
        const [logicalId = "", attribute = ""] = argument as string[];
        const found = this.#resource(logicalId).attributes[attribute];
        if (found === undefined)
          throw new AwsError("ValidationError", `Resource ${logicalId} has no attribute ${attribute}`);
        return found;
      }
      case "Fn::Sub":
        return String(argument).replace(/\$\{([^}]+)\}/g, (_, name: string) => {
          const [logicalId = "", attribute] = name.split(/\.(.*)/s);
          return String(
            attribute && !name.includes("::")
              ? this.#resolve({ "Fn::GetAtt": [logicalId, attribute] })
              : this.#ref(name),
          );
        });
      case "Fn::Equals": {
        const [one, other] = this.#list(argument);
        return one === other;
      }
      case "Fn::Not":
        return this.#list(argument)[0] !== true;
      case "Fn::And":
        return this.#list(argument).every((one) => one === true);
      case "Fn::Or":
        return this.#list(argument).some((one) => one === true);
      case "Fn::If": {
        const [condition, yes, no] = argument as [string, unknown, unknown];
        return this.#resolve(this.#isTrue(condition) ? yes : no);
      }
      case "Fn::Join": {
        const [separator, parts] = this.#list(argument);
        return (parts as unknown[]).join(String(separator));
      }
      case "Fn::Split": {
        const [separator, text] = this.#list(argument);
        return String(text).split(String(separator));
      }
      case "Fn::Select": {
        const [index, list] = this.#list(argument);
        return (list as unknown[])[Number(index)];
      }
      case "Condition":
        // With an object it is a key of policy statements instead.
        if (typeof argument === "string") return this.#isTrue(argument);
        return this.#members(value);
      default:
        return this.#members(value);
    }
  }

  #members(value: Fields): Fields {
    const members = Object.entries(value).map(([name, one]) => [name, this.#resolve(one)] as const);
    return Object.fromEntries(members.filter(([, one]) => one !== noValue));
  }

  #list(argument: unknown): unknown[] {
    return (argument as unknown[]).map((one) => this.#resolve(one));
  }

  #isTrue(condition: string): boolean {
    return this.#resolve(fields(this.#template.Conditions)[condition]) === true;
  }

  #ref(name: string): unknown {
    const pseudo: Record<string, string> = {
      "AWS::AccountId": account,
      "AWS::NoValue": "",
      "AWS::Partition": "aws",
      "AWS::Region": region,
      "AWS::StackId": this.#id,
      "AWS::StackName": this.#name,
      "AWS::URLSuffix": "amazonaws.com",
    };
    if (pseudo[name] !== undefined) return pseudo[name];
    if (name === "AWS::NoValue") return noValue;
    const parameter = fields(this.#template.Parameters)[name];
    if (isObject(parameter)) {
      const given = this.#parameters[name] ?? parameter.Default;
      return parameter.Type === "CommaDelimitedList" ? String(given).split(",") : given;
    }
    return this.#resource(name).physicalId;
  }
}

function fields(value: unknown): Fields {
  return isObject(value) ? value : {};
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
