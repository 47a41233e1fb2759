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
        description:
          "An EventBridge event, or a Lambda SNS event: a path relative to the file, or the object itself.",
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
        description:
          "What happens, by name: { failHealthCheck: web-staging-asg }. docs/sandbox.md lists the names.",
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

export const playSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "A play for Nightshift's sandbox",
  description: "Steps that are carried out in order; after each the queues are drained without time passing.",
  type: "array",
  items: { $ref: "#/definitions/step" },
  definitions: {
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

/** What steps there are, for messages about a step of no known kind. */
export const stepNames = [...Object.keys(steps), "parallel"];
