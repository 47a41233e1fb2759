/** The whole page: the current person and channel, and what is open beside it. */
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PageRequest, PageState } from "../model.ts";
import { type Session, SessionContext, useKept } from "../session.ts";
import type { Connection, Store } from "../store.ts";
import { wordsOf } from "../words.ts";
import { AwsPanel } from "./aws-panel.tsx";
import { Channel } from "./channel.tsx";
import { MoonIcon } from "./icons.tsx";
import { Modal } from "./modal.tsx";
import { Sidebar } from "./sidebar.tsx";
import { Thread } from "./thread.tsx";
import { type Toast, Toasts } from "./toasts.tsx";

const toastStays = 7_000;

export function App({ store }: { readonly store: Store }) {
  const [{ state, connection }, setSnapshot] = useState(store.snapshot);
  useEffect(() => {
    setSnapshot(store.snapshot);
    return store.subscribe(() => setSnapshot(store.snapshot));
  }, [store]);
  if (!state) {
    return (
      <main class="waiting" aria-busy="true">
        <span class="brand-mark">
          <MoonIcon />
        </span>
        <p>{wordsOf(navigator.language).connecting}</p>
      </main>
    );
  }
  return <Workspace store={store} state={state} connection={connection} />;
}

function Workspace({
  store,
  state,
  connection,
}: {
  readonly store: Store;
  readonly state: PageState;
  readonly connection: Connection;
}) {
  const [persona, setPersona] = useKept<string>("persona", state.people[0]?.persona ?? "");
  const [channelId, setChannelId] = useKept<string>("channel", state.channels[0]?.id ?? "");
  const [panel, setPanel] = useKept<"open" | "closed">("panel", window.innerWidth >= 1000 ? "open" : "closed");
  const [thread, setThread] = useState<string | undefined>(undefined);
  const [drawer, setDrawer] = useState(false);
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const toastCount = useRef(0);

  const me = state.people.find((person) => person.persona === persona) ?? state.people[0];
  const channel = state.channels.find(({ id }) => id === channelId) ?? state.channels[0];
  if (!me || !channel) throw new Error("The sandbox's workspace has no people or no channels.");
  const words = wordsOf(me.locale);

  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)), []);
  const notify = useCallback(
    (text: string) => {
      const id = toastCount.current++;
      setToasts((all) => [...all.slice(-2), { id, text }]);
      setTimeout(() => dismiss(id), toastStays);
    },
    [dismiss],
  );
  const openChannel = useCallback((id: string) => {
    setChannelId(id);
    setThread(undefined);
    setDrawer(false);
  }, []);
  const { people, channels, bot } = state;
  const session = useMemo<Session>(
    () => ({
      people,
      channels,
      bot,
      me,
      words,
      now: () => store.now(),
      askQuietly: (request) => store.post(request),
      async ask(request: PageRequest) {
        const answer = await store.post(request);
        if (!answer.ok) notify(answer.error ?? words.unreachable);
        return answer;
      },
      openChannel,
    }),
    [people, channels, bot, me, words, store, notify, openChannel],
  );

  useEffect(() => {
    document.documentElement.lang = me.locale.startsWith("ko") ? "ko" : "en";
  }, [me.locale]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.querySelector("dialog[open]")) return;
      const typing =
        event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        document.querySelector<HTMLElement>("[data-testid=composer-input]")?.focus();
      } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        event.preventDefault();
        const move = event.key === "ArrowDown" ? 1 : -1;
        const at = channels.findIndex(({ id }) => id === channel.id);
        const next = channels[(at + move + channels.length) % channels.length];
        if (next) openChannel(next.id);
      } else if (event.key === "Escape" && !event.defaultPrevented) {
        if (drawer) setDrawer(false);
        else setThread(undefined);
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });

  const view = state.views?.findLast((one) => one.person === me.id && one.view.type === "modal");
  const parent =
    thread === undefined
      ? undefined
      : state.messages.find((message) => message.channel === channel.id && message.ts === thread);
  return (
    <SessionContext.Provider value={session}>
      <div
        class={`workspace${panel === "open" ? " with-panel" : ""}${parent ? " with-thread" : ""}${drawer ? " with-drawer" : ""}`}
      >
        <Sidebar
          team={state.team.name}
          messages={state.messages}
          channelId={channel.id}
          onPersona={setPersona}
          onClose={() => setDrawer(false)}
        />
        <Channel
          key={channel.id}
          channel={channel}
          messages={state.messages}
          commands={state.commands}
          panelOpen={panel === "open"}
          onPanel={() => setPanel(panel === "open" ? "closed" : "open")}
          onMenu={() => setDrawer(true)}
          onThread={setThread}
        />
        {parent && (
          <Thread parent={parent} channel={channel} messages={state.messages} onClose={() => setThread(undefined)} />
        )}
        {panel === "open" && <AwsPanel aws={state.aws} speed={state.speed} onClose={() => setPanel("closed")} />}
      </div>
      {view && <Modal key={view.view.id} open={view} />}
      {connection === "lost" && (
        <p class="connection" role="status">
          {words.reconnecting}
        </p>
      )}
      <Toasts toasts={toasts} onClose={dismiss} />
    </SessionContext.Provider>
  );
}
