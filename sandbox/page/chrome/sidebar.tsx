/** The left side: channels, the current person, their language, the theme. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { SlackMessage } from "../../slack/model.ts";
import { inChannel } from "../conversation.ts";
import { useBusy, useSession } from "../session.ts";
import type { Words } from "../words.ts";
import { Avatar } from "./avatar.tsx";
import { CloseIcon, CrescentIcon, MoonIcon, SunIcon, SystemIcon } from "./icons.tsx";
import { chosenTheme, keepTheme, showTheme, type Theme } from "./theme-choice.ts";

/** The number of new messages in each channel since the person last opened it. */
function useUnread(messages: readonly SlackMessage[], openId: string): ReadonlyMap<string, number> {
  const { channels, me } = useSession();
  const read = useRef(new Map<string, string>());
  const newest = (channel: string) => inChannel(messages, channel, me.id).at(-1)?.ts ?? "";
  const keyOf = (channel: string) => `${me.id} ${channel}`;
  const unread = new Map<string, number>();
  for (const { id } of channels) {
    const seen = read.current.get(keyOf(id));
    const count = inChannel(messages, id, me.id).filter(({ ts }) => seen !== undefined && ts > seen).length;
    unread.set(id, id === openId ? 0 : count);
  }
  useEffect(() => {
    for (const { id } of channels) {
      if (id === openId || !read.current.has(keyOf(id))) read.current.set(keyOf(id), newest(id));
    }
  });
  return unread;
}

export function Sidebar(props: {
  readonly team: string;
  readonly messages: readonly SlackMessage[];
  readonly channelId: string;
  readonly onPersona: (persona: string) => void;
  readonly onClose: () => void;
}) {
  const { words, people, channels, me, openChannel } = useSession();
  const unread = useUnread(props.messages, props.channelId);
  return (
    <>
      <button type="button" class="drawer-shade" tabIndex={-1} aria-hidden="true" onClick={props.onClose} />
      <aside class="sidebar">
        <header class="brand">
          <span class="brand-mark">
            <MoonIcon />
          </span>
          <span class="brand-names">
            <strong>{props.team}</strong>
            <small>Nightshift · {words.sandbox}</small>
          </span>
          <button type="button" class="icon-button drawer-close" aria-label={words.close} onClick={props.onClose}>
            <CloseIcon />
          </button>
        </header>

        <nav aria-labelledby="channels-title">
          <h2 id="channels-title">{words.channels}</h2>
          <ul>
            {channels.map(({ id, name }) => {
              const count = unread.get(id) ?? 0;
              return (
                <li key={id}>
                  <button
                    type="button"
                    class={count > 0 ? "channel-link is-unread" : "channel-link"}
                    aria-current={id === props.channelId ? "page" : undefined}
                    data-testid={`channel-${name}`}
                    onClick={() => openChannel(id)}
                  >
                    <span class="hash" aria-hidden="true">
                      #
                    </span>
                    <span class="channel-name">{name}</span>
                    {count > 0 && (
                      <span class="badge">
                        <span aria-hidden="true">{count}</span>
                        <span class="hidden">{words.unread(count)}</span>
                      </span>
                    )}
                  </button>
                </li>
              );
            })}
          </ul>
        </nav>

        <section class="personas" aria-labelledby="personas-title">
          <h2 id="personas-title">{words.actingAs}</h2>
          <ul>
            {people.map((person) => (
              <li key={person.id}>
                <button
                  type="button"
                  class="persona"
                  aria-pressed={person.id === me.id}
                  data-testid={`persona-${person.persona}`}
                  onClick={() => props.onPersona(person.persona)}
                >
                  <Avatar user={person.id} small />
                  <span class="persona-names">
                    <span>{person.name}</span>
                    <small>{roleName(person.persona, words)}</small>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <LocaleSwitch />
        </section>

        <ThemeSwitch />
      </aside>
    </>
  );
}

function roleName(persona: string, words: Words): string {
  return persona === "owner" || persona === "operator" || persona === "viewer" ? words[persona] : persona;
}

const locales = [
  { id: "en", label: "English" },
  { id: "ko", label: "한국어" },
] as const;

function LocaleSwitch() {
  const { words, me, ask } = useSession();
  const [busy, run] = useBusy();
  return (
    <fieldset class="segments" aria-label={words.language} aria-busy={busy}>
      {locales.map(({ label, id }) => (
        <button
          key={id}
          type="button"
          lang={id}
          aria-pressed={me.locale.startsWith(id)}
          data-testid={`locale-${id}`}
          onClick={() => run(() => ask({ path: "/locale", body: { person: me.persona, locale: id } }))}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

function ThemeSwitch() {
  const { words } = useSession();
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const choose = (next: Theme) => {
    setTheme(next);
    keepTheme(next);
    showTheme(next);
  };
  const themes = [
    { id: "system", label: words.themeSystem, icon: <SystemIcon /> },
    { id: "light", label: words.themeLight, icon: <SunIcon /> },
    { id: "dark", label: words.themeDark, icon: <CrescentIcon /> },
  ] as const;
  return (
    <fieldset class="segments theme-switch" aria-label={words.theme}>
      {themes.map(({ id, label, icon }) => (
        <button
          key={id}
          type="button"
          aria-pressed={theme === id}
          aria-label={label}
          title={label}
          data-testid={`theme-${id}`}
          onClick={() => choose(id)}
        >
          {icon}
        </button>
      ))}
    </fieldset>
  );
}
