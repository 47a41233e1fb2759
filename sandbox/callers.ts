import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";

/** The container in which code runs. */
export const callers = new AsyncLocalStorage<string>();

/** Says which container a request comes from, where neither a key nor an address does: on Slack's response URLs. */
export const callerHeader = "x-sandbox-caller";

// What a function fetches says who fetches it. https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
subscribe("undici:request:create", (message) => {
  const container = callers.getStore();
  const { request } = message as { request: { addHeader(name: string, value: string): void } };
  if (container !== undefined) request.addHeader(callerHeader, container);
});
