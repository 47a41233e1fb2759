import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";

/** The container that runs the current code. */
export const callers = new AsyncLocalStorage<string>();

/** Names the container of a request that has neither a key nor an address of its own: to Slack's response URLs. */
export const callerHeader = "x-sandbox-caller";

// Adds the header to everything that a function fetches. https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
subscribe("undici:request:create", (message) => {
  const container = callers.getStore();
  const { request } = message as { request: { addHeader(name: string, value: string): void } };
  if (container !== undefined) request.addHeader(callerHeader, container);
});
