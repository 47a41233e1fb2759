import { assumeRole } from "../../lib/aws/sts.ts";
import type { AlsoChecked, Verb } from "../../lib/aws/verb.ts";
import { type VerbName, verbs } from "../../lib/aws/verbs.ts";

/** The functions, as named in serverless.yml. */
export const functionNames = ["slack", "commands", "events", "ticks", "outbox"] as const;

export type FunctionName = (typeof functionNames)[number];

/** Resolved by CloudFormation. */
type Reference = { readonly "Fn::GetAtt": readonly [string, string] } | { readonly "Fn::Sub": string };

export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: Reference | "*" | readonly (Reference | "*")[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | Reference>>>>;
}

/** The statements that a set of verbs needs. */
export interface Rights {
  readonly actions: readonly string[];
  /** ARNs with CloudFormation's placeholders, or `*`. */
  readonly resources: readonly string[];
  readonly condition?: AlsoChecked["condition"];
}

export type Policies = Readonly<Record<FunctionName, readonly Statement[]>>;

interface Definition {
  readonly uses: readonly VerbName[];
}

/** The handlers' definitions, as far as rights depend on them. */
export interface Handlers {
  readonly commands: readonly Definition[];
  readonly actions: readonly Definition[];
  readonly events: readonly Definition[];
  readonly jobs: readonly Definition[];
}

/**
 * The policy statements of each function's role: what it needs to run at all, and the AWS actions of its handlers'
 * verbs.
 * @throws {Error} when an event handler declares a verb that changes something: events are untrusted input
 */
export function derivePolicies({ commands, actions, events, jobs }: Handlers): Policies {
  const changing = verbNames(events).filter((name) => verbs[name].effect !== "read");
  if (changing.length) {
    throw new Error(`The function events may only read, but its handlers use ${changing.join(", ")}`);
  }
  return {
    slack: [
      ...logs("SlackLogGroup"),
      ...parameter("slack/signing-secret", "Secret"),
      // Needed to open a dialog, which must happen within three seconds.
      ...parameter("slack/bot-token", "Token"),
      allow("QueueCommands", ["sqs:SendMessage"], arnOf("CommandsQueue")),
    ],
    commands: [
      ...logs("CommandsLogGroup"),
      consume("CommandsQueue", ["sqs:ChangeMessageVisibility"]),
      remember("Delete", "Get", "Put", "Query", "Update"),
      sendToOutbox,
      allow("Replay", ["sqs:SendMessage"], ["CommandsQueue", "EventsQueue"].map(arnOf)),
      ...rights([...commands, ...actions]),
    ],
    events: [
      ...logs("EventsLogGroup"),
      consume("EventsQueue", ["sqs:ChangeMessageVisibility"]),
      remember("Delete", "Get", "Put"),
      sendToOutbox,
      ...rights(events),
    ],
    ticks: [
      ...logs("TicksLogGroup"),
      remember("Delete", "Get", "Put", "Query", "Update"),
      sendToOutbox,
      allow("ReportLostTicks", ["sqs:SendMessage"], arnOf("TicksDeadLetters")),
      allow(
        "TellDeadLetters",
        ["sqs:DeleteMessage", "sqs:ReceiveMessage"],
        ["CommandsDeadLetters", "EventsDeadLetters", "OutboxDeadLetters"].map(arnOf),
      ),
      ...rights(jobs),
    ],
    outbox: [
      ...logs("OutboxLogGroup"),
      ...parameter("slack/bot-token", "Token"),
      consume("OutboxQueue", ["sqs:ChangeMessageVisibility"]),
      remember("Get", "Put"),
      allow("HandBackCommands", ["sqs:SendMessage"], arnOf("CommandsQueue")),
    ],
  };
}

/** Only the operations of lib/store that the function uses; none scans, and there are no transactions. */
function remember(...operations: readonly ("Delete" | "Get" | "Put" | "Query" | "Update")[]): Statement {
  const actions = operations.map((one) => `dynamodb:${one}${one === "Query" ? "" : "Item"}`);
  return allow("Remember", actions, arnOf("Table"));
}

const sendToOutbox = allow("QueueMessages", ["sqs:SendMessage"], arnOf("OutboxQueue"));

/** For the accounts of nightshift.yaml; each role's trust policy decides who may assume it. */
const takeRoles = allow("TakeRoles", assumeRole.actions, referencesTo(assumeRole.resources));

function logs(group: string): Statement[] {
  // A log group's ARN ends in :*, for its streams.
  return [allow("Log", ["logs:CreateLogStream", "logs:PutLogEvents"], arnOf(group))];
}

function consume(queue: string, more: readonly string[] = []): Statement {
  return allow(
    `Consume${queue}`,
    ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", ...more].sort(),
    arnOf(queue),
  );
}

/**
 * Reads one SecureString. Parameter Store decrypts with the caller's rights and the parameter's name as encryption
 * context, so any key works (the AWS managed alias/aws/ssm, or the team's own) for this and nothing else.
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
function parameter(name: string, what: string): Statement[] {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation and Serverless
  const folder = "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/nightshift/${sls:stage}";
  const arn = { "Fn::Sub": `${folder}/${name}` };
  return [
    allow(`Read${what}`, ["ssm:GetParameter"], arn),
    {
      ...allow(`Decrypt${what}`, ["kms:Decrypt"], {
        "Fn::Sub": "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*",
      }),
      Condition: {
        StringEquals: {
          "kms:ViaService": { "Fn::Sub": "ssm.${AWS::Region}.amazonaws.com" },
          "kms:EncryptionContext:PARAMETER_ARN": arn,
        },
      },
    },
  ];
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation and Serverless
}

function rights(handlers: readonly Definition[]): Statement[] {
  const statements = rightsOf(verbNames(handlers)).map(({ actions, resources, condition }, index) => ({
    ...allow(`Verbs${index + 1}`, actions, referencesTo(resources)),
    ...(condition && { Condition: condition }),
  }));
  // A function without rights at home needs none elsewhere.
  return statements.length ? [takeRoles, ...statements] : [];
}

/** The verbs' rights: grouped by resources, in the order of the verbs' names, then what AWS also checks. */
export function rightsOf(names: readonly VerbName[]): Rights[] {
  const byResources = new Map<string, { actions: Set<string>; resources: readonly string[] }>();
  const besides = new Map<string, Rights>();
  for (const name of [...names].sort()) {
    const { actions, resources, alsoChecked = [] }: Verb<never, unknown> = verbs[name];
    const key = [...resources].sort().join(" ");
    const known = byResources.get(key) ?? { actions: new Set(), resources };
    for (const action of actions) known.actions.add(action);
    byResources.set(key, known);
    for (const { action, resources: others, condition } of alsoChecked) {
      besides.set(JSON.stringify([action, others, condition]), {
        actions: [action],
        resources: others,
        condition,
      });
    }
  }
  return [
    ...[...byResources.values()].map(({ actions, resources }) => ({
      actions: [...actions].sort(),
      resources: [...resources].sort(),
    })),
    ...besides.values(),
  ];
}

export function verbNames(handlers: readonly Definition[]): VerbName[] {
  return [...new Set(handlers.flatMap(({ uses }) => uses))].sort();
}

function referencesTo(resources: readonly string[]): Statement["Resource"] {
  const [first, ...others] = resources;
  if (first === undefined) throw new Error("A right names no resources");
  return others.length ? resources.map(reference) : reference(first);
}

function reference(resource: string): Reference | "*" {
  return resource === "*" ? "*" : { "Fn::Sub": resource };
}

function arnOf(resource: string): Reference {
  return { "Fn::GetAtt": [resource, "Arn"] };
}

function allow(Sid: string, Action: readonly string[], Resource: Statement["Resource"]): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}
