/** The middle: a channel's messages and the composer. */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { SlackChannel, SlackMessage } from "../../slack/model.ts";
import { inChannel, keyOf, repliesTo, rowsOf } from "../conversation.ts";
import { longDay, nearDay } from "../dates.ts";
import type { CommandHint } from "../model.ts";
import { useSession } from "../session.ts";
import { parsePlainText } from "../text/mrkdwn.ts";
import { Inlines } from "../text/text.tsx";
import { Composer } from "./composer.tsx";
import { MenuIcon, MoonIcon, PanelIcon } from "./icons.tsx";
import { Message } from "./message.tsx";

/** Within this many pixels of the end, the reader counts as following. */
const nearEnd = 48;

function distanceToEnd(list: Element): number {
  return list.scrollHeight - list.scrollTop - list.clientHeight;
}

/** Keeps the end of the list in view while the reader is there, and reports new messages below. */
function useStickToEnd(count: number) {
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const seen = useRef(count);
  const [hasNew, setHasNew] = useState(false);
  /** The scroll position when the list was last moved to its end. */
  const pinned = useRef(0);
  const toEnd = () => {
    const element = list.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    pinned.current = element.scrollTop;
    atEnd.current = true;
    setHasNew(false);
  };
  const follow = () => {
    const element = list.current;
    // A scroll event comes a frame late: the reader may already have scrolled away.
    if (element && element.scrollTop < pinned.current - nearEnd && distanceToEnd(element) > nearEnd) {
      atEnd.current = false;
    }
    if (atEnd.current) toEnd();
  };
  useLayoutEffect(() => {
    follow();
    if (!atEnd.current && count > seen.current) setHasNew(true);
    seen.current = count;
  }, [count]);
  useLayoutEffect(() => {
    // Images, edits and expanded details change the height without a new message.
    const observer = new ResizeObserver(follow);
    if (content.current) observer.observe(content.current);
    if (list.current) observer.observe(list.current);
    return () => observer.disconnect();
  }, []);
  const onScroll = () => {
    const element = list.current;
    if (!element) return;
    if (distanceToEnd(element) < nearEnd) {
      atEnd.current = true;
      setHasNew(false);
    } else if (element.scrollTop < pinned.current - nearEnd) {
      // Only scrolling up means leaving: a list that grew before this event does not.
      atEnd.current = false;
    }
  };
  return { list, content, onScroll, hasNew, toEnd };
}

export function Channel(props: {
  readonly channel: SlackChannel;
  readonly messages: readonly SlackMessage[];
  readonly commands: readonly CommandHint[];
  readonly panelOpen: boolean;
  readonly onPanel: () => void;
  readonly onMenu: () => void;
  readonly onThread: (ts: string) => void;
}) {
  const { words, me, now } = useSession();
  const { channel } = props;
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const rows = rowsOf(inChannel(props.messages, channel.id, me.id), me.timeZone);
  const { list, content, onScroll, hasNew, toEnd } = useStickToEnd(rows.length);
  const today = now();
  return (
    <main class="channel">
      <header class="channel-head">
        <button type="button" class="icon-button menu-button" aria-label={words.openMenu} onClick={props.onMenu}>
          <MenuIcon />
        </button>
        <div class="channel-title">
          <h1>
            <span class="hash" aria-hidden="true">
              #
            </span>
            {channel.name}
          </h1>
          <p>
            <Inlines nodes={parsePlainText(channel.topic)} />
          </p>
        </div>
        {!channel.hasBot && <span class="no-bot">{words.noBot}</span>}
        {!props.panelOpen && (
          <button
            type="button"
            class="button panel-button"
            data-testid="panel-open"
            aria-label={words.openPanel}
            onClick={props.onPanel}
          >
            <PanelIcon />
            {words.aws}
          </button>
        )}
      </header>

      <div class="messages" ref={list} onScroll={onScroll}>
        <div
          ref={content}
          class={rows.length === 0 ? "messages-content is-empty" : "messages-content"}
          role="log"
          aria-label={words.messagesIn(channel.name)}
          data-testid="messages"
        >
          {rows.length === 0 && <Empty channel={channel.name} onTry={setDraft} />}
          {rows.map(({ message, day, lead }) => (
            <>
              {day && (
                <h2 key={`day ${keyOf(message)}`} class="day">
                  {nearDay(day, today, me) ?? longDay(day, me)}
                </h2>
              )}
              <MessageRow
                key={keyOf(message)}
                message={message}
                lead={lead}
                replies={repliesTo(props.messages, channel.id, message.ts, me.id)}
                onThread={props.onThread}
              />
            </>
          ))}
        </div>
      </div>

      <div class="channel-foot">
        {hasNew && (
          <button type="button" class="new-messages" onClick={toEnd}>
            {words.newMessages} ↓
          </button>
        )}
        <Composer channel={channel} commands={props.commands} draft={draft} onDraftTaken={() => setDraft(undefined)} />
      </div>
    </main>
  );
}

/** Redraws a message only when it or its replies change. */
function MessageRow(props: {
  readonly message: SlackMessage;
  readonly lead: boolean;
  readonly replies: readonly SlackMessage[];
  readonly onThread: (ts: string) => void;
}) {
  const { message, lead, replies, onThread } = props;
  const last = replies.at(-1);
  return useMemo(
    () => <Message message={message} lead={lead} replies={replies} onThread={onThread} />,
    [message, lead, replies.length, last, onThread],
  );
}

function Empty({ channel, onTry }: { readonly channel: string; readonly onTry: (text: string) => void }) {
  const { words } = useSession();
  return (
    <div class="empty" data-testid="empty">
      <span class="empty-mark">
        <MoonIcon />
      </span>
      <h2>{words.emptyTitle(channel)}</h2>
      <p>{words.emptyBody}</p>
      <button type="button" class="try" onClick={() => onTry("/deploy staging")}>
        <code>/deploy staging</code>
      </button>
      <p class="empty-or">{words.emptyOr}</p>
    </div>
  );
}
