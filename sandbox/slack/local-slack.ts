import type { AddressInfo } from "node:net";
import type { Clock } from "../clock.ts";
import type { Lives } from "../deaths.ts";
import type { Ids } from "../ids.ts";
import { slack } from "../world.ts";
import { Bot, type BotAnswer } from "./bot.ts";
import { type Fault, Faults } from "./faults.ts";
import { Modals } from "./modals.ts";
import type { Delivery, OpenView, SlackChannel, SlackMessage, SlackPerson, View } from "./model.ts";
import { eventPayload } from "./payloads.ts";
import { PeopleAtWork, type Where } from "./people-at-work.ts";
import { RateLimits } from "./rate-limits.ts";
import { ResponseUrls } from "./response-urls.ts";
import { createSlackServer, type SlackCall } from "./server.ts";
import { sign } from "./signing.ts";
import { Triggers } from "./triggers.ts";
import { Workspace } from "./workspace.ts";

export interface LocalSlackOptions {
  readonly clock: Clock;
  readonly ids: Ids;
  /** From the app's manifest: a method whose scope is missing answers missing_scope. */
  readonly scopes: readonly string[];
  /** Delivers a request to the bot, over HTTP. */
  readonly deliver: (delivery: Delivery) => Promise<{ status: number; body: string }>;
  readonly onCall?: (call: SlackCall) => void;
  /** Awaited before a request is carried out; the returned function is called after the answer was written. */
  readonly turn?: (container: string) => Promise<() => void>;
  /** Which caller dies at which request, by container. */
  readonly lives?: Lives;
  readonly port?: number;
  /** Milliseconds of real time for the bot's answer; by default Slack's 3,000. */
  readonly patience?: number;
}

/** A Slack workspace on this machine: its Web API over HTTP, and its people. */
export interface LocalSlack {
  readonly url: string;
  /** The Web API's base URL for a caller of that name. */
  apiUrl(container: string): string;
  close(): Promise<void>;
  /** In their current form, oldest first. */
  readonly messages: readonly SlackMessage[];
  readonly people: readonly SlackPerson[];
  readonly channels: readonly SlackChannel[];
  /** Called when a message, reaction, pin, view, locale or membership changed; the returned function unsubscribes. */
  onChange(listener: () => void): () => void;
  /** A person types a command, e.g. "/deploy staging", or a plain message. Status 0: the bot did not answer. */
  say(person: string, channel: string, text: string): Promise<BotAnswer>;
  /** A person presses a button, by its action id or else its label; throws with the list of buttons if there is none. */
  press(person: string, button: string, on?: Where): Promise<BotAnswer>;
  choose(person: string, menu: string, value: unknown, on?: Where): Promise<BotAnswer>;
  suggest(person: string, menu: string, typed: string, on?: Where): Promise<BotAnswer>;
  /** Fills in and submits the front modal; fields by action id, block id or label. */
  submit(person: string, values: Record<string, unknown>): Promise<BotAnswer>;
  dismiss(person: string): Promise<void>;
  viewOf(person: string): View | undefined;
  /** The front modal, with the bot's answer to the last submission. */
  openViewOf(person: string): OpenView | undefined;
  homeOf(person: string): View | undefined;
  /** Sends an event; if the bot does not accept it, again at once, after one and after five minutes of the clock. */
  event(event: Record<string, unknown>): Promise<BotAnswer>;
  setLocale(person: string, locale: "en" | "ko"): void;
  setBotMember(channel: string, isMember: boolean): void;
  fault(fault: Fault): void;
  /** A request with Slack's signature, at the clock's time. */
  sign(body: string, contentType: string): Delivery;
}

const locales = { en: "en-US", ko: "ko-KR" } as const;
/** https://docs.slack.dev/apis/events-api#retries */
const retryAfter = [0, 60_000, 300_000] as const;

export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const { clock, ids } = options;
  const workspace = new Workspace(clock, ids);
  const modals = new Modals(workspace, clock, ids);
  const triggers = new Triggers(clock, ids);
  const responseUrls = new ResponseUrls(workspace, clock, ids);
  const faults = new Faults();
  const bot = new Bot(clock, options.deliver, options.patience ?? Number(process.env.SLACK_PATIENCE_MS ?? 3_000));
  const server = createSlackServer({
    reach: { workspace, modals, triggers, rates: new RateLimits(clock), scopes: options.scopes },
    faults,
    responseUrls,
    onCall: options.onCall,
    turn: options.turn,
    lives: options.lives,
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = new PeopleAtWork({
    workspace,
    modals,
    triggers,
    responseUrls,
    bot,
    address: () => url,
  });

  const idOf = (person: string) => {
    const found = workspace.person(person);
    if (!found) throw new Error(`Nobody here is "${person}".`);
    return found.id;
  };

  async function sendEvent(event: Record<string, unknown>): Promise<BotAnswer> {
    const seconds = Math.floor(clock.now().getTime() / 1000);
    const sent = eventPayload(event, `Ev0${ids.upper(8)}`, seconds);
    const attempt = async (retry: number, reason: string): Promise<BotAnswer> => {
      const headers = { "x-slack-retry-num": String(retry), "x-slack-retry-reason": reason };
      const answer = await bot.ask(sent, retry === 0 ? {} : headers);
      const delay = retryAfter[retry];
      if (answer.failure && delay !== undefined) {
        const why = answer.failure === "operation_timeout" ? "http_timeout" : "http_error";
        clock.after(delay, () => void attempt(retry + 1, why));
      }
      return answer;
    };
    return attempt(0, "");
  }

  return {
    url,
    apiUrl: (container) => `${url}/from/${encodeURIComponent(container)}/api/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    get messages() {
      return workspace.messages;
    },
    get people() {
      return workspace.people;
    },
    get channels() {
      return workspace.channels;
    },
    onChange: (listener) => workspace.onChange(listener),
    say: (person, channel, text) => people.say(person, channel, text),
    press: (person, button, on) => people.press(person, button, on),
    choose: (person, menu, value, on) => people.choose(person, menu, value, on),
    suggest: (person, menu, typed, on) => people.suggest(person, menu, typed, on),
    submit: (person, values) => people.submit(person, values),
    dismiss: (person) => people.dismiss(person),
    viewOf: (person) => modals.top(idOf(person))?.view,
    openViewOf: (person) => modals.top(idOf(person)),
    homeOf: (person) => modals.home(idOf(person)),
    event: sendEvent,
    setLocale: (person, locale) => workspace.setLocale(idOf(person), locales[locale]),
    setBotMember: (name, isMember) => {
      const channel = workspace.channel(name);
      if (!channel) throw new Error(`There is no channel "${name}".`);
      workspace.setBotMember(channel.id, isMember);
    },
    fault: (fault) => faults.add(fault),
    sign: (body, contentType) => sign(body, contentType, clock, slack.signingSecret),
  };
}

export type { BotAnswer } from "./bot.ts";
export type { Fault } from "./faults.ts";
export type { Where } from "./people-at-work.ts";
export type { SlackCall } from "./server.ts";
