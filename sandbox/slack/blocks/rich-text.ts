/** Formatted text as a tree (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block). */
import * as v from "valibot";
import { flag, id, items, url, words } from "./composition.ts";

const style = v.optional(v.strictObject({ bold: flag, italic: flag, strike: flag, code: flag, underline: flag }));
const mentionStyle = v.optional(
  v.strictObject({
    bold: flag,
    italic: flag,
    strike: flag,
    underline: flag,
    highlight: flag,
    client_highlight: flag,
    unlink: flag,
  }),
);
/** No limit of its own is documented; the whole message has one. */
const anyWords = v.pipe(v.string(), v.minLength(1));

const textPart = v.strictObject({ type: v.literal("text"), text: anyWords, style });
const linkPart = v.strictObject({
  type: v.literal("link"),
  url,
  text: v.optional(anyWords),
  unsafe: flag,
  style,
});

const part = v.variant("type", [
  textPart,
  linkPart,
  v.strictObject({ type: v.literal("user"), user_id: words(255), style: mentionStyle }),
  v.strictObject({ type: v.literal("usergroup"), usergroup_id: words(255), style: mentionStyle }),
  v.strictObject({ type: v.literal("channel"), channel_id: words(255), style: mentionStyle }),
  v.strictObject({ type: v.literal("team"), team_id: words(255), style: mentionStyle }),
  v.strictObject({
    type: v.literal("broadcast"),
    range: v.picklist(["here", "channel", "everyone"]),
    style: mentionStyle,
  }),
  v.strictObject({
    type: v.literal("emoji"),
    name: words(255),
    unicode: v.optional(words(255)),
    url: v.optional(url),
    style,
  }),
  v.strictObject({ type: v.literal("color"), value: words(7), style }),
  v.strictObject({
    type: v.literal("date"),
    timestamp: v.pipe(v.number(), v.integer()),
    format: anyWords,
    url: v.optional(url),
    fallback: v.optional(anyWords),
    style,
  }),
]);

const parts = v.pipe(v.array(part), v.minLength(1));
const border = v.optional(v.picklist([0, 1]));
const section = v.strictObject({ type: v.literal("rich_text_section"), elements: parts });

export const richText = v.strictObject({
  type: v.literal("rich_text"),
  block_id: id,
  elements: v.pipe(
    v.array(
      v.variant("type", [
        section,
        v.strictObject({
          type: v.literal("rich_text_list"),
          style: v.picklist(["bullet", "ordered"]),
          elements: v.pipe(v.array(section), v.minLength(1)),
          indent: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8))),
          offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
          border,
        }),
        v.strictObject({ type: v.literal("rich_text_quote"), elements: parts, border }),
        v.strictObject({
          type: v.literal("rich_text_preformatted"),
          elements: items(v.variant("type", [textPart, linkPart]), Number.MAX_SAFE_INTEGER),
          border,
        }),
      ]),
    ),
    v.minLength(1),
  ),
});
