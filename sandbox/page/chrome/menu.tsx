/** A list that opens below (or above) its button: our own select and overflow menu. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLeave, useSession } from "../session.ts";
import { CheckIcon } from "./icons.tsx";

export interface Choice {
  readonly value: string;
  readonly label: ComponentChildren;
  /** The label as plain text, for the filter. */
  readonly text: string;
  readonly description?: ComponentChildren;
  /** The heading above it; choices of one group are adjacent. */
  readonly group?: string;
  readonly href?: string;
}

/** Longer lists of choices have a filter. */
const filterFrom = 8;

export function Menu(props: {
  readonly button: ComponentChildren;
  readonly buttonClass: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen?: readonly string[];
  readonly stayOpen?: boolean;
  readonly actionId?: string;
  readonly busy?: boolean;
  readonly onChoose: (choice: Choice) => void;
}) {
  const { words } = useSession();
  const [open, setOpen] = useState(false);
  const [above, setAbove] = useState(false);
  const [active, setActive] = useState(0);
  const [filter, setFilter] = useState("");
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const hasFilter = props.choices.length >= filterFrom;
  const wanted = filter.trim().toLowerCase();
  const choices = props.choices.filter((choice) => choice.text.toLowerCase().includes(wanted));

  const close = () => {
    setOpen(false);
    setFilter("");
  };
  const closeAndReturn = () => {
    close();
    button.current?.focus();
  };
  useLeave(open, root, close);
  useLayoutEffect(() => {
    if (!open) return;
    const place = button.current?.getBoundingClientRect();
    setAbove(place !== undefined && window.innerHeight - place.bottom < 260 && place.top > 260);
    const focus = list.current?.querySelector<HTMLElement>("input, [role=listbox]");
    focus?.focus();
  }, [open]);
  useEffect(() => {
    list.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active, open]);

  const choose = (choice: Choice) => {
    if (!props.stayOpen) closeAndReturn();
    props.onChoose(choice);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) setActive((active + move + choices.length) % Math.max(1, choices.length));
    else if (event.key === "Home") setActive(0);
    else if (event.key === "End") setActive(choices.length - 1);
    else if (event.key === "Escape" || event.key === "Tab") closeAndReturn();
    else if (event.key === "Enter" || (event.key === " " && !hasFilter)) {
      const choice = choices[active];
      if (choice) choose(choice);
    } else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="menu" ref={root}>
      <button
        ref={button}
        type="button"
        class={props.buttonClass}
        aria-label={props.label}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-busy={props.busy ?? false}
        data-action-id={props.actionId}
        onClick={() => {
          setActive(
            Math.max(
              0,
              props.choices.findIndex((choice) => props.chosen?.includes(choice.value)),
            ),
          );
          if (open) close();
          else setOpen(true);
        }}
      >
        {props.button}
      </button>
      {open && (
        <div class={above ? "popover popover-above" : "popover"} ref={list}>
          {hasFilter && (
            <input
              class="field"
              type="text"
              placeholder={words.filter}
              aria-label={words.filter}
              aria-controls={listId}
              value={filter}
              onKeyDown={onKeyDown}
              onInput={(event) => {
                setFilter(event.currentTarget.value);
                setActive(0);
              }}
            />
          )}
          <div
            role="listbox"
            id={listId}
            aria-label={props.label}
            class="popover-list"
            tabIndex={-1}
            onKeyDown={onKeyDown}
          >
            {choices.length === 0 && <p class="popover-empty">{words.nothingFound}</p>}
            {choices.map((choice, index) => (
              <>
                {choice.group && choice.group !== choices[index - 1]?.group && (
                  <p class="popover-group">{choice.group}</p>
                )}
                <div
                  key={choice.value}
                  role="option"
                  class="option"
                  tabIndex={-1}
                  aria-selected={props.chosen?.includes(choice.value) ?? false}
                  data-active={index === active}
                  data-value={choice.value}
                  onPointerEnter={() => setActive(index)}
                  onClick={() => choose(choice)}
                  onKeyDown={onKeyDown}
                >
                  <span class="option-text">
                    <span>{choice.label}</span>
                    {choice.description && <small>{choice.description}</small>}
                  </span>
                  {props.chosen?.includes(choice.value) && <CheckIcon />}
                </div>
              </>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
