/** The side pane with a message and the replies to it. */
import type { SlackChannel, SlackMessage } from "../../slack/model.ts";
import { keyOf, repliesTo, rowsOf } from "../conversation.ts";
import { useSession } from "../session.ts";
import { CloseIcon } from "./icons.tsx";
import { Message } from "./message.tsx";

export function Thread(props: {
  readonly parent: SlackMessage;
  readonly channel: SlackChannel;
  readonly messages: readonly SlackMessage[];
  readonly onClose: () => void;
}) {
  const { words, me } = useSession();
  const { parent, channel, messages, onClose } = props;
  const replies = repliesTo(messages, channel.id, parent.ts, me.id);
  return (
    <aside class="thread" aria-label={words.thread} data-testid="thread">
      <header class="pane-head">
        <h2>
          {words.thread} <small>#{channel.name}</small>
        </h2>
        <button type="button" class="icon-button" aria-label={words.close} data-testid="thread-close" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <div class="thread-messages" role="log" aria-label={words.thread}>
        <Message key={parent.ts} message={parent} lead replies={[]} />
        <p class="thread-count">{words.replies(replies.length)}</p>
        {rowsOf(replies, me.timeZone).map(({ message, lead }) => (
          <Message key={keyOf(message)} message={message} lead={lead} replies={[]} />
        ))}
      </div>
      <p class="thread-hint">{words.threadHint}</p>
    </aside>
  );
}
