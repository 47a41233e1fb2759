import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { isObject } from "../lib/pure/json.ts";

/** The parts of `serverless.yml` that the sandbox wires. */
export interface Template {
  readonly functions: Readonly<Record<string, FunctionOfTemplate>>;
  readonly queues: readonly QueueOfTemplate[];
  readonly rules: readonly { readonly pattern: Pattern; readonly queue: string }[];
  /** The functions that the minute tick calls. */
  readonly ticks: readonly string[];
}

export interface FunctionOfTemplate {
  /** `functions/slack` */
  readonly file: string;
  /** References to resources stay as `{ ref: logicalId }`. */
  readonly environment: Readonly<Record<string, string | Reference>>;
  readonly queue?: {
    readonly name: string;
    readonly batchSize: number;
    /** The maximum concurrency; unlimited by default. */
    readonly mostContainers?: number;
  };
  readonly route?: { readonly method: string; readonly path: string };
}

export interface Reference {
  readonly ref: string;
}

export interface QueueOfTemplate {
  /** The logical id. */
  readonly name: string;
  readonly fifo: boolean;
  readonly visibilitySeconds: number;
  readonly deadLetter?: { readonly queue: string; readonly maxReceiveCount: number };
}

export type Pattern = Readonly<Record<string, unknown>>;

const intrinsics = ["Ref", "GetAtt", "Sub", "Equals", "Not", "If", "Condition", "Join", "Select", "Split"];

/** Tags of CloudFormation's short form, kept as `{ Ref: … }` and the like. */
const customTags = intrinsics.flatMap((name) => [
  { tag: `!${name}`, resolve: (value: string) => ({ [name]: value }) },
  {
    tag: `!${name}`,
    collection: "seq" as const,
    resolve: (value: { toJSON(): unknown }) => ({ [name]: value.toJSON() }),
  },
]);

type Fields = Readonly<Record<string, unknown>>;

/** By path: parsing serverless.yml would be most of the cost of a new sandbox. */
const known = new Map<string, Fields>();

/** The parsed file, read once per process. */
function read(file: string): Fields {
  const root =
    known.get(file) ?? (parse(readFileSync(file, "utf8"), { customTags: customTags as never, merge: true }) as Fields);
  known.set(file, root);
  return root;
}

/** Reads the template; missing parts are errors. */
export function readTemplate(file: string): Template {
  const root = read(file);
  const resources = Object.assign({}, ...list(root.resources).map((part) => resourcesOf(part, file))) as Fields;
  const ofType = (type: string): [string, Fields][] =>
    Object.entries(resources).flatMap(([name, resource]) =>
      isObject(resource) && resource.Type === type
        ? [[name, fields(resource.Properties, name)] as [string, Fields]]
        : [],
    );

  const functions = Object.fromEntries(
    Object.entries(fields(root.functions, "functions")).map(([name, value]) => [
      name,
      readFunction(fields(value, name)),
    ]),
  );
  return {
    functions,
    queues: ofType("AWS::SQS::Queue").map(([name, properties]): QueueOfTemplate => {
      const redrive = isObject(properties.RedrivePolicy) ? properties.RedrivePolicy : undefined;
      return {
        name,
        fifo: properties.FifoQueue === true,
        visibilitySeconds: Number(properties.VisibilityTimeout ?? 30),
        ...(redrive && {
          deadLetter: {
            queue: logicalId(redrive.deadLetterTargetArn),
            maxReceiveCount: Number(redrive.maxReceiveCount),
          },
        }),
      };
    }),
    rules: ofType("AWS::Events::Rule").flatMap(([name, properties]) =>
      list(properties.Targets).map((target) => ({
        pattern: fields(properties.EventPattern, `${name}.EventPattern`),
        queue: logicalId(fields(target, name).Arn),
      })),
    ),
    ticks: ofType("AWS::Scheduler::Schedule").map(([name, properties]) => {
      const id = logicalId(fields(properties.Target, name).Arn);
      const found = Object.keys(functions).find((key) => `${key}lambdafunction` === id.toLowerCase());
      if (!found) throw new Error(`The schedule ${name} wakes ${id}, which is no function of serverless.yml`);
      return found;
    }),
  };
}

/** The resources in one part of `resources`: inline, or an included file. */
function resourcesOf(part: unknown, file: string): Fields {
  const path = /^\$\{file\(([^)]+)\)\}$/.exec(String(part))?.[1];
  const content: unknown = path ? read(join(dirname(file), path)) : part;
  return fields(fields(content, "resources").Resources, "resources.Resources");
}

/** The event patterns of a plain CloudFormation template's rules, resolved for that account. */
export function readPatterns(file: string, account: string): readonly Pattern[] {
  return Object.entries(fields(read(file).Resources, file)).flatMap(([name, resource]) => {
    if (!isObject(resource) || resource.Type !== "AWS::Events::Rule") return [];
    const { EventPattern } = fields(resource.Properties, name);
    return [withAccount(fields(EventPattern, name), account) as Pattern];
  });
}

function withAccount(value: unknown, account: string): unknown {
  if (Array.isArray(value)) return value.map((one) => withAccount(one, account));
  if (!isObject(value)) return value;
  if (value.Ref === "AWS::AccountId") return account;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withAccount(one, account)]));
}

function readFunction(fn: Fields): FunctionOfTemplate {
  const file = String(fn.handler).replace(/\.handler$/, "");
  const environment = Object.fromEntries(
    Object.entries(isObject(fn.environment) ? fn.environment : {}).map(([name, value]) => [
      name,
      isObject(value) ? { ref: logicalId(value) } : String(value),
    ]),
  );
  const triggers = list(fn.events).map((event) => fields(event, file));
  const sqs = triggers.map(({ sqs: trigger }) => trigger).find(isObject);
  const route = triggers.map(({ httpApi }) => httpApi).find(isObject);
  return {
    file,
    environment,
    ...(sqs && {
      queue: {
        name: logicalId(sqs.arn),
        batchSize: Number(sqs.batchSize ?? 10),
        ...(sqs.maximumConcurrency !== undefined && { mostContainers: Number(sqs.maximumConcurrency) }),
      },
    }),
    ...(route && { route: { method: String(route.method), path: String(route.path) } }),
  };
}

function logicalId(value: unknown): string {
  if (isObject(value)) {
    if (typeof value.Ref === "string") return value.Ref;
    if (typeof value.GetAtt === "string") return value.GetAtt.split(".")[0] ?? value.GetAtt;
    const [resource] = list(value["Fn::GetAtt"]);
    if (typeof resource === "string") return resource;
  }
  throw new Error(`serverless.yml: expected !Ref or !GetAtt, found ${JSON.stringify(value)}`);
}

function fields(value: unknown, where: string): Fields {
  if (isObject(value)) return value;
  throw new Error(`serverless.yml: expected keys under ${where}`);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Whether an event matches a rule's pattern, as far as our rules need it: lists of values, prefixes, existence.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = isObject(event) ? event[name] : undefined;
    if (!Array.isArray(wanted)) return isObject(wanted) && matches(wanted, value);
    return wanted.some((option: unknown) => {
      if (!isObject(option)) return Array.isArray(value) ? value.includes(option) : option === value;
      if (typeof option.prefix === "string") return typeof value === "string" && value.startsWith(option.prefix);
      if (typeof option.exists === "boolean") return option.exists === (value !== undefined);
      throw new Error(`The sandbox does not know the pattern ${JSON.stringify(option)}`);
    });
  });
}
