/** Values that people choose and type, and how Slack reports them (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload). */
import type { Block, InputValue, ViewState } from "./model.ts";

/** An element that holds a value, and its block. */
export interface Input {
  readonly blockId: string;
  readonly actionId: string;
  /** The label of an input block. */
  readonly label: string;
  readonly isRequired: boolean;
  readonly element: Block;
}

interface Option {
  readonly text: { readonly text: string };
  readonly value?: string;
}

interface Kind {
  /** The value's field in the state. */
  readonly field: string;
  /** The element's field with its initial value. */
  readonly initial: string;
  readonly read: (given: unknown, element: Block) => unknown;
}

const asText = (given: unknown) => (given === null || given === "" ? null : String(given));
const asIs = (given: unknown) => given;
const asNumber = (given: unknown) => Number(given);
const asList = (given: unknown) => (Array.isArray(given) ? given : [given]);
const asOption = (given: unknown, element: Block) => (given === null ? null : optionOf(given, element));
const asOptions = (given: unknown, element: Block) => asList(given).map((one) => optionOf(one, element));

const typed: Kind = { field: "value", initial: "initial_value", read: asText };
const oneOption: Kind = { field: "selected_option", initial: "initial_option", read: asOption };
const someOptions: Kind = { field: "selected_options", initial: "initial_options", read: asOptions };

const kinds: Readonly<Record<string, Kind>> = {
  plain_text_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  number_input: typed,
  rich_text_input: { field: "rich_text_value", initial: "initial_value", read: asIs },
  static_select: oneOption,
  external_select: oneOption,
  radio_buttons: oneOption,
  overflow: oneOption,
  multi_static_select: someOptions,
  multi_external_select: someOptions,
  checkboxes: someOptions,
  users_select: { field: "selected_user", initial: "initial_user", read: asText },
  conversations_select: {
    field: "selected_conversation",
    initial: "initial_conversation",
    read: asText,
  },
  channels_select: { field: "selected_channel", initial: "initial_channel", read: asText },
  multi_users_select: { field: "selected_users", initial: "initial_users", read: asList },
  multi_conversations_select: {
    field: "selected_conversations",
    initial: "initial_conversations",
    read: asList,
  },
  multi_channels_select: { field: "selected_channels", initial: "initial_channels", read: asList },
  datepicker: { field: "selected_date", initial: "initial_date", read: asText },
  timepicker: { field: "selected_time", initial: "initial_time", read: asText },
  datetimepicker: { field: "selected_date_time", initial: "initial_date_time", read: asNumber },
};

const isMany = (kind: Kind) => kind.read === asOptions || kind.read === asList;

/** The options of a menu, including those of its groups. */
export function optionsOf(element: Block): readonly Option[] {
  const groups = (element.option_groups ?? []) as readonly { readonly options: readonly Option[] }[];
  return [...((element.options ?? []) as readonly Option[]), ...groups.flatMap((group) => group.options)];
}

/** The option with that value or text; options of an external menu are accepted as they are. */
function optionOf(given: unknown, element: Block): unknown {
  if (typeof given === "object" && given !== null) return given;
  const wanted = String(given);
  const options = optionsOf(element);
  const found = options.find((one) => one.value === wanted || one.text.text === wanted);
  if (found) return found;
  if (element.type.endsWith("external_select")) {
    return { text: { type: "plain_text", text: wanted, emoji: true }, value: wanted };
  }
  throw new Error(
    `No option "${wanted}" in ${String(element.action_id)}; there are: ${options
      .map((one) => `"${one.text.text}" (${one.value})`)
      .join(", ")}.`,
  );
}

/** The elements of these blocks that hold a value, in order. */
export function inputsOf(blocks: readonly Block[]): readonly Input[] {
  return blocks.flatMap((block): readonly Input[] => {
    if (Array.isArray(block.child_blocks)) return inputsOf(block.child_blocks as readonly Block[]);
    const isInput = block.type === "input";
    const held = isInput
      ? [block.element]
      : block.type === "actions"
        ? (block.elements as readonly unknown[])
        : [block.accessory];
    const label = isInput ? (block.label as { text: string }).text : "";
    return held
      .filter((one): one is Block => one !== undefined)
      .filter((element) => kinds[element.type] !== undefined && element.type !== "overflow")
      .map((element) => ({
        blockId: block.block_id ?? "",
        actionId: String(element.action_id ?? ""),
        label,
        isRequired: isInput && block.optional !== true,
        element,
      }));
  });
}

/** The element's value after a person entered that one; its initial value if they entered none. */
export function heldBy(element: Block, given?: unknown): InputValue {
  const kind = kinds[element.type];
  if (!kind) throw new Error(`A ${element.type} holds no value.`);
  const empty = isMany(kind) ? [] : null;
  const value = given === undefined ? (element[kind.initial] ?? empty) : kind.read(given, element);
  return { type: element.type, [kind.field]: value };
}

/** Whether nothing was typed or chosen. */
export function isEmpty(value: InputValue): boolean {
  const field = kinds[value.type]?.field;
  const held = field === undefined ? null : value[field];
  return held === null || held === "" || (Array.isArray(held) && held.length === 0);
}

/** The state of these blocks: entered and initial values. */
export function stateOf(blocks: readonly Block[], given: ViewState["values"] = {}): ViewState {
  const values: Record<string, Record<string, InputValue>> = {};
  for (const { blockId, actionId, element } of inputsOf(blocks)) {
    values[blockId] = {
      ...values[blockId],
      [actionId]: given[blockId]?.[actionId] ?? heldBy(element),
    };
  }
  return { values };
}

/**
 * The state after a person filled in a form. A field is named by its action id, its block id or its label.
 * Throws when there is no such field, or when Slack would not allow the submission.
 */
export function fillIn(
  blocks: readonly Block[],
  before: ViewState,
  given: Readonly<Record<string, unknown>>,
): ViewState {
  const inputs = inputsOf(blocks);
  const values: Record<string, Record<string, InputValue>> = {};
  const names = inputs.map((one) => `"${one.label}" (${one.actionId})`).join(", ") || "none";
  const targets = Object.entries(given).map(([name, value]) => {
    const input = inputs.find((one) => [one.actionId, one.blockId, one.label].includes(name));
    if (!input) throw new Error(`No field "${name}" in the open modal; there are: ${names}.`);
    return { input, value };
  });
  for (const { input, value } of targets) {
    values[input.blockId] = { ...values[input.blockId], [input.actionId]: heldBy(input.element, value) };
  }
  const merged: Record<string, Record<string, InputValue>> = {};
  for (const input of inputs) {
    const value =
      values[input.blockId]?.[input.actionId] ??
      before.values[input.blockId]?.[input.actionId] ??
      heldBy(input.element);
    refuseUnsendable(input, value);
    merged[input.blockId] = { ...merged[input.blockId], [input.actionId]: value };
  }
  return { values: merged };
}

function refuseUnsendable(input: Input, value: InputValue): void {
  const name = input.label || input.actionId;
  if (input.isRequired && isEmpty(value)) throw new Error(`"${name}" must be filled in.`);
  const typedLength = typeof value.value === "string" ? value.value.length : 0;
  const { min_length: least, max_length: most } = input.element;
  if (typeof most === "number" && typedLength > most) {
    throw new Error(`"${name}" takes at most ${most} characters.`);
  }
  if (typeof least === "number" && typedLength > 0 && typedLength < least) {
    throw new Error(`"${name}" takes at least ${least} characters.`);
  }
}
