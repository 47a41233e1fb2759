/** The composer: completion of commands, history, and Enter that waits for the end of an IME composition. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { SlackChannel } from "../../slack/model.ts";
import { completionsOf } from "../completion.ts";
import type { CommandHint } from "../model.ts";
import { useSession } from "../session.ts";
import { SendIcon } from "./icons.tsx";

const mostKept = 50;
const historyKey = "nightshift.history";

function keptHistory(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(historyKey) ?? "[]");
    return Array.isArray(kept) ? kept.filter((line) => typeof line === "string") : [];
  } catch {
    return [];
  }
}

export function Composer(props: {
  readonly channel: SlackChannel;
  readonly commands: readonly CommandHint[];
  readonly draft: string | undefined;
  readonly onDraftTaken: () => void;
}) {
  const { words, me, askQuietly } = useSession();
  const { channel, commands, draft, onDraftTaken } = props;
  const [text, setText] = useState("");
  const [running, setRunning] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [active, setActive] = useState<number | undefined>(undefined);
  const [isShut, setShut] = useState(false);
  /** The position in the history; 0 is the current text. */
  const [back, setBack] = useState(0);
  const input = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const listId = useId();
  const completions = isShut || back > 0 ? [] : completionsOf(text, commands);
  const language = me.locale.startsWith("ko") ? "ko" : "en";

  useEffect(() => {
    // Not on devices where focus opens a keyboard over half of the screen.
    if (window.matchMedia("(hover: hover)").matches) input.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (draft === undefined) return;
    change(draft);
    setShut(true);
    onDraftTaken();
    input.current?.focus();
  }, [draft]);
  useLayoutEffect(() => {
    const area = input.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 160)}px`;
  }, [text]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const change = (next: string) => {
    setText(next);
    setActive(undefined);
    setShut(false);
    setBack(0);
  };
  const complete = (command: CommandHint) => {
    change(command.text);
    input.current?.focus();
  };
  const send = async () => {
    const line = text.trim();
    if (line === "") return;
    const history = keptHistory().filter((kept) => kept !== line);
    localStorage.setItem(historyKey, JSON.stringify([...history, line].slice(-mostKept)));
    change("");
    setProblem(undefined);
    setRunning((lines) => [...lines, line]);
    const answer = await askQuietly({ path: "/step", body: { say: line, as: me.persona, in: channel.name } });
    setRunning((lines) => {
      const at = lines.indexOf(line);
      return lines.filter((_, index) => index !== at);
    });
    if (!answer.ok) {
      setProblem(answer.error ?? words.unreachable);
      // Restore the text, unless a new one was begun.
      setText((now) => (now === "" ? line : now));
    }
  };
  const recall = (steps: number) => {
    const history = keptHistory();
    const next = Math.max(0, Math.min(history.length, back + steps));
    if (next === back) return;
    setBack(next);
    setText(next === 0 ? "" : (history[history.length - next] ?? ""));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // In Safari, key code 229 means a key that belongs to the IME composition.
    if (event.isComposing || event.keyCode === 229) return;
    const chosen = active === undefined ? undefined : completions[active];
    const isUpDown = (event.key === "ArrowUp" || event.key === "ArrowDown") && !event.altKey && !event.shiftKey;
    if (isUpDown && completions.length > 0) {
      const count = completions.length;
      if (event.key === "ArrowDown") setActive(active === undefined ? 0 : (active + 1) % count);
      else setActive(((active ?? 0) - 1 + count) % count);
    } else if (event.key === "Tab" && !event.shiftKey && completions.length > 0) {
      complete(completions[active ?? 0] as CommandHint);
    } else if (event.key === "Escape" && completions.length > 0) {
      setShut(true);
    } else if (event.key === "Enter" && !event.shiftKey) {
      if (chosen && chosen.text !== text.trim()) complete(chosen);
      else void send();
    } else if (isUpDown && (text === "" || back > 0)) {
      recall(event.key === "ArrowUp" ? 1 : -1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="composer">
      {completions.length > 0 && (
        <div class="completion">
          <p class="completion-head">
            <span>{words.commands}</span>
            <span>{words.completionHelp}</span>
          </p>
          <div
            class="completion-list"
            role="listbox"
            id={listId}
            aria-label={words.commands}
            ref={list}
            data-testid="completion"
          >
            {completions.map((command, index) => (
              <div
                key={command.text}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                data-text={command.text}
                onPointerDown={(event) => {
                  // Keeps the focus, and an unfinished composition, in the composer.
                  event.preventDefault();
                  complete(command);
                }}
              >
                <code>{command.text}</code>
                <span>{command.summary[language]}</span>
              </div>
            ))}
          </div>
        </div>
      )}
      {problem !== undefined && (
        <p class="composer-problem" role="alert" data-testid="composer-error">
          <strong>{words.failed}</strong> {problem}
        </p>
      )}
      {running.length > 0 && (
        <p class="working" role="status">
          <span class="working-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <code>{running.at(-1)}</code> {words.working}
        </p>
      )}
      <form
        class="composer-box"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <textarea
          ref={input}
          rows={1}
          value={text}
          placeholder={words.placeholder(channel.name)}
          aria-label={words.placeholder(channel.name)}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={listId}
          aria-activedescendant={active === undefined ? undefined : `${listId}-${active}`}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          data-testid="composer-input"
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          class="send"
          aria-label={words.send}
          title={words.send}
          disabled={text.trim() === ""}
          data-testid="composer-send"
        >
          <SendIcon />
        </button>
      </form>
      <p class="composer-keys" aria-hidden="true">
        {words.keys}
      </p>
    </div>
  );
}
