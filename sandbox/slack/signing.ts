import { createHmac } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Delivery } from "./model.ts";

/** A request to the bot, signed over its raw body at the clock's time (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
export function sign(
  body: string,
  contentType: string,
  clock: Clock,
  secret: string,
  more: Readonly<Record<string, string>> = {},
): Delivery {
  const timestamp = Math.floor(clock.now().getTime() / 1000).toString();
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`, "utf8").digest("hex");
  return {
    path: "/slack/events",
    headers: {
      "content-type": contentType,
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${digest}`,
      ...more,
    },
    body,
  };
}
