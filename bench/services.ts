/**
 * The services that the measured functions call, in a process of their own (started by start-services.ts): AWS's JSON
 * protocol over one table and a few queues in memory, Slack's Web API and webhooks, over TLS. They answer at once and
 * store only what the functions read again.
 */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { slack } from "../sandbox/world.ts";
import { makeCertificate } from "./certificate.ts";
import type { Answer, Question } from "./start-services.ts";

type Input = Readonly<Record<string, unknown>>;
type Attributes = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

class Refusal extends Error {
  override readonly name = "Refusal";
}

let items = new Map<string, Attributes>();
let kept = new Map<string, Attributes>();
/** The body of the last message of each queue, by the queue's name. */
const lastMessages = new Map<string, string>();
const calls = new Map<string, number>();

const address = ({ pk, sk }: Attributes): string => `${pk?.S}\n${sk?.S}`;

/** The store's two write conditions. */
function check(input: Input, current: Attributes | undefined): void {
  const condition = input.ConditionExpression;
  const values = input.ExpressionAttributeValues as Attributes | undefined;
  const holds =
    condition === undefined ||
    (condition === "attribute_not_exists(pk)" && current === undefined) ||
    (condition === "#revision = :revision" && current?.revision?.N === values?.[":revision"]?.N);
  if (!holds) throw new Refusal("ConditionalCheckFailedException");
}

const answers: Readonly<Record<string, (input: Input) => object>> = {
  "DynamoDB_20120810.GetItem": (input) => {
    const Item = items.get(address(input.Key as Attributes));
    return Item ? { Item } : {};
  },
  "DynamoDB_20120810.PutItem": (input) => {
    const item = input.Item as Attributes;
    check(input, items.get(address(item)));
    items.set(address(item), item);
    return {};
  },
  "DynamoDB_20120810.DeleteItem": (input) => {
    const key = address(input.Key as Attributes);
    check(input, items.get(key));
    items.delete(key);
    return {};
  },
  // The store's only update: a counter, `ADD #count :one`.
  "DynamoDB_20120810.UpdateItem": (input) => {
    const key = input.Key as Attributes;
    const values = input.ExpressionAttributeValues as Attributes;
    const count = Number(items.get(address(key))?.count?.N ?? 0) + Number(values[":one"]?.N);
    const counted = { count: { N: `${count}` } };
    items.set(address(key), { ...key, ...counted });
    return { Attributes: counted };
  },
  "DynamoDB_20120810.Query": (input) => {
    const values = input.ExpressionAttributeValues as Attributes;
    const upTo = values[":upTo"]?.S;
    const Items = [...items.values()]
      .filter(({ pk, sk }) => pk?.S === values[":pk"]?.S && (upTo === undefined || (sk?.S ?? "") <= upTo))
      .sort((a, b) => ((a.sk?.S ?? "") < (b.sk?.S ?? "") ? -1 : 1))
      .slice(0, Number(input.Limit ?? 1_000));
    return { Items, Count: Items.length };
  },
  "AmazonSQS.SendMessage": (input) => {
    const body = String(input.MessageBody);
    lastMessages.set(String(input.QueueUrl).split("/").at(-1) ?? "", body);
    return { MessageId: randomUUID(), MD5OfMessageBody: createHash("md5").update(body).digest("hex") };
  },
  "AmazonSSM.GetParameter": ({ Name }) => ({
    Parameter: {
      Name,
      Type: "SecureString",
      Value: String(Name).endsWith("signing-secret") ? slack.signingSecret : slack.botToken,
    },
  }),
  "CodePipeline_20150709.GetPipelineState": ({ name }) => ({
    pipelineName: name,
    stageStates: ["Source", "Build", "Deploy"].map((stageName) => ({ stageName, actionStates: [] })),
  }),
  "CodePipeline_20150709.GetPipelineExecution": ({ pipelineName, pipelineExecutionId }) => ({
    pipelineExecution: { pipelineName, pipelineExecutionId, status: "InProgress" },
  }),
  "CodePipeline_20150709.ListPipelineExecutions": () => ({ pipelineExecutionSummaries: [] }),
  "CodePipeline_20150709.StartPipelineExecution": () => ({ pipelineExecutionId: randomUUID() }),
};

/** https://docs.slack.dev/reference/methods: the few in use. */
const methods: Readonly<Record<string, object>> = {
  "auth.test": {
    url: `https://${slack.team.domain}.slack.com/`,
    team: slack.team.name,
    team_id: slack.team.id,
    user: slack.bot.name,
    user_id: slack.bot.userId,
    bot_id: slack.bot.id,
  },
  "chat.postMessage": { channel: slack.channels[0].id, ts: "1763700000.000100", message: {} },
  "chat.getPermalink": {
    channel: slack.channels[0].id,
    permalink: `https://${slack.team.domain}.slack.com/archives/${slack.channels[0].id}/p1763700000000100`,
  },
  "views.open": { view: { id: "V0BENCH", type: "modal" } },
  "users.info": { user: { id: slack.people[1].id, locale: slack.people[1].locale } },
};

interface Reply {
  readonly call: string;
  readonly status: number;
  readonly body: string;
}

function reply(path: string, target: string | undefined, body: string): Reply {
  if (target === undefined) {
    const method = /^\/api\/([\w.]+)$/.exec(path)?.[1];
    if (method === undefined) return { call: "webhook", status: 200, body: "ok" };
    const known = methods[method];
    const said = known ? { ok: true, ...known } : { ok: false, error: "unknown_method" };
    return { call: method, status: 200, body: JSON.stringify(said) };
  }
  const answer = answers[target];
  if (!answer) return { call: target, status: 400, body: '{"__type":"UnknownOperationException"}' };
  try {
    return { call: target, status: 200, body: JSON.stringify(answer(JSON.parse(body) as Input)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { call: target, status: 400, body: JSON.stringify({ __type: error.message }) };
  }
}

const { key, certificate } = makeCertificate(new Date());
const server = createServer({ key, cert: certificate }, async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const target = request.headers["x-amz-target"];
  const { call, status, body } = reply(
    request.url ?? "/",
    target === undefined ? undefined : String(target),
    Buffer.concat(chunks).toString("utf8"),
  );
  calls.set(call, (calls.get(call) ?? 0) + 1);
  // In AWS, parameters and queues are on different hosts: the next call needs a new connection.
  if (call === "AmazonSSM.GetParameter") response.setHeader("connection", "close");
  response.writeHead(status, {
    "content-type": target === undefined ? "application/json" : "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
});
// No session resumption, for the same reason: each connection costs a full handshake.
server.on("secureConnection", () => server.setTicketKeys(randomBytes(48)));
server.keepAliveTimeout = 0;

const say = (answer: Answer): void => {
  process.send?.(answer);
};

process.on("message", (question: Question) => {
  if (question.ask === "keep") kept = new Map(items);
  if (question.ask === "reset") {
    items = new Map(kept);
    calls.clear();
  }
  say({ calls: Object.fromEntries(calls), lastMessages: Object.fromEntries(lastMessages) });
});
// Exits with its parent.
process.on("disconnect", () => process.exit(0));

server.listen(0, "127.0.0.1", () => {
  say({ url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, certificate });
});
