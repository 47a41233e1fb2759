/** Interactive elements (https://docs.slack.dev/reference/block-kit/block-elements). */
import * as v from "valibot";
import {
  colour,
  confirmation,
  conversationFilter,
  dispatchConfig,
  flag,
  id,
  isOnePicture,
  items,
  needsOnePicture,
  option,
  optionGroup,
  overflowOption,
  picture,
  plainText,
  richOption,
  url,
  words,
} from "./composition.ts";
import { richText } from "./rich-text.ts";

const placeholder = v.optional(plainText(150));
const label = v.optional(words(75));
const whole = (least: number, most: number) =>
  v.optional(v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most)));
const matching = (pattern: RegExp) => v.optional(v.pipe(v.string(), v.regex(pattern)));
const date = /^\d{4}-\d{2}-\d{2}$/;
const time = /^([01]\d|2[0-3]):[0-5]\d$/;

export const image = v.pipe(
  v.strictObject({ type: v.literal("image"), ...picture }),
  v.check((image) => isOnePicture(image), needsOnePicture),
);

export const button = v.strictObject({
  type: v.literal("button"),
  text: plainText(75),
  action_id: id,
  url: v.optional(url),
  value: v.optional(words(2000)),
  style: colour,
  confirm: confirmation,
  accessibility_label: label,
});

const workflowButton = v.strictObject({
  type: v.literal("workflow_button"),
  text: plainText(75),
  action_id: words(255),
  workflow: v.strictObject({
    trigger: v.strictObject({
      url,
      customizable_input_parameters: v.optional(v.array(v.strictObject({ name: words(255), value: words(3000) }))),
    }),
  }),
  style: colour,
  accessibility_label: label,
});

const menu = { action_id: id, confirm: confirmation, focus_on_load: flag, placeholder };
const many = { ...menu, max_selected_items: whole(1, Number.MAX_SAFE_INTEGER) };
const listed = {
  options: v.optional(items(option, 100)),
  option_groups: v.optional(items(optionGroup, 100)),
};
const isOneList = (select: { options?: unknown; option_groups?: unknown }) =>
  (select.options === undefined) !== (select.option_groups === undefined);
const needsOneList = "must define either `options` or `option_groups`";
const ids = v.optional(v.array(words(255)));

const selects = [
  v.pipe(
    v.strictObject({
      type: v.literal("static_select"),
      ...menu,
      ...listed,
      initial_option: v.optional(option),
    }),
    v.check((select) => isOneList(select), needsOneList),
  ),
  v.strictObject({
    type: v.literal("external_select"),
    ...menu,
    initial_option: v.optional(option),
    min_query_length: whole(0, 255),
  }),
  v.strictObject({ type: v.literal("users_select"), ...menu, initial_user: id }),
  v.strictObject({
    type: v.literal("conversations_select"),
    ...menu,
    initial_conversation: id,
    default_to_current_conversation: flag,
    response_url_enabled: flag,
    filter: conversationFilter,
  }),
  v.strictObject({
    type: v.literal("channels_select"),
    ...menu,
    initial_channel: id,
    response_url_enabled: flag,
  }),
  v.pipe(
    v.strictObject({
      type: v.literal("multi_static_select"),
      ...many,
      ...listed,
      initial_options: v.optional(items(option, 100)),
    }),
    v.check((select) => isOneList(select), needsOneList),
  ),
  v.strictObject({
    type: v.literal("multi_external_select"),
    ...many,
    initial_options: v.optional(items(option, 100)),
    min_query_length: whole(0, 255),
  }),
  v.strictObject({ type: v.literal("multi_users_select"), ...many, initial_users: ids }),
  v.strictObject({
    type: v.literal("multi_conversations_select"),
    ...many,
    initial_conversations: ids,
    default_to_current_conversation: flag,
    filter: conversationFilter,
  }),
  v.strictObject({ type: v.literal("multi_channels_select"), ...many, initial_channels: ids }),
] as const;

const choices = { action_id: id, confirm: confirmation, focus_on_load: flag, options: items(richOption, 10) };
const pickers = [
  v.strictObject({
    type: v.literal("checkboxes"),
    ...choices,
    initial_options: v.optional(items(richOption, 10)),
  }),
  v.strictObject({ type: v.literal("radio_buttons"), ...choices, initial_option: v.optional(richOption) }),
  v.strictObject({ type: v.literal("datepicker"), ...menu, initial_date: matching(date) }),
  v.strictObject({
    type: v.literal("timepicker"),
    ...menu,
    initial_time: matching(time),
    timezone: v.optional(words(255)),
  }),
  v.strictObject({
    type: v.literal("datetimepicker"),
    action_id: id,
    confirm: confirmation,
    focus_on_load: flag,
    initial_date_time: whole(1_000_000_000, 9_999_999_999),
  }),
] as const;

const overflow = v.strictObject({
  type: v.literal("overflow"),
  action_id: id,
  options: items(overflowOption, 5),
  confirm: confirmation,
});

const typed = { action_id: id, focus_on_load: flag, placeholder, dispatch_action_config: dispatchConfig };
const richTextInput = v.strictObject({
  type: v.literal("rich_text_input"),
  ...typed,
  initial_value: v.optional(richText),
  min_lines: whole(1, 100),
  max_lines: whole(1, 100),
});
const typedInputs = [
  v.strictObject({
    type: v.literal("plain_text_input"),
    ...typed,
    initial_value: v.optional(words(3000)),
    multiline: flag,
    min_length: whole(0, 3000),
    max_length: whole(1, 3000),
  }),
  v.strictObject({
    type: v.literal("email_text_input"),
    ...typed,
    initial_value: v.optional(words(3000)),
  }),
  v.strictObject({ type: v.literal("url_text_input"), ...typed, initial_value: v.optional(words(3000)) }),
  v.strictObject({
    type: v.literal("number_input"),
    ...typed,
    is_decimal_allowed: v.boolean(),
    initial_value: v.optional(words(255)),
    min_value: v.optional(words(255)),
    max_value: v.optional(words(255)),
  }),
  richTextInput,
] as const;

const fileInput = v.strictObject({
  type: v.literal("file_input"),
  action_id: id,
  filetypes: v.optional(items(words(255), Number.MAX_SAFE_INTEGER)),
  max_files: whole(1, 10),
});

const feedback = v.strictObject({ text: plainText(75), value: words(2000), accessibility_label: label });

export const actionsElement = v.variant("type", [
  button,
  workflowButton,
  overflow,
  richTextInput,
  ...selects,
  ...pickers,
]);

export const accessory = v.variant("type", [button, workflowButton, overflow, image, ...selects, ...pickers]);

export const inputElement = v.variant("type", [...typedInputs, ...selects, ...pickers, fileInput]);

export const contextActionsElement = v.variant("type", [
  v.strictObject({
    type: v.literal("feedback_buttons"),
    action_id: id,
    positive_button: feedback,
    negative_button: feedback,
  }),
  v.strictObject({
    type: v.literal("icon_button"),
    icon: v.picklist(["trash"]),
    text: plainText(75),
    action_id: id,
    value: v.optional(words(2000)),
    confirm: confirmation,
    accessibility_label: label,
    visible_to_user_ids: ids,
  }),
]);

/** A page that a task used as a source. */
export const urlSource = v.strictObject({ type: v.literal("url"), url, text: words(3000) });
