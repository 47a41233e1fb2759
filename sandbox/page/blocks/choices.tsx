/** Checkboxes and radio buttons. */
import type * as Slack from "@slack/types";
import { useId, useState } from "preact/hooks";
import { useBusy } from "../session.ts";
import { Line } from "../text/text.tsx";
import { useGive } from "./surface.ts";

const valueIn = (option: Slack.Option) => option.value ?? option.text.text;

function Options(props: {
  readonly kind: "checkbox" | "radio";
  readonly actionId: string;
  readonly options: readonly Slack.Option[];
  readonly chosen: readonly string[];
  readonly busy: boolean;
  readonly onToggle: (value: string) => void;
}) {
  const name = useId();
  return (
    <div class="choices" role={props.kind === "radio" ? "radiogroup" : "group"} aria-busy={props.busy}>
      {props.options.map((option) => (
        <label key={valueIn(option)} class="choice">
          <input
            type={props.kind}
            name={name}
            value={valueIn(option)}
            data-action-id={props.actionId}
            checked={props.chosen.includes(valueIn(option))}
            onChange={() => props.onToggle(valueIn(option))}
          />
          <span>
            <Line text={option.text} />
            {option.description && (
              <small>
                <Line text={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}

export function Checkboxes({ element }: { readonly element: Slack.Checkboxes }) {
  const [busy, run] = useBusy();
  const [chosen, setChosen] = useState(() => (element.initial_options ?? []).map(valueIn));
  const actionId = element.action_id ?? "";
  const give = useGive(actionId);
  return (
    <Options
      kind="checkbox"
      actionId={actionId}
      options={element.options}
      chosen={chosen}
      busy={busy}
      onToggle={(value) => {
        const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
        setChosen(next);
        run(() => give(next));
      }}
    />
  );
}

export function RadioButtons({ element }: { readonly element: Slack.RadioButtons }) {
  const [busy, run] = useBusy();
  const [chosen, setChosen] = useState(() => (element.initial_option ? [valueIn(element.initial_option)] : []));
  const actionId = element.action_id ?? "";
  const give = useGive(actionId);
  return (
    <Options
      kind="radio"
      actionId={actionId}
      options={element.options}
      chosen={chosen}
      busy={busy}
      onToggle={(value) => {
        setChosen([value]);
        run(() => give(value));
      }}
    />
  );
}
