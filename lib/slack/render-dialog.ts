import type { Language } from "../i18n/catalog.ts";
import type { Content } from "../pure/content.ts";
import type { Choice, Dialog, Field } from "../pure/dialog.ts";
import { say } from "../pure/text.ts";
import { type Block, plainText, render } from "./render.ts";
import { mrkdwn, type Reader, spansOf } from "./spans.ts";

/** A modal. https://docs.slack.dev/reference/views/modal-views */
export interface ModalView {
  readonly type: "modal";
  readonly [field: string]: unknown;
}

/**
 * Slack's limits: https://docs.slack.dev/reference/block-kit/block-elements/radio-button-group-element,
 * https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element and
 * https://docs.slack.dev/reference/block-kit/composition-objects/option-object
 */
const limits = { title: 24, option: 75, radioButtons: 10, options: 100, value: 150 };

/**
 * Renders a dialog for one reader, or its content if it has no fields. Blocks and elements are named after their
 * fields, so that Slack keeps the choices when the same view is shown again.
 */
export function renderDialog(dialog: Dialog, content: Content, reader: Reader): ModalView {
  const { command, title, submit, fields, origin } = dialog;
  const head = {
    type: "modal" as const,
    ...(command && { callback_id: command }),
    title: plainText({ say: title }, limits.title, reader),
    close: plainText({ say: submit ? "button.cancel" : "dialog.close" }, limits.title, reader),
  };
  if (!fields.length || !submit) {
    return { ...head, blocks: render({ ...content, buttons: [] }, reader).classicBlocks };
  }
  return {
    ...head,
    submit: plainText({ say: submit }, limits.title, reader),
    ...(origin && { private_metadata: JSON.stringify(origin) }),
    blocks: fields.flatMap((field) => fieldBlocks(field, dialog, reader)),
  };
}

function fieldBlocks({ name, label, choices }: Field, { usage }: Dialog, reader: Reader): Block[] {
  const shown = choices.filter(({ value }) => value.length <= limits.value).slice(0, limits.options);
  const options = shown.map((choice) => option(choice, reader));
  const input = {
    type: "input",
    block_id: name,
    label: plainText({ say: label }, limits.option, reader),
    element:
      options.length <= limits.radioButtons
        ? { type: "radio_buttons", action_id: name, options }
        : {
            type: "static_select",
            action_id: name,
            placeholder: plainText({ say: "dialog.choose" }, limits.option, reader),
            options,
          },
  };
  const missing = choices.length - shown.length;
  if (!missing || !usage) return [input];
  const hint = say("dialog.not-shown", { count: missing, usage: { code: usage } });
  return [input, { type: "context", elements: [{ type: "mrkdwn", text: mrkdwn(spansOf(hint, reader)) }] }];
}

function option({ value, label, note }: Choice, reader: Reader): object {
  return {
    value,
    text: plainText(label, limits.option, reader),
    ...(note !== undefined && { description: plainText(note, limits.option, reader) }),
  };
}

/** A modal in each language. */
export type ModalByLanguage = Readonly<Record<Language, ModalView>>;

/** The loading modals that the front door shows before any look-up, ready to send. */
export interface LoadingViews {
  /** Shown until a command's dialog is filled, by the command as typed: `/deploy`. */
  readonly loading: Readonly<Record<string, ModalByLanguage>>;
  /** Replaces a dialog that was open for longer than its command can be answered. */
  readonly expired: ModalByLanguage;
}
