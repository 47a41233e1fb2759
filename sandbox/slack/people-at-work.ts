import { slack } from "../world.ts";
import { handleOf } from "./api-objects.ts";
import type { Bot, BotAnswer } from "./bot.ts";
import { type Control, controlsOf, isButton, isPicker, listControls, pick } from "./buttons.ts";
import { fillIn, heldBy, stateOf } from "./inputs.ts";
import type { Modals } from "./modals.ts";
import type { InputValue, SlackChannel, SlackMessage, SlackPerson, View, ViewState } from "./model.ts";
import {
  actionOf,
  closedPayload,
  commandPayload,
  messageActionsPayload,
  submissionPayload,
  suggestionPayload,
  viewActionsPayload,
} from "./payloads.ts";
import { readCommandReply, readSubmissionReply } from "./replies.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { Triggers } from "./triggers.ts";
import { slackbot, type Workspace } from "./workspace.ts";

/** Selects a message: the newest matching one that a person sees. */
export interface Where {
  readonly channel?: string;
  /** Text in the message or its blocks. */
  readonly contains?: string;
  readonly ts?: string;
}

interface Parts {
  readonly workspace: Workspace;
  readonly modals: Modals;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly bot: Bot;
  /** The base URL of response URLs. */
  readonly address: () => string;
}

type Found =
  | { readonly control: Control; readonly view: View }
  | { readonly control: Control; readonly message: SlackMessage; readonly channel: SlackChannel };

const trouble = "We had some trouble connecting. Try again?";

/** What people do in Slack: type, press, choose and submit. Throws for unknown names. */
export class PeopleAtWork {
  readonly #parts: Parts;
  /** People's choices in messages, by message. */
  readonly #choices = new Map<string, ViewState["values"]>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async say(personName: string, channelName: string, text: string): Promise<BotAnswer> {
    const { workspace, triggers, responseUrls, bot, address } = this.#parts;
    const person = this.#person(personName);
    const channel = this.#channel(channelName);
    const typed = /^(\/\S+)(?:\s+([\s\S]*))?$/.exec(text.trim());
    if (!typed) {
      workspace.post({ channel: channel.id, user: person.id, text: encode(text) });
      return { status: 200, body: "" };
    }
    const [, command = "", rest = ""] = typed;
    const answer = await bot.ask(
      commandPayload({
        person,
        channel,
        command,
        text: this.#escaped(rest),
        responseUrl: address() + responseUrls.issue("commands", channel.id, person.id),
        triggerId: triggers.issue(person.id),
      }),
    );
    this.#show(answer, command, person, channel);
    return answer;
  }

  async press(personName: string, button: string, where: Where = {}): Promise<BotAnswer> {
    const person = this.#person(personName);
    const found = this.#find(person, button, isButton, where, "button");
    return this.#act(person, found);
  }

  /** A person chooses in a menu or picker: an option's value or text, a date, an id; lists for multi-selects. */
  async choose(personName: string, menu: string, value: unknown, where: Where = {}): Promise<BotAnswer> {
    const person = this.#person(personName);
    const found = this.#find(person, menu, isPicker, where, "menu");
    return this.#act(person, found, heldBy(found.control.element, value));
  }

  /** A person types into an external menu: the bot's answer has the options. */
  async suggest(personName: string, menu: string, typed: string, where: Where = {}): Promise<BotAnswer> {
    const { workspace, bot } = this.#parts;
    const person = this.#person(personName);
    const isExternal = (type: string) => type.endsWith("external_select");
    const found = this.#find(person, menu, isExternal, where, "external menu");
    return bot.ask(suggestionPayload(workspace, person, found.control, typed, found));
  }

  async submit(personName: string, values: Readonly<Record<string, unknown>>): Promise<BotAnswer> {
    const { modals, triggers, bot } = this.#parts;
    const person = this.#person(personName);
    const open = modals.top(person.id);
    if (!open) throw new Error(`${person.name} has no modal open.`);
    if (!open.view.submit) throw new Error(`The modal of ${person.name} has nothing to submit.`);
    const state = fillIn(open.view.blocks, open.view.state, values);
    const view = modals.setState(person.id, open.view.id, state) ?? open.view;
    const answer = await bot.ask(submissionPayload(person, view, triggers.issue(person.id)));
    this.#settle(person, view, answer);
    return answer;
  }

  /** A person closes the front modal; the bot is notified if the view requests it. */
  async dismiss(personName: string): Promise<void> {
    const { modals, bot } = this.#parts;
    const person = this.#person(personName);
    const open = modals.top(person.id);
    if (!open) throw new Error(`${person.name} has no modal open.`);
    const { view } = open;
    if (view.clear_on_close) modals.clear(person.id);
    else modals.close(person.id);
    if (view.notify_on_close) await bot.ask(closedPayload(person, view, view.clear_on_close));
  }

  async #act(person: SlackPerson, found: Found, chosen?: InputValue): Promise<BotAnswer> {
    const { workspace, modals, triggers, responseUrls, bot, address } = this.#parts;
    const { control } = found;
    const action = actionOf(control, workspace.timestamp(), chosen);
    const triggerId = triggers.issue(person.id);
    if ("view" in found) {
      const state = withChoice(found.view.state, control, chosen);
      const view = modals.setState(person.id, found.view.id, state) ?? found.view;
      return bot.ask(viewActionsPayload({ person, view, action, triggerId }));
    }
    const { message, channel } = found;
    const key = `${message.channel} ${message.ts}`;
    const state = withChoice(stateOf(message.blocks, this.#choices.get(key)), control, chosen);
    this.#choices.set(key, state.values);
    const responseUrl = address() + responseUrls.issue("actions", channel.id, person.id, message);
    const answer = await bot.ask(
      messageActionsPayload(workspace, { person, channel, message, state, action, responseUrl, triggerId }),
    );
    if (answer.failure) {
      this.#note(person, channel, `"${control.label}" failed with the error "${answer.failure}"`);
    }
    return answer;
  }

  /** Shows the bot's answer to a command. */
  #show(answer: BotAnswer, command: string, person: SlackPerson, channel: SlackChannel): void {
    const reply = readCommandReply(answer.body);
    const failure = answer.failure ?? (reply.kind === "invalid" ? "invalid_command_response" : undefined);
    if (failure !== undefined) {
      this.#note(person, channel, `${command} failed with the error "${failure}"`);
    } else if (reply.kind === "message") {
      this.#parts.workspace.post({
        channel: channel.id,
        user: slack.bot.userId,
        text: reply.content.text ?? "",
        blocks: reply.content.blocks,
        ephemeralTo: reply.isPublic ? undefined : person.id,
      });
    }
  }

  /** Applies the bot's answer to a submission to the modals. */
  #settle(person: SlackPerson, view: View, answer: BotAnswer): void {
    const { modals } = this.#parts;
    const reply = answer.failure ? ({ kind: "invalid" } as const) : readSubmissionReply(answer.body, view);
    let isUnderstood = true;
    if (reply.kind === "close") modals.close(person.id);
    else if (reply.kind === "clear") modals.clear(person.id);
    else if (reply.kind === "errors") modals.complain(person.id, view.id, reply.errors);
    else if (reply.kind === "update") {
      isUnderstood = typeof modals.replace(person.id, view, reply.view) !== "string";
    } else if (reply.kind === "push") {
      isUnderstood = typeof modals.push(person.id, reply.view) !== "string";
    } else isUnderstood = false;
    if (!isUnderstood) modals.complain(person.id, view.id, {}, trouble);
  }

  #note(person: SlackPerson, channel: SlackChannel, text: string): void {
    this.#parts.workspace.post({ channel: channel.id, user: slackbot, text, ephemeralTo: person.id });
  }

  /** The control with that name in the front modal or, without one, in the newest message that has it. */
  #find(person: SlackPerson, name: string, isWanted: (type: string) => boolean, where: Where, noun: string): Found {
    const { workspace, modals } = this.#parts;
    const isAnywhere = Object.keys(where).length === 0;
    const open = isAnywhere ? modals.top(person.id) : undefined;
    const seen: Control[] = [];
    if (open) {
      seen.push(...controlsOf(open.view.blocks, isWanted));
      const control = pick(seen, name);
      if (control) return { control, view: open.view };
    }
    const channelId = where.channel === undefined ? undefined : this.#channel(where.channel).id;
    const messages = workspace
      .visibleTo(person.id)
      .filter((one) => channelId === undefined || one.channel === channelId)
      .filter((one) => where.ts === undefined || one.ts === where.ts)
      .filter((one) => where.contains === undefined || says(one, where.contains))
      .toReversed();
    for (const message of messages) {
      const controls = controlsOf(message.blocks, isWanted);
      const control = pick(controls, name);
      const channel = workspace.channel(message.channel);
      if (control && channel) return { control, message, channel };
      seen.push(...controls);
    }
    const home = isAnywhere ? modals.home(person.id) : undefined;
    const homely = home ? controlsOf(home.blocks, isWanted) : [];
    const control = pick(homely, name);
    if (home && control) return { control, view: home };
    seen.push(...homely);
    throw new Error(`${person.name} sees no ${noun} "${name}"${describe(where)}; there are: ${listControls(seen)}.`);
  }

  /**
   * A command's words as Slack sends them with should_escape: people and channels by id, and URLs in brackets.
   * https://docs.slack.dev/interactivity/implementing-slash-commands
   */
  #escaped(text: string): string {
    const { workspace } = this.#parts;
    const names = workspace.people.flatMap((person) =>
      [person.name, handleOf(person), person.persona].map((name) => ({ name, person })),
    );
    // The longest first, since one name may be a prefix of another.
    const byLength = names.sort((a, b) => b.name.length - a.name.length);
    return encode(text)
      .replace(/(?<!\S)@(\S.*)/gu, (whole, rest: string) => {
        const found = byLength.find(({ name }) => rest.toLowerCase().startsWith(name.toLowerCase()));
        if (!found) return whole;
        return `<@${found.person.id}|${handleOf(found.person)}>${rest.slice(found.name.length)}`;
      })
      .replace(/(?<!\S)#([\p{L}\p{N}_-]+)/gu, (whole, name: string) => {
        const found = workspace.channel(name);
        return found ? `<#${found.id}|${found.name}>` : whole;
      })
      .replace(/(?<!\S)https?:\/\/[^\s<>|]+/g, (url) => `<${url}>`);
  }

  #person(name: string): SlackPerson {
    const person = this.#parts.workspace.person(name);
    if (person) return person;
    const known = this.#parts.workspace.people.map((one) => one.persona).join(", ");
    throw new Error(`Nobody here is "${name}"; there are: ${known}.`);
  }

  #channel(name: string): SlackChannel {
    const channel = this.#parts.workspace.channel(name);
    if (channel) return channel;
    const known = this.#parts.workspace.channels.map((one) => `#${one.name}`).join(", ");
    throw new Error(`There is no channel "${name}"; there are: ${known}.`);
  }
}

/** Typed text is never markup: only these three characters are encoded. */
function encode(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function withChoice(state: ViewState, control: Control, chosen: InputValue | undefined): ViewState {
  if (chosen === undefined || control.element.type === "overflow") return state;
  const block = { ...state.values[control.blockId], [control.actionId]: chosen };
  return { values: { ...state.values, [control.blockId]: block } };
}

function says(message: SlackMessage, wanted: string): boolean {
  return message.text.includes(wanted) || holds(message.blocks, wanted);
}

function holds(node: unknown, wanted: string): boolean {
  if (typeof node === "string") return node.includes(wanted);
  return typeof node === "object" && node !== null && Object.values(node).some((one) => holds(one, wanted));
}

function describe(where: Where): string {
  const parts = [
    where.channel && `in ${where.channel}`,
    where.contains && `in a message that contains "${where.contains}"`,
    where.ts && `in message ${where.ts}`,
  ].filter(Boolean);
  return parts.length === 0 ? "" : ` ${parts.join(" ")}`;
}
