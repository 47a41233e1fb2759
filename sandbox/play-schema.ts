/** The JSON Schema of a play: what `sandbox play FILE` reads. It is published as docs/play.schema.json and kept stable. */

const personas = ["owner", "operator", "viewer"];

const where = {
  description: "The newest message that matches; any when nothing is said.",
  type: "object",
  additionalProperties: false,
  properties: {
    channel: { type: "string", description: "Such as #deploys." },
    contains: { type: "string", description: "Text that stands in the message or in its blocks." },
    ts: { type: "string", description: "The message's timestamp." },
  },
};

const as = { enum: personas, default: "operator", description: "Who does it." };

function step(required: string[], properties: Record<string, object>, description: string): object {
  return { type: "object", additionalProperties: false, required, properties, description };
}

const functions = ["slack", "commands", "events", "ticks", "outbox"];

const times = { type: "integer", minimum: 1, default: 1, description: "How often." };

/** An object that has none of these fields. */
function without(...names: string[]): object {
  return { properties: Object.fromEntries(names.map((name) => [name, false])) };
}

const steps = {
  say: step(
    ["say"],
    {
      say: { type: "string", description: "A slash command, or a plain message." },
      as,
      in: { type: "string", default: "#deploys", description: "The channel it is typed in." },
      locale: { enum: ["en", "ko"], description: "That person's Slack locale from now on." },
    },
    "A person types something: a slash command reaches the bot as a signed request.",
  ),
  press: step(
    ["press"],
    { press: { type: "string", description: "The button's action id, or else its label." }, as, on: where },
    "A person presses a button.",
  ),
  choose: step(
    ["choose", "value"],
    { choose: { type: "string", description: "The menu's action id or label." }, value: {}, as, on: where },
    "A person chooses from a menu.",
  ),
  submit: step(
    ["submit"],
    { submit: { type: "object", description: "The fields' values by action id, block id or label." }, as },
    "A person submits the open modal.",
  ),
  dismiss: step(["dismiss"], { dismiss: {}, as }, "A person closes the open modal."),
  event: step(
    ["event"],
    {
      event: {
        type: ["string", "object"],
        description: "An EventBridge event, or a Lambda SNS event: a path relative to the file, or the object itself.",
      },
    },
    "Something that AWS publishes reaches the bot.",
  ),
  aws: step(
    ["aws"],
    {
      aws: {
        type: "object",
        minProperties: 1,
        description: "What happens, by name: { failHealthCheck: web-staging-asg }. docs/sandbox.md lists the names.",
      },
    },
    "A thing happens in AWS.",
  ),
  advance: step(
    ["advance"],
    {
      advance: {
        type: "string",
        pattern: "^(\\d+(\\.\\d+)?(ms|s|m|h|d))+$",
        description: "How long: 30s, 10m, 1h30m, 2d.",
      },
    },
    "Time passes: pipelines move, ticks fire.",
  ),
  clock: step(
    ["clock"],
    {
      clock: {
        type: "string",
        description:
          "A moment with its time zone: 2026-11-23T22:00:00+09:00. As the first step it is when the play begins.",
      },
    },
    "Time passes until a moment.",
  ),
  fault: step(
    ["fault"],
    {
      fault: {
        type: "object",
        additionalProperties: false,
        properties: {
          slack: {
            type: ["integer", "string"],
            description:
              "An HTTP status (429 with Retry-After, 500 …) or Slack's error code, such as invalid_blocks; timeout cuts the connection.",
          },
          method: {
            type: "string",
            description: "Such as chat.postMessage, or response_url; any by default.",
          },
          retryAfter: { type: "integer", minimum: 0, default: 1, description: "Seconds, with 429." },
          aws: {
            type: "string",
            description: "AWS's error code, such as Throttling; timeout cuts the connection without an answer.",
          },
          operation: { type: "string", description: "Such as StopInstances; any by default." },
          service: { type: "string", description: "The signing name, such as ec2; any by default." },
          status: { type: "integer", description: "The HTTP status, where it is not the code's usual one." },
          times,
          carriedOut: {
            type: "boolean",
            default: false,
            description: "Whether the service does it all the same, and only its answer is lost.",
          },
        },
        oneOf: [
          { required: ["slack"], ...without("aws", "operation", "service", "status") },
          { required: ["aws"], ...without("slack", "method", "retryAfter") },
        ],
      },
    },
    "The bot's next such calls to Slack or AWS fail; the SDK's own second try is a call of its own.",
  ),
  crash: step(
    ["crash"],
    {
      crash: {
        type: "object",
        additionalProperties: false,
        properties: {
          before: { type: "string", description: "The call never reaches the service." },
          after: {
            type: "string",
            description: "The service carries the call out, and the function never hears of it.",
          },
          function: { enum: functions, description: "Any by default." },
          times,
        },
        oneOf: [
          { required: ["before"], ...without("after") },
          { required: ["after"], ...without("before") },
        ],
      },
    },
    "The next invocation that makes that call (an operation of AWS, a method of Slack, response_url) dies at it.",
  ),
  redeliver: step(
    ["redeliver"],
    { redeliver: { type: "integer", minimum: 0, maximum: 20 } },
    "From now on each message in a queue goes to its function that many more times, though it succeeded.",
  ),
  drop: step(
    ["drop"],
    {
      drop: {
        type: "string",
        minLength: 1,
        description: "A detail-type, source/detail-type, or SNS subject.",
      },
    },
    "The next event of that kind is lost before it reaches the bot.",
  ),
  http: step(
    ["http"],
    {
      http: {
        type: "object",
        additionalProperties: false,
        properties: {
          method: { type: "string", default: "POST" },
          path: { type: "string", pattern: "^/", default: "/slack/events" },
          headers: { type: "object", additionalProperties: { type: ["string", "number"] } },
          body: { type: ["string", "object"], description: "Text as it is; an object is sent as JSON." },
          base64: { type: "boolean", description: "Whether API Gateway hands the body on base64 encoded." },
        },
      },
    },
    "A raw request to the bot, unsigned unless it signs itself.",
  ),
};

const config = step(
  ["config"],
  {
    config: {
      type: ["string", "object"],
      description:
        "The path of a nightshift.yaml, relative to the file; or an object, whose keys replace those of sandbox/nightshift.yaml.",
    },
  },
  "The first step only: the configuration that the play runs with.",
);

export const playSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "A play for Nightshift's sandbox",
  description: "Steps that are carried out in order; after each the queues are drained without time passing.",
  type: "array",
  items: [{ oneOf: [{ $ref: "#/definitions/step" }, { $ref: "#/definitions/config" }] }],
  additionalItems: { $ref: "#/definitions/step" },
  definitions: {
    config,
    step: {
      oneOf: [
        ...Object.values(steps),
        step(
          ["parallel"],
          { parallel: { type: "array", minItems: 1, items: { $ref: "#/definitions/step" } } },
          "Steps that are delivered at once.",
        ),
      ],
    },
  },
};

/** The kinds of steps, for messages about an unknown one. */
export const stepNames = [...Object.keys(steps), "parallel", "config"];
