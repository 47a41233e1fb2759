import type { Clock } from "../clock.ts";
import type { Ids } from "../ids.ts";
import { slack } from "../world.ts";
import type { SentView } from "./blocks/views.ts";
import { stateOf } from "./inputs.ts";
import type { Block, OpenView, View, ViewState } from "./model.ts";
import type { Workspace } from "./workspace.ts";

/** The limit of stacked views: https://docs.slack.dev/surfaces/modals */
const deepestStack = 3;

/** Everyone's open modals, and their Home tabs. */
export class Modals {
  readonly #workspace: Workspace;
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #stacks = new Map<string, readonly OpenView[]>();
  readonly #homes = new Map<string, View>();

  constructor(workspace: Workspace, clock: Clock, ids: Ids) {
    this.#workspace = workspace;
    this.#clock = clock;
    this.#ids = ids;
  }

  /** The modal that this person sees. */
  top(person: string): OpenView | undefined {
    return this.#stacks.get(person)?.at(-1);
  }

  home(person: string): View | undefined {
    return this.#homes.get(person);
  }

  find(isWanted: (view: View) => boolean): { readonly person: string; readonly view: View } | undefined {
    for (const [person, stack] of this.#stacks) {
      const found = stack.find((open) => isWanted(open.view));
      if (found) return { person, view: found.view };
    }
    return undefined;
  }

  /** The new view, or Slack's error code. */
  open(person: string, sent: SentView): View | string {
    if (this.#isTaken(sent)) return "duplicate_external_id";
    const view = this.#make(sent);
    this.#set(person, [{ view, errors: {} }]);
    return view;
  }

  push(person: string, sent: SentView): View | string {
    const stack = this.#stacks.get(person) ?? [];
    if (stack.length === 0) return "not_found";
    if (stack.length >= deepestStack) return "push_limit_reached";
    if (this.#isTaken(sent)) return "duplicate_external_id";
    const view = this.#make(sent, {
      root_view_id: stack[0]?.view.id,
      previous_view_id: stack.at(-1)?.view.id,
    });
    this.#set(person, [...stack, { view, errors: {} }]);
    return view;
  }

  /** Replaces a view's content; values in inputs that remain are kept. */
  replace(person: string, view: View, sent: SentView): View | string {
    if (sent.external_id !== undefined && sent.external_id !== view.external_id && this.#isTaken(sent)) {
      return "duplicate_external_id";
    }
    const replaced = this.#make(sent, view, view.state.values);
    this.#change(person, view.id, () => ({ view: replaced, errors: {} }));
    return replaced;
  }

  publish(person: string, sent: SentView, hash: string | undefined): View | string {
    const before = this.#homes.get(person);
    if (hash !== undefined && before !== undefined && hash !== before.hash) return "hash_conflict";
    const view = this.#make(sent, before);
    this.#homes.set(person, view);
    this.#workspace.changed();
    return view;
  }

  setState(person: string, viewId: string, state: ViewState): View | undefined {
    const home = this.#homes.get(person);
    if (home?.id === viewId) this.#homes.set(person, { ...home, state });
    this.#change(person, viewId, (open) => ({ ...open, view: { ...open.view, state } }));
    return this.#stacks.get(person)?.find((open) => open.view.id === viewId)?.view ?? this.#homes.get(person);
  }

  /** The errors of a person's submission. */
  complain(person: string, viewId: string, errors: Readonly<Record<string, string>>, trouble?: string): void {
    this.#change(person, viewId, ({ view }) => ({
      view,
      errors,
      ...(trouble !== undefined && { trouble }),
    }));
  }

  /** Closes the topmost view. */
  close(person: string): void {
    this.#set(person, (this.#stacks.get(person) ?? []).slice(0, -1));
  }

  clear(person: string): void {
    this.#set(person, []);
  }

  #make(
    sent: SentView,
    keep: {
      readonly id?: string;
      readonly external_id?: string;
      readonly root_view_id?: string | undefined;
      readonly previous_view_id?: string | null | undefined;
    } = {},
    given: ViewState["values"] = {},
  ): View {
    const id = keep.id ?? `V0${this.#ids.upper(9)}`;
    const blocks = this.#workspace.named(sent.blocks as readonly Block[]);
    const modal = sent.type === "modal" ? sent : undefined;
    return {
      id,
      type: sent.type,
      team_id: slack.team.id,
      app_id: slack.appId,
      bot_id: slack.bot.id,
      ...(modal && { title: modal.title }),
      ...(modal?.submit && { submit: modal.submit }),
      ...(modal?.close && { close: modal.close }),
      blocks,
      private_metadata: sent.private_metadata ?? "",
      callback_id: sent.callback_id ?? "",
      external_id: sent.external_id ?? keep.external_id ?? "",
      clear_on_close: modal?.clear_on_close ?? false,
      notify_on_close: modal?.notify_on_close ?? false,
      state: stateOf(blocks, given),
      hash: `${Math.floor(this.#clock.now().getTime() / 1000)}.${this.#ids.hex(8)}`,
      root_view_id: keep.root_view_id ?? id,
      previous_view_id: keep.previous_view_id ?? null,
    };
  }

  #isTaken(sent: SentView): boolean {
    return Boolean(sent.external_id) && this.find((view) => view.external_id === sent.external_id) !== undefined;
  }

  #change(person: string, viewId: string, change: (open: OpenView) => OpenView): void {
    const stack = this.#stacks.get(person) ?? [];
    this.#set(
      person,
      stack.map((open) => (open.view.id === viewId ? change(open) : open)),
    );
  }

  #set(person: string, stack: readonly OpenView[]): void {
    this.#stacks.set(person, stack);
    this.#workspace.changed();
  }
}
