/** Draws an interactive element by its type: https://docs.slack.dev/reference/block-kit/block-elements */
import type * as Slack from "@slack/types";
import { useSession } from "../session.ts";
import { Button } from "./button.tsx";
import { Checkboxes, RadioButtons } from "./choices.tsx";
import { DateField, TextField } from "./fields.tsx";
import { Picture } from "./image.tsx";
import { MultiSelect, Overflow, Select } from "./select.tsx";

export type AnyElement = Slack.ActionsBlockElement | Slack.SectionBlockAccessory | Slack.InputBlockElement;

export function Element({ element }: { readonly element: AnyElement }) {
  const { words } = useSession();
  switch (element.type) {
    case "button":
      return <Button element={element} />;
    case "image":
      return <Picture image={element} class="accessory-image" />;
    case "overflow":
      return <Overflow element={element} />;
    case "static_select":
    case "users_select":
    case "channels_select":
    case "conversations_select":
    case "external_select":
      return <Select element={element} />;
    case "multi_static_select":
    case "multi_users_select":
    case "multi_channels_select":
    case "multi_conversations_select":
    case "multi_external_select":
      return <MultiSelect element={element} />;
    case "checkboxes":
      return <Checkboxes element={element} />;
    case "radio_buttons":
      return <RadioButtons element={element} />;
    case "plain_text_input":
    case "number_input":
    case "email_text_input":
    case "url_text_input":
      return <TextField element={element} />;
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return <DateField element={element} />;
    default:
      return <p class="unknown-block">{words.unknownBlock(element.type)}</p>;
  }
}
