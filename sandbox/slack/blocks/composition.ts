/** The small objects that blocks and elements are made of (https://docs.slack.dev/reference/block-kit/composition-objects). */
import * as v from "valibot";

/** At least one character, at most `longest`. */
export const words = (longest: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(longest));

/** At least one item, at most `most`. */
export const items = <const TItem extends v.GenericSchema>(item: TItem, most: number, least = 1) =>
  v.pipe(v.array(item), v.minLength(least), v.maxLength(most));

export const flag = v.optional(v.boolean());
/** Block ids and action ids alike. */
export const id = v.optional(words(255));
export const url = words(3000);

export const plainText = (longest: number) =>
  v.strictObject({ type: v.literal("plain_text"), text: words(longest), emoji: flag });

export const mrkdwn = (longest: number) =>
  v.strictObject({ type: v.literal("mrkdwn"), text: words(longest), verbatim: flag });

export const anyText = (longest: number) => v.variant("type", [plainText(longest), mrkdwn(longest)]);

export const colour = v.optional(v.picklist(["primary", "danger"]));

export const confirmation = v.optional(
  v.strictObject({
    title: v.optional(plainText(100)),
    text: anyText(300),
    confirm: v.optional(plainText(30)),
    deny: v.optional(plainText(30)),
    style: colour,
  }),
);

/** The reference allows 150 characters for a value, Slack's own types 75: the lower limit is used. */
const optionFields = { value: words(75), description: v.optional(plainText(75)) };

/** In menus; radio buttons and checkboxes may use mrkdwn. */
export const option = v.strictObject({ text: plainText(75), ...optionFields });
export const richOption = v.strictObject({
  text: anyText(75),
  ...optionFields,
  description: v.optional(anyText(75)),
});
export const overflowOption = v.strictObject({ text: plainText(75), ...optionFields, url: v.optional(url) });

export const optionGroup = v.strictObject({ label: plainText(75), options: items(option, 100) });

export const dispatchConfig = v.optional(
  v.strictObject({
    trigger_actions_on: v.optional(items(v.picklist(["on_enter_pressed", "on_character_entered"]), 2)),
  }),
);

export const conversationFilter = v.optional(
  v.strictObject({
    include: v.optional(items(v.picklist(["im", "mpim", "private", "public"]), 4)),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  }),
);

const slackFile = v.union([v.strictObject({ id: words(255) }), v.strictObject({ url })]);

/** The source of a picture: exactly one of the two, see `isOnePicture`. */
export const picture = {
  image_url: v.optional(url),
  slack_file: v.optional(slackFile),
  alt_text: words(2000),
};

export const isOnePicture = (image: { image_url?: unknown; slack_file?: unknown }) =>
  (image.image_url === undefined) !== (image.slack_file === undefined);
export const needsOnePicture = "must define either `image_url` or `slack_file`";
