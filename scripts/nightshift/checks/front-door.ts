import { createHmac, randomUUID } from "node:crypto";
import { textAt } from "../../../lib/pure/json.ts";
import { defineCheck, right, unsure, wrong } from "../check.ts";

/** Longer than Slack waits, to distinguish a late answer from none. */
const patienceMs = 10_000;

/** The request URL answers Slack, and no one else. */
export const frontDoor = defineCheck({
  title: (words) => words["door.title"],
  needs: ["deployment"],
  async *look({ deployment }, { words, stage, aws }) {
    const url = deployment.outputs.get("SlackRequestUrl");
    if (!url) {
      yield wrong(words["door.nowhere"], words["deploy.again"]({ stage, region: aws.region }));
      return;
    }
    const forged = await post(url, "command=%2Fdeploy&text=help", {});
    if (typeof forged === "string") {
      yield wrong(words["door.closed"]({ url, reason: forged }), words["door.closed.remedy"]);
      return;
    }
    if (forged.status === 401) yield right(words["door.guarded"]({ url }));
    else yield wrong(words["door.unguarded"]({ status: forged.status }), words["door.log"]);

    const check = await post(url, "ssl_check=1&token=none", {});
    const status = typeof check === "string" ? check : `HTTP ${check.status}`;
    if (status === "HTTP 200") yield right(words["door.certificate"]);
    else yield wrong(words["door.certificate.refused"]({ status }), words["door.log"]);
  },
});

/** The front door accepts requests signed with the stored secret: the function can read it, and its clock is right. */
export const signature = defineCheck({
  title: (words) => words["signature.title"],
  needs: ["deployment", "signingSecret"],
  async *look({ deployment, signingSecret }, { words, now }) {
    const url = deployment.outputs.get("SlackRequestUrl");
    if (!url) return;
    // Slack's own check of an address: it is answered, and starts nothing. https://docs.slack.dev/reference/events/url_verification
    const challenge = randomUUID();
    const body = JSON.stringify({ type: "url_verification", challenge });
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const digest = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
    const answer = await post(url, body, {
      "content-type": "application/json",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${digest}`,
    });
    if (typeof answer === "string") yield unsure(words["door.closed"]({ url, reason: answer }));
    else if (answer.status === 200 && answer.challenge === challenge) yield right(words["signature.taken"]);
    else {
      yield wrong(words["signature.refused"]({ status: answer.status }), words["signature.refused.remedy"]);
    }
  },
});

/** The answer, or why there is none. */
async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly challenge?: string | undefined } | string> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body,
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await response.text();
    return { status: response.status, challenge: challengeIn(text) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message || cause.name : String(cause);
  }
}

function challengeIn(text: string): string | undefined {
  try {
    return textAt(JSON.parse(text), "challenge");
  } catch {
    return undefined;
  }
}
