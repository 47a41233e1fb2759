/** Draws formatted text. Every string becomes a text node: nothing from a message is parsed as HTML. */
import type { TextObject } from "@slack/types";
import { dayOf, formatSlackDate, timeOf } from "../dates.ts";
import { useSession } from "../session.ts";
import { parseInline, parseMrkdwn, parsePlainText } from "./mrkdwn.ts";
import type { Flow, Inline } from "./nodes.ts";

/** A text object of Block Kit, with its paragraphs. */
export function Text({ text }: { readonly text: TextObject | string }) {
  if (typeof text === "string") return <Inlines nodes={parsePlainText(text)} />;
  if (text.type === "mrkdwn") return <Flows flow={parseMrkdwn(text.text)} />;
  return <Inlines nodes={parsePlainText(text.text, text.emoji ?? true)} />;
}

/** A text object on one line: for labels, titles and cells. */
export function Line({ text }: { readonly text: TextObject | string }) {
  if (typeof text !== "string" && text.type === "mrkdwn") return <Inlines nodes={parseInline(text.text)} />;
  return <Text text={text} />;
}

export function Flows({ flow }: { readonly flow: readonly Flow[] }) {
  return (
    <div class="flow">
      {flow.map((part, index) => (
        <FlowPart key={index} part={part} />
      ))}
    </div>
  );
}

function FlowPart({ part }: { readonly part: Flow }) {
  switch (part.is) {
    case "paragraph":
      return (
        <p>
          <Inlines nodes={part.children} />
        </p>
      );
    case "heading": {
      const Heading = part.level === 1 ? "h4" : part.level === 2 ? "h5" : "h6";
      return (
        <Heading>
          <Inlines nodes={part.children} />
        </Heading>
      );
    }
    case "preformatted":
      return <pre>{part.text}</pre>;
    case "quote":
      return (
        <blockquote>
          <Flows flow={part.children} />
        </blockquote>
      );
    case "list":
      return (
        <ul class="list">
          {part.items.map((item, index) => (
            <li key={index} class={`indent-${item.indent}`}>
              <span class="marker">{item.marker}</span>
              <span>
                <Inlines nodes={item.children} />
              </span>
            </li>
          ))}
        </ul>
      );
    case "table": {
      const [head = [], ...body] = part.rows;
      return (
        <div class="table-scroll">
          <table class="plain-table">
            <thead>
              <tr>
                {head.map((cell, index) => (
                  <th key={index} scope="col">
                    <Inlines nodes={cell} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {body.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column}>
                      <Inlines nodes={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    }
    case "rule":
      return <hr />;
  }
}

export function Inlines({ nodes }: { readonly nodes: readonly Inline[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        <InlinePart key={index} node={node} />
      ))}
    </>
  );
}

function InlinePart({ node }: { readonly node: Inline }) {
  const { people, channels, bot, me, now, openChannel } = useSession();
  switch (node.is) {
    case "text":
      return <>{node.text}</>;
    case "break":
      return <br />;
    case "bold":
      return (
        <strong>
          <Inlines nodes={node.children} />
        </strong>
      );
    case "italic":
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      );
    case "strike":
      return (
        <s>
          <Inlines nodes={node.children} />
        </s>
      );
    case "underline":
      return (
        <u>
          <Inlines nodes={node.children} />
        </u>
      );
    case "code":
      return <code>{node.text}</code>;
    case "link":
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer">
          <Inlines nodes={node.children} />
        </a>
      );
    case "emoji":
      return (
        <span class="emoji" role="img" aria-label={node.name.replaceAll("_", " ")} title={`:${node.name}:`}>
          {node.glyph}
        </span>
      );
    case "user": {
      const name =
        node.id === bot.userId
          ? bot.name
          : (people.find((person) => person.id === node.id)?.name ?? node.label ?? node.id);
      return <span class={node.id === me.id ? "mention mention-me" : "mention"}>@{name}</span>;
    }
    case "channel": {
      const channel = channels.find(({ id }) => id === node.id);
      if (!channel) return <span class="mention">#{node.label ?? node.id}</span>;
      return (
        <button type="button" class="mention" onClick={() => openChannel(channel.id)}>
          #{channel.name}
        </button>
      );
    }
    case "group":
      return <span class="mention">{node.label ?? `@${node.id}`}</span>;
    case "broadcast":
      return <span class="mention mention-me">@{node.range}</span>;
    case "date": {
      const when = new Date(node.seconds * 1000);
      const shown = (
        <time dateTime={when.toISOString()} title={`${dayOf(when, me.timeZone)} ${timeOf(when, me)} ${me.timeZone}`}>
          {formatSlackDate(node.seconds, node.format, now(), me)}
        </time>
      );
      if (!node.href) return shown;
      return (
        <a href={node.href} target="_blank" rel="noopener noreferrer">
          {shown}
        </a>
      );
    }
  }
}
