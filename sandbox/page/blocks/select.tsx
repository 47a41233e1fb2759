/** Menus: select, multi-select and overflow. */
import type * as Slack from "@slack/types";
import { useState } from "preact/hooks";
import { ChevronIcon, CrossIcon, DotsIcon } from "../chrome/icons.tsx";
import { type Choice, Menu } from "../chrome/menu.tsx";
import { type Session, useBusy, useSession } from "../session.ts";
import { parsePlainText } from "../text/mrkdwn.ts";
import { plain, safeHref } from "../text/nodes.ts";
import { Line } from "../text/text.tsx";
import { useConfirm } from "./confirm.tsx";
import { useGive, useSurface } from "./surface.ts";

function choiceOf(option: Slack.PlainTextOption, group?: string): Choice {
  const href = option.url ? safeHref(option.url) : undefined;
  return {
    value: option.value ?? option.text.text,
    label: <Line text={option.text} />,
    text: plain(parsePlainText(option.text.text)),
    ...(option.description ? { description: <Line text={option.description} /> } : {}),
    ...(group === undefined ? {} : { group }),
    ...(href === undefined ? {} : { href }),
  };
}

/** A select's choices: its own options, or the workspace's people or channels. */
function choicesOf(element: Slack.Select | Slack.MultiSelect, session: Session): Choice[] {
  switch (element.type) {
    case "static_select":
    case "multi_static_select":
      if (element.option_groups) {
        return element.option_groups.flatMap(({ label, options }) =>
          options.map((option) => choiceOf(option, label.text)),
        );
      }
      return (element.options ?? []).map((option) => choiceOf(option));
    case "users_select":
    case "multi_users_select":
      return session.people.map(({ id, name }) => ({ value: id, label: name, text: name }));
    case "external_select":
      return element.initial_option ? [choiceOf(element.initial_option)] : [];
    case "multi_external_select":
      return (element.initial_options ?? []).map((option) => choiceOf(option));
    default:
      return session.channels.map(({ id, name }) => ({ value: id, label: `#${name}`, text: `#${name}` }));
  }
}

function initialOf(element: Slack.Select | Slack.MultiSelect): string[] {
  const of = (option: Slack.PlainTextOption | undefined) => (option ? [choiceOf(option).value] : []);
  switch (element.type) {
    case "static_select":
    case "external_select":
      return of(element.initial_option);
    case "multi_static_select":
    case "multi_external_select":
      return (element.initial_options ?? []).flatMap(of);
    case "users_select":
      return element.initial_user ? [element.initial_user] : [];
    case "multi_users_select":
      return element.initial_users ?? [];
    case "channels_select":
      return element.initial_channel ? [element.initial_channel] : [];
    case "multi_channels_select":
      return element.initial_channels ?? [];
    case "conversations_select":
      return element.initial_conversation ? [element.initial_conversation] : [];
    case "multi_conversations_select":
      return element.initial_conversations ?? [];
  }
}

function useChosen(element: Slack.Select | Slack.MultiSelect) {
  const choices = choicesOf(element, useSession());
  const [chosen, setChosen] = useState<readonly string[]>(() => initialOf(element));
  const picked = choices.filter((choice) => chosen.includes(choice.value));
  return { choices, chosen, picked, setChosen };
}

export function Select({ element }: { readonly element: Slack.Select }) {
  const { words } = useSession();
  const { choices, chosen, picked, setChosen } = useChosen(element);
  const actionId = element.action_id ?? "";
  const give = useGive(actionId);
  const [busy, run] = useBusy();
  const [ask, question] = useConfirm(element.confirm);
  const label = element.placeholder?.text ?? words.choose;
  return (
    <>
      <Menu
        buttonClass="select"
        button={
          <>
            <span class={picked[0] ? "select-value" : "select-value select-empty"}>
              {picked[0]?.label ?? (element.placeholder ? <Line text={element.placeholder} /> : words.choose)}
            </span>
            <ChevronIcon />
          </>
        }
        label={picked[0] ? `${label}: ${picked[0].text}` : label}
        choices={choices}
        chosen={chosen}
        actionId={actionId}
        busy={busy}
        onChoose={({ value }) =>
          ask(() => {
            setChosen([value]);
            run(() => give(value));
          })
        }
      />
      {question}
    </>
  );
}

export function MultiSelect({ element }: { readonly element: Slack.MultiSelect }) {
  const { words } = useSession();
  const { choices, chosen, picked, setChosen } = useChosen(element);
  const actionId = element.action_id ?? "";
  const give = useGive(actionId);
  const [busy, run] = useBusy();
  const most = element.max_selected_items ?? Number.POSITIVE_INFINITY;
  const change = (values: readonly string[]) => {
    setChosen(values);
    run(() => give(values));
  };
  const toggle = (value: string) => {
    if (chosen.includes(value)) change(chosen.filter((other) => other !== value));
    else if (chosen.length < most) change([...chosen, value]);
  };
  return (
    <div class="multi-select">
      {picked.map((choice) => (
        <span key={choice.value} class="chip">
          {choice.label}
          <button type="button" aria-label={words.remove(choice.text)} onClick={() => toggle(choice.value)}>
            <CrossIcon />
          </button>
        </span>
      ))}
      <Menu
        stayOpen
        buttonClass="select"
        button={
          <>
            <span class="select-value select-empty">
              {element.placeholder ? <Line text={element.placeholder} /> : words.choose}
            </span>
            <ChevronIcon />
          </>
        }
        label={element.placeholder?.text ?? words.choose}
        choices={choices}
        chosen={chosen}
        actionId={actionId}
        busy={busy}
        onChoose={({ value }) => toggle(value)}
      />
    </div>
  );
}

export function Overflow({ element }: { readonly element: Slack.Overflow }) {
  const { words } = useSession();
  const surface = useSurface();
  const [busy, run] = useBusy();
  const [ask, question] = useConfirm(element.confirm);
  const actionId = element.action_id ?? "";
  return (
    <>
      <Menu
        buttonClass="button button-square"
        button={<DotsIcon />}
        label={words.moreActions}
        choices={element.options.map((option) => choiceOf(option))}
        actionId={actionId}
        busy={busy}
        onChoose={({ value, href }) => {
          if (href) {
            window.open(href, "_blank", "noopener,noreferrer");
            surface.pressQuietly(actionId);
          } else ask(() => run(() => surface.choose(actionId, value)));
        }}
      />
      {question}
    </>
  );
}
