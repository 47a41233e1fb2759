/**
 * The front door: verifies a request from Slack, queues it and acknowledges it; for a command that needs a dialog it
 * first opens one. It must start cold in a fraction of Slack's three seconds, so it loads neither an SDK client nor a
 * Slack library.
 */
import { isUtf8 } from "node:buffer";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { createSecret, type Secret } from "../lib/aws/secret.ts";
import { callJson } from "../lib/aws/signed-call.ts";
import { type Host, setting } from "../lib/host.ts";
import { jsonIn, textAt } from "../lib/pure/json.ts";
import type { QueuedRequest } from "../lib/requests/queued-request.ts";
import { isSigned, type SignedRequest } from "../lib/slack/signature.ts";
import { createDialogs, type Dialogs } from "./dialogs.ts";
import { inLambda } from "./lambda-host.ts";

type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** The SQS limit in bytes; requests from Slack are far smaller. */
const largestMessage = 1024 * 1024;

export function createHandler(host: Host): Handler {
  const secret = createSecret(host, setting(host, "SIGNING_SECRET_PARAMETER"));
  const dialogs = createDialogs(host);
  return async (event) => {
    try {
      return await receive(event, host, secret, dialogs);
    } catch (error) {
      // Slack shows its own error and the person tries again; nothing was accepted.
      const reason = error instanceof Error ? error.name : "unknown";
      host.log({ level: "error", event: "request not taken", reason });
      return { statusCode: 503 };
    }
  };
}

async function receive(
  event: APIGatewayProxyEventV2,
  host: Host,
  secret: Secret,
  dialogs: Dialogs,
): Promise<APIGatewayProxyStructuredResultV2> {
  const begun = performance.now();
  const headers = lowerCased(event.headers);
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  const text = body.toString("utf8");
  const isJson = (headers["content-type"] ?? "").toLowerCase().startsWith("application/json");
  const form = isJson ? undefined : new URLSearchParams(text);
  // Slack's certificate check is not signed, and needs no action.
  // https://docs.slack.dev/interactivity/implementing-slash-commands
  if (form?.get("ssl_check") === "1" && !form.has("command") && !form.has("payload")) return { statusCode: 200 };

  const request: SignedRequest = {
    body,
    timestamp: headers["x-slack-request-timestamp"],
    signature: headers["x-slack-signature"],
  };
  if (!(await isFromSlack(request, host, secret))) return { statusCode: 401 };
  // A queue takes text only, and only the signed bytes may be passed on.
  if (!isUtf8(body)) return { statusCode: 400 };

  if (isJson) {
    const challenge = challengeIn(text);
    if (challenge !== undefined) return json({ challenge });
  }
  const expired = form && dialogs.expired(form);
  if (expired) return json(expired);
  const view = form && (await dialogs.open(form, begun));
  const queued: QueuedRequest = {
    at: host.now().toISOString(),
    contentType: isJson ? "json" : "form",
    body: text,
    ...(view && { view }),
  };
  // SQS would replace these two characters.
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
  const message = JSON.stringify(queued).replaceAll("\ufffe", "\\ufffe").replaceAll("\uffff", "\\uffff");
  if (Buffer.byteLength(message) > largestMessage) return { statusCode: 413 };
  await callJson(host, {
    service: "sqs",
    target: "AmazonSQS.SendMessage",
    jsonVersion: "1.0",
    input: { QueueUrl: setting(host, "COMMANDS_QUEUE_URL"), MessageBody: message },
  });
  return { statusCode: 200 };
}

function json(body: object): APIGatewayProxyStructuredResultV2 {
  return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

async function isFromSlack(request: SignedRequest, host: Host, secret: Secret): Promise<boolean> {
  // Without a signature there is nothing to verify, so the secret is not fetched.
  if (!request.signature || !request.timestamp) return false;
  if (isSigned(request, await secret.read(), host.now())) return true;
  // The secret may have been rotated since this container read it.
  return (await secret.refresh()) && isSigned(request, await secret.read(), host.now());
}

function lowerCased(headers: APIGatewayProxyEventV2["headers"] | undefined): APIGatewayProxyEventV2["headers"] {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}

/** https://docs.slack.dev/reference/events/url_verification */
function challengeIn(text: string): string | undefined {
  const parsed = jsonIn(text);
  return textAt(parsed, "type") === "url_verification" ? textAt(parsed, "challenge") : undefined;
}

export const handler: Handler = inLambda(createHandler);
