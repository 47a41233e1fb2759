/** One message: its author, its blocks or text, its reactions and the link to its thread. */
import { Component, type ComponentChildren } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { SlackMessage } from "../../slack/model.ts";
import { Blocks } from "../blocks/block.tsx";
import { type Surface, SurfaceContext } from "../blocks/surface.ts";
import { ago, dateOfTs, dayOf, timeOf } from "../dates.ts";
import { emojiGlyph } from "../emoji.ts";
import { useSession } from "../session.ts";
import { parseMrkdwn } from "../text/mrkdwn.ts";
import { Flows } from "../text/text.tsx";
import { Avatar } from "./avatar.tsx";
import { EyeIcon } from "./icons.tsx";

const noErrors = {};

export function Message(props: {
  readonly message: SlackMessage;
  readonly lead: boolean;
  readonly replies: readonly SlackMessage[];
  readonly onThread?: (ts: string) => void;
}) {
  const { words, me, people, bot, now, ask, askQuietly } = useSession();
  const { message, lead, replies, onThread } = props;
  const when = dateOfTs(message.ts);
  const isBot = message.user === bot.userId;
  const name = isBot ? bot.name : (people.find(({ id }) => id === message.user)?.name ?? message.user);
  const firstEdits = useRef(message.edits);

  const surface = useMemo<Surface>(() => {
    const step = (what: Readonly<Record<string, unknown>>) => ({
      path: "/step" as const,
      body: { ...what, as: me.persona, on: { ts: message.ts } },
    });
    return {
      async press(actionId) {
        await ask(step({ press: actionId }));
      },
      pressQuietly(actionId) {
        void askQuietly(step({ press: actionId }));
      },
      async choose(actionId, value) {
        await ask(step({ choose: actionId, value }));
      },
      // Each change in a message is sent at once.
      fill() {},
      errors: noErrors,
    };
  }, [message.ts, me.persona, ask, askQuietly]);

  const stamp = (
    <time class="stamp" dateTime={when.toISOString()} title={`${dayOf(when, me.timeZone)} ${timeOf(when, me, true)}`}>
      {lead ? timeOf(when, me) : timeOf(when, { ...me, locale: "en-GB" })}
    </time>
  );
  return (
    <article
      class={`message${lead ? " message-lead" : ""}${message.ephemeralTo ? " message-ephemeral" : ""}`}
      data-testid="message"
      data-ts={message.ts}
      aria-label={lead ? undefined : name}
    >
      {message.edits > firstEdits.current && <span key={message.edits} class="glow" aria-hidden="true" />}
      <div class="message-side">{lead ? <Avatar user={message.user} /> : stamp}</div>
      <div class="message-main">
        {message.ephemeralTo && lead && (
          <p class="only-you">
            <EyeIcon />
            {words.onlyYou}
          </p>
        )}
        {lead && (
          <header>
            <strong class="author">{name}</strong>
            {isBot && <span class="bot-badge">{words.bot}</span>}
            {stamp}
          </header>
        )}
        <Guard fallback={words.cannotDraw} of={message}>
          <SurfaceContext.Provider value={surface}>
            {message.blocks.length > 0 ? (
              <Blocks blocks={message.blocks} />
            ) : (
              <Flows flow={parseMrkdwn(message.text)} />
            )}
          </SurfaceContext.Provider>
        </Guard>
        {message.edits > 0 && <small class="edited">{words.edited}</small>}
        {message.reactions && message.reactions.length > 0 && (
          <ul class="reactions">
            {message.reactions.map((reaction) => (
              <li
                key={reaction.name}
                class={reaction.users.includes(me.id) ? "reaction is-mine" : "reaction"}
                title={`:${reaction.name}:`}
              >
                <span class="emoji">{emojiGlyph(reaction.name) ?? `:${reaction.name}:`}</span>
                {reaction.users.length}
              </li>
            ))}
          </ul>
        )}
        {replies.length > 0 && onThread && (
          <button type="button" class="thread-link" data-testid="thread-open" onClick={() => onThread(message.ts)}>
            <span class="thread-faces">
              {[...new Set(replies.map(({ user }) => user))].slice(0, 3).map((user) => (
                <Avatar key={user} user={user} small />
              ))}
            </span>
            <strong>{words.replies(replies.length)}</strong>
            <small>{words.lastReply(ago(dateOfTs(replies.at(-1)?.ts ?? message.ts), now(), me))}</small>
          </button>
        )}
      </div>
    </article>
  );
}

interface GuardProps {
  readonly of: SlackMessage;
  readonly fallback: string;
  readonly children: ComponentChildren;
}

/** A message that can't be drawn must not break the page; its next edit is tried again. */
class Guard extends Component<GuardProps, { failed: SlackMessage | undefined }> {
  override state: { failed: SlackMessage | undefined } = { failed: undefined };

  override componentDidCatch(error: unknown): void {
    console.error(error);
    this.setState({ failed: this.props.of });
  }

  override render() {
    if (this.state.failed === this.props.of) return <p class="unknown-block">{this.props.fallback}</p>;
    return this.props.children;
  }
}
