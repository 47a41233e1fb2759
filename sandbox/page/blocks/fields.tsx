/** Text inputs. */
import type * as Slack from "@slack/types";
import { useState } from "preact/hooks";
import { useGive, useSurface } from "./surface.ts";

type TextElement = Slack.PlainTextInput | Slack.NumberInput | Slack.EmailInput | Slack.URLInput;

const modes = {
  plain_text_input: "text",
  number_input: "decimal",
  email_text_input: "email",
  url_text_input: "url",
} as const;

export function TextField({ element }: { readonly element: TextElement }) {
  const surface = useSurface();
  const [value, setValue] = useState(element.initial_value ?? "");
  const actionId = element.action_id ?? "";
  const common = {
    class: "field",
    value,
    placeholder: element.placeholder?.text,
    "data-action-id": actionId,
    "aria-label": element.placeholder?.text,
    onInput: (event: { readonly currentTarget: { readonly value: string } }) => {
      setValue(event.currentTarget.value);
      surface.fill(actionId, event.currentTarget.value);
    },
  };
  const limits =
    element.type === "plain_text_input" && element.max_length !== undefined ? { maxLength: element.max_length } : {};
  if (element.type === "plain_text_input" && element.multiline) return <textarea rows={4} {...common} {...limits} />;
  return <input type="text" inputMode={modes[element.type]} {...common} {...limits} />;
}

type DateElement = Slack.Datepicker | Slack.Timepicker | Slack.DateTimepicker;

/** Seconds since 1970 as the value of a `datetime-local` field, in the browser's zone. */
function localDateTime(seconds: number): string {
  const when = new Date(seconds * 1000);
  return new Date(when.getTime() - when.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function DateField({ element }: { readonly element: DateElement }) {
  const [value, setValue] = useState(() => {
    if (element.type === "datepicker") return element.initial_date ?? "";
    if (element.type === "timepicker") return element.initial_time ?? "";
    return element.initial_date_time === undefined ? "" : localDateTime(element.initial_date_time);
  });
  const actionId = element.action_id ?? "";
  const give = useGive(actionId);
  const type = ({ datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" } as const)[element.type];
  return (
    <input
      class="field field-date"
      type={type}
      value={value}
      data-action-id={actionId}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setValue(text);
        if (text === "") return;
        // Slack wants seconds; the field has the browser's zone.
        void give(element.type === "datetimepicker" ? String(Date.parse(text) / 1000) : text);
      }}
    />
  );
}
