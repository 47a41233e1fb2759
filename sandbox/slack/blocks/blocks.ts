/** The blocks, and the surfaces that allow each (https://docs.slack.dev/reference/block-kit/blocks). */
import * as v from "valibot";
import { chart } from "./charts.ts";
import {
  anyText,
  flag,
  id,
  isOnePicture,
  items,
  mrkdwn,
  needsOnePicture,
  picture,
  plainText,
  url,
  words,
} from "./composition.ts";
import {
  accessory,
  actionsElement,
  button,
  contextActionsElement,
  image as imageElement,
  inputElement,
  urlSource,
} from "./elements.ts";
import { richText } from "./rich-text.ts";
import { dataTable, table } from "./tables.ts";

const section = v.pipe(
  v.strictObject({
    type: v.literal("section"),
    block_id: id,
    text: v.optional(anyText(3000)),
    fields: v.optional(items(anyText(2000), 10)),
    accessory: v.optional(accessory),
    expand: flag,
  }),
  v.check((block) => block.text !== undefined || block.fields !== undefined, "must define either `text` or `fields`"),
);

const header = v.strictObject({ type: v.literal("header"), block_id: id, text: plainText(150) });
const divider = v.strictObject({ type: v.literal("divider"), block_id: id });
const context = v.strictObject({
  type: v.literal("context"),
  block_id: id,
  elements: items(v.variant("type", [imageElement, plainText(3000), mrkdwn(3000)]), 10),
});
const actions = v.strictObject({
  type: v.literal("actions"),
  block_id: id,
  elements: items(actionsElement, 25),
});
const contextActions = v.strictObject({
  type: v.literal("context_actions"),
  block_id: id,
  elements: items(contextActionsElement, 5),
});
const image = v.pipe(
  v.strictObject({
    type: v.literal("image"),
    block_id: id,
    ...picture,
    title: v.optional(plainText(2000)),
  }),
  v.check((image) => isOnePicture(image), needsOnePicture),
);
const input = v.strictObject({
  type: v.literal("input"),
  block_id: id,
  label: plainText(2000),
  element: inputElement,
  hint: v.optional(plainText(2000)),
  optional: flag,
  dispatch_action: flag,
});
const markdown = v.strictObject({ type: v.literal("markdown"), block_id: id, text: words(12_000) });
const video = v.strictObject({
  type: v.literal("video"),
  block_id: id,
  alt_text: words(2000),
  title: plainText(199),
  title_url: v.optional(url),
  video_url: url,
  thumbnail_url: url,
  description: v.optional(plainText(200)),
  author_name: v.optional(words(49)),
  provider_name: v.optional(words(255)),
  provider_icon_url: v.optional(url),
});

/** https://docs.slack.dev/reference/block-kit/blocks/alert-block; only the Java SDK documents its 200 characters. */
const alert = v.strictObject({
  type: v.literal("alert"),
  block_id: id,
  text: anyText(200),
  level: v.optional(v.picklist(["default", "info", "warning", "error", "success"])),
});

const card = v.pipe(
  v.strictObject({
    type: v.literal("card"),
    block_id: id,
    hero_image: v.optional(imageElement),
    icon: v.optional(imageElement),
    slack_icon: v.optional(v.strictObject({ type: v.literal("icon"), name: words(255) })),
    title: v.optional(anyText(150)),
    subtitle: v.optional(anyText(150)),
    body: v.optional(anyText(200)),
    subtext: v.optional(anyText(200)),
    actions: v.optional(items(button, 3)),
  }),
  v.check(
    (block) => [block.hero_image, block.title, block.actions, block.body].some((one) => one !== undefined),
    "must define at least one of `hero_image`, `title`, `actions`, or `body`",
  ),
);
const carousel = v.strictObject({ type: v.literal("carousel"), block_id: id, elements: items(card, 10) });

const taskCard = v.strictObject({
  type: v.literal("task_card"),
  block_id: id,
  task_id: words(255),
  title: words(3000),
  status: v.optional(v.picklist(["pending", "in_progress", "complete", "error"])),
  details: v.optional(richText),
  output: v.optional(richText),
  sources: v.optional(v.array(urlSource)),
});
const plan = v.strictObject({
  type: v.literal("plan"),
  block_id: id,
  title: words(3000),
  tasks: v.optional(v.array(taskCard)),
});

/** Children that both the reference and Slack's validator accept: the reference also names rich_text, input and file. */
const container = v.pipe(
  v.strictObject({
    type: v.literal("container"),
    block_id: id,
    title: v.optional(plainText(150)),
    rich_text_title: v.optional(richText),
    subtitle: v.optional(anyText(150)),
    child_blocks: items(v.variant("type", [actions, context, divider, header, image, section, table, video]), 10),
    width: v.optional(v.picklist(["narrow", "standard", "wide", "full"])),
    icon: v.optional(imageElement),
    is_collapsible: flag,
    default_collapsed: flag,
    has_header_divider: flag,
  }),
  v.check(
    (block) => block.title !== undefined || block.rich_text_title !== undefined,
    "must define either `title` or `rich_text_title`",
  ),
  v.check(
    (block) => block.default_collapsed !== true || block.is_collapsible === true,
    "`default_collapsed` requires `is_collapsible`",
  ),
);

const everywhere = [section, header, divider, context, actions, image, input, richText, video, card, carousel] as const;

export type Surface = "message" | "modal" | "home";

/** A block of each surface. */
export const blockOf = {
  message: v.variant("type", [
    ...everywhere,
    contextActions,
    markdown,
    table,
    dataTable,
    chart,
    container,
    plan,
    taskCard,
  ]),
  modal: v.variant("type", [...everywhere, alert]),
  home: v.variant("type", [...everywhere, table, dataTable]),
} as const satisfies Record<Surface, v.GenericSchema>;

export const mostBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
