import { createHandler } from "../../../functions/ticks.ts";
import type { LogLine } from "../../../lib/host.ts";
import { createStore, type Store } from "../../../lib/store/store.ts";
import type { LocalAws } from "../../../sandbox/aws/local-aws.ts";
import { account, region } from "../../../sandbox/world.ts";

/** The tick as a container of its own beside a sandbox, at whatever time, without the minutes in between. */
export function openTicks(aws: LocalAws, now: () => Date): { store: Store; tick(): Promise<void>; logs: LogLine[] } {
  // As the sandbox calls it.
  const tableName = "nightshift-sandbox";
  const client = { endpoint: aws.url, region, credentials: { accessKeyId: "tick", secretAccessKey: "tick" } };
  const logs: LogLine[] = [];
  const urlOf = (part: string): string =>
    `${aws.url}/${account}/${aws.queues.names().find((name) => name.toLowerCase().startsWith(part))}`;
  const handle = createHandler({
    env: {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "tick",
      AWS_SECRET_ACCESS_KEY: "tick",
      AWS_ENDPOINT_URL: aws.url,
      TABLE_NAME: tableName,
      ACCOUNT_ID: account,
      OUTBOX_QUEUE_URL: urlOf("outboxqueue"),
      COMMANDS_DEAD_LETTERS_URL: urlOf("commandsdead"),
      EVENTS_DEAD_LETTERS_URL: urlOf("eventsdead"),
      OUTBOX_DEAD_LETTERS_URL: urlOf("outboxdead"),
    },
    now,
    log: (line) => logs.push(line),
    // Without schedules, so that only what is due happens.
    readFile: async () => `
slack: { team: T0NIGHT, app: A0NIGHTSHIFT }
language: en
alerts: { channel: "#alerts" }
environments: { dev: { pipeline: web-dev, channel: "#deploys" } }
people: []
`,
  });
  return {
    store: createStore({ tableName, client }, (line) => logs.push(line)),
    tick: () => handle({}),
    logs,
  };
}
