/** Opens a modal, with as little code as possible: the front door does it within a command's three seconds. */
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { jsonIn, textAt } from "../pure/json.ts";
import type { ModalView } from "./render-dialog.ts";

/** Whether it is open: `unknown` without an answer from Slack in time. */
export interface Opening {
  readonly outcome: "open" | "closed" | "unknown";
  /** Slack's error code, such as `expired_trigger_id`, or the network's. */
  readonly code?: string;
}

const standardUrl = "https://slack.com/api/";

/** https://docs.slack.dev/reference/methods/views.open */
export async function openView(
  token: string,
  opened: { readonly trigger_id: string; readonly view: ModalView },
  apiUrl = standardUrl,
  signal?: AbortSignal,
): Promise<Opening> {
  try {
    const answer = await post(new URL("views.open", apiUrl), token, JSON.stringify(opened), signal);
    const said = jsonIn(answer.body) as { ok?: unknown } | null | undefined;
    if (said?.ok === true) return { outcome: "open" };
    const code = textAt(said, "error") ?? `http_${answer.status}`;
    if (code === "duplicate_external_id") return { outcome: "open" };
    // Slack may have failed after opening it.
    return { outcome: answer.status >= 500 || broken.has(code) ? "unknown" : "closed", code };
  } catch (error) {
    return { outcome: "unknown", code: error instanceof Error ? error.name : "unknown" };
  }
}

const broken = new Set(["fatal_error", "internal_error", "request_timeout", "service_unavailable"]);

/** On a new connection: commands with a modal are so rare that a kept one would be closed by then. */
function post(url: URL, token: string, body: string, signal?: AbortSignal): Promise<{ status: number; body: string }> {
  const send = url.protocol === "http:" ? httpRequest : httpsRequest;
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json; charset=utf-8",
    "content-length": `${Buffer.byteLength(body)}`,
  };
  return new Promise((resolve, reject) => {
    const request = send(url, { method: "POST", headers, agent: false, ...(signal && { signal }) }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}
