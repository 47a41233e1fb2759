import type { VerbName } from "../aws/verbs.ts";
import { verbs } from "../aws/verbs.ts";

/** The functions, as serverless.yml names them. */
export const functionNames = ["slack", "commands", "events", "ticks", "outbox"] as const;

export type FunctionName = (typeof functionNames)[number];

/** What CloudFormation fills in. */
type Reference = { readonly "Fn::GetAtt": readonly [string, string] } | { readonly "Fn::Sub": string };

export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: Reference | "*" | readonly (Reference | "*")[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | Reference>>>>;
}

export type Policies = Readonly<Record<FunctionName, readonly Statement[]>>;

interface Uses {
  readonly uses: readonly VerbName[];
}

/** The tables of handlers, as far as rights follow from them. */
export interface Handlers {
  readonly commands: readonly Uses[];
  readonly actions: readonly Uses[];
  readonly events: readonly Uses[];
  readonly jobs: readonly Uses[];
}

/**
 * The statements of each function's role: what it needs to run at all, and the AWS actions of the verbs that its
 * handlers declare.
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
      ...parameter("slack/signing-secret"),
      allow("QueueCommands", ["sqs:SendMessage"], arnOf("CommandsQueue")),
    ],
    commands: [
      ...logs("CommandsLogGroup"),
      consume("CommandsQueue"),
      remember,
      sendToOutbox,
      ...rights([...commands, ...actions]),
    ],
    events: [...logs("EventsLogGroup"), consume("EventsQueue"), remember, sendToOutbox, ...rights(events)],
    ticks: [
      ...logs("TicksLogGroup"),
      remember,
      sendToOutbox,
      allow("ReportLostTicks", ["sqs:SendMessage"], arnOf("TicksDeadLetters")),
      ...rights(jobs),
    ],
    outbox: [
      ...logs("OutboxLogGroup"),
      ...parameter("slack/bot-token"),
      consume("OutboxQueue", ["sqs:ChangeMessageVisibility"]),
      remember,
      allow("HandBackCommands", ["sqs:SendMessage"], arnOf("CommandsQueue")),
    ],
  };
}

/** Just the operations of lib/store; it makes neither scans nor transactions. */
const remember = allow(
  "Remember",
  ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
  arnOf("Table"),
);

const sendToOutbox = allow("QueueMessages", ["sqs:SendMessage"], arnOf("OutboxQueue"));

function logs(group: string): Statement[] {
  // The ARN of a log group ends in :*, which stands for its streams.
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
 * Reading one SecureString. Parameter Store decrypts with the caller's right, under a context that names the parameter,
 * so that the key can be any (the AWS managed alias/aws/ssm, or the team's own) and yet opens nothing else.
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
function parameter(name: string): Statement[] {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation and Serverless
  const folder =
    "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/nightshift/${sls:stage}";
  const arn = { "Fn::Sub": `${folder}/${name}` };
  return [
    allow("ReadSecret", ["ssm:GetParameter"], arn),
    {
      ...allow("DecryptSecret", ["kms:Decrypt"], {
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

/** One statement for each set of resources, in the order of the verbs' names. */
function rights(handlers: readonly Uses[]): Statement[] {
  const byResources = new Map<string, { actions: Set<string>; resources: readonly string[] }>();
  for (const name of verbNames(handlers)) {
    const { actions, resources } = verbs[name];
    const key = [...resources].sort().join(" ");
    const known = byResources.get(key) ?? { actions: new Set(), resources };
    for (const action of actions) known.actions.add(action);
    byResources.set(key, known);
  }
  return [...byResources.values()].map(({ actions, resources }, index) => {
    const references = [...resources].sort().map(reference);
    const [first, ...others] = references;
    if (!first) throw new Error(`A verb with ${[...actions].join(", ")} names no resources`);
    return allow(`Verbs${index + 1}`, [...actions].sort(), others.length ? references : first);
  });
}

function verbNames(handlers: readonly Uses[]): VerbName[] {
  return [...new Set(handlers.flatMap(({ uses }) => uses))].sort();
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
