/**
 * Reads messages as Slack does, without the product's own escaping: what in them could ping, link, break the layout or
 * be refused. https://docs.slack.dev/messaging/formatting-message-text
 */
import { longestMessage, textLength } from "../../../sandbox/slack/blocks/length.ts";
import { validateBlocks } from "../../../sandbox/slack/blocks/validate.ts";

/** What a message may name: everybody else in it is a ping that nobody meant. */
export interface Meant {
  /** Ids of people. */
  readonly people: Pick<ReadonlySet<string>, "has">;
  /** What it was made of: whoever sends `Infinity` is told `Infinity`. */
  readonly given?: string;
}

const special = /[<>&]/g;
const link = /^https?:\/\/[^\s<>|"`]+\|[^<>|\n]*$/i;
const date = /^!date\^-?\d+\^\{date_short_pretty\} \{time\}\|[^<>|\n^]+$/;

/** What is wrong with a text of mrkdwn; nothing when it is as it should be. */
export function wrongInMrkdwn(text: string, { people, given }: Meant): string[] {
  const wrong = wrongInAnyText(text, given);
  let rest = "";
  let at = 0;
  for (let next = nextSpecial(text, at); next >= 0; next = nextSpecial(text, at)) {
    rest += text.slice(at, next);
    at = next + 1;
    const character = text[next];
    if (character === "<") {
      const end = text.indexOf(">", next);
      const inner = end < 0 ? text.slice(next + 1) : text.slice(next + 1, end);
      const isPerson = /^@[UW][A-Z0-9]+$/.test(inner) && people.has(inner.slice(1));
      if (end < 0 || !(isPerson || link.test(inner) || date.test(inner))) {
        wrong.push(`a control sequence: <${inner.slice(0, 60)}>`);
      }
      // The words of a link are read for marks, too.
      rest += inner.includes("|") ? inner.slice(inner.indexOf("|") + 1) : "@";
      at = end < 0 ? text.length : end + 1;
      continue;
    }
    if (character === ">") wrong.push(`a lone > at ${next}`);
    else if (!/^&(amp|lt|gt);/.test(text.slice(next, next + 5))) wrong.push(`a lone & at ${next}`);
    rest += character;
  }
  rest += text.slice(at);
  for (const line of rest.split(/[\n\r\u2028\u2029]/)) {
    if (line.includes("``")) wrong.push(`backticks side by side: ${line.slice(0, 80)}`);
    if ((line.split("`").length - 1) % 2) wrong.push(`code left open: ${line.slice(0, 80)}`);
    if (/^\s*&gt;/.test(line)) wrong.push(`a quotation: ${line.slice(0, 80)}`);
  }
  return wrong;
}

/** Where the next character is that Slack could read as a control sequence's; -1 when there is none. */
function nextSpecial(text: string, from: number): number {
  special.lastIndex = from;
  return special.exec(text)?.index ?? -1;
}

/** Whatever the format: text that Slack's servers and everybody's screen take as it stands. */
export function wrongInAnyText(text: string, given = ""): string[] {
  const wrong: string[] = [];
  if (/\p{Cs}/u.test(text)) wrong.push("half a character");
  const control = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/u.exec(text);
  if (control) wrong.push(`a control character: U+${hex(control[0])}`);
  const turn = /[\u202a-\u202e\u2066-\u2069]/.exec(text);
  if (turn) wrong.push(`it turns what follows around: U+${hex(turn[0])}`);
  if (/[\ue000\ue001]/.test(text)) wrong.push("a mark that stands for an argument");
  for (const [word] of text.matchAll(/\bundefined\b|\bNaN\b|\[object |Invalid Date|Infinity/g)) {
    if (!given.includes(word)) wrong.push(`no word for people, ${word}: ${text.slice(0, 200)}`);
  }
  return wrong;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, "0");
}

interface Said {
  readonly text: string;
  readonly blocks: readonly { readonly type: string }[];
}

/** What is wrong with a message that goes to Slack. */
export function wrongInMessage({ text, blocks }: Said, meant: Meant): string[] {
  const wrong = wrongInMrkdwn(text, meant).map((one) => `text: ${one}`);
  if (!text.trim()) wrong.push("text: nothing for those who see no blocks");
  // https://docs.slack.dev/reference/methods/chat.postMessage#truncating
  if (text.length > 4_000) wrong.push(`text: ${text.length} characters`);
  for (const { pointer, message } of validateBlocks(blocks, "message")) wrong.push(`${pointer}: ${message}`);
  if (textLength(blocks) >= longestMessage) wrong.push(`blocks: ${textLength(blocks)} characters`);
  wrong.push(...wrongInNode(blocks, "blocks", meant));
  return wrong;
}

function wrongInNode(node: unknown, path: string, meant: Meant): string[] {
  if (typeof node === "string") return wrongInAnyText(node, meant.given).map((one) => `${path}: ${one}`);
  if (typeof node === "number") return Number.isFinite(node) ? [] : [`${path}: ${node}`];
  if (typeof node !== "object" || node === null) return [];
  const { type, text, user_id, url } = node as Record<string, unknown>;
  const wrong: string[] = [];
  if (type === "mrkdwn") wrong.push(...wrongInMrkdwn(String(text), meant).map((one) => `${path}: ${one}`));
  if (["broadcast", "usergroup", "channel", "emoji", "team"].includes(String(type))) wrong.push(`${path}: a ${type}`);
  if (type === "user" && !meant.people.has(String(user_id))) wrong.push(`${path}: a ping of ${user_id}`);
  if (url !== undefined && !/^https?:\/\/[^\s<>]+$/i.test(String(url))) wrong.push(`${path}: the address ${url}`);
  for (const [key, inner] of Object.entries(node)) {
    // The value of a button, or of an option of a menu, comes back to us as it is and is shown to nobody.
    if (!((type === "button" || path.includes(".options.")) && key === "value"))
      wrong.push(...wrongInNode(inner, `${path}.${key}`, meant));
  }
  return wrong;
}
