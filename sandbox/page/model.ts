/** The protocol between the sandbox's server and the page. */
import type { OpenView, SlackChannel, SlackMessage, SlackPerson } from "../slack/model.ts";

/** The whole state, sent at GET /state and, after each change, as the data of a server-sent event at GET /stream. */
export interface PageState {
  /** The sandbox's time, ISO 8601. */
  readonly now: string;
  /** The clock's speed: sandbox seconds for each real second; 0 when it stands still. */
  readonly speed: number;
  readonly team: { readonly name: string };
  readonly bot: { readonly userId: string; readonly name: string };
  readonly channels: readonly SlackChannel[];
  readonly people: readonly SlackPerson[];
  /** Oldest first, including everyone's ephemeral ones (the page shows a person only their own). */
  readonly messages: readonly SlackMessage[];
  /** Slash commands for completion, in the order of help. */
  readonly commands: readonly CommandHint[];
  readonly aws: AwsSummary;
  /** The open modals, oldest first; a person sees the last one of their own. */
  readonly views?: readonly PageView[];
}

/** A modal that is open for one person. */
export interface PageView extends OpenView {
  /** The person's id. */
  readonly person: string;
}

export interface CommandHint {
  /** The completion: `/deploy staging`. */
  readonly text: string;
  readonly summary: { readonly en: string; readonly ko: string };
}

export interface AwsSummary {
  readonly pipelines: readonly {
    readonly name: string;
    readonly stages: readonly { readonly name: string; readonly state: StageState }[];
  }[];
  readonly groups: readonly {
    readonly name: string;
    readonly instances: readonly { readonly id: string; readonly state: string; readonly healthy: boolean }[];
  }[];
  readonly instances: readonly { readonly id: string; readonly name: string; readonly state: string }[];
}

export type StageState = "idle" | "running" | "waiting" | "succeeded" | "failed" | "stopped";

/**
 * The page's requests. `POST /step` takes one step of a play, the same object as in `docs/play.schema.json` (`{say,
 * as, in, locale}`, `{press, as, on}`, `{aws: {…}}`, `{advance}`), and answers 200 `{}` or 400 `{error}`; also
 * `{choose, value, as, on}` for a menu (the value is a list where several may be chosen), and for the front modal
 * `{submit: {action id: value}, as}` (only what was changed) and `{dismiss: view id, as}`; a press inside a modal has
 * no `on`.
 * `POST /speed` takes `{speed: number}`; `POST /locale` takes `{person, locale}`, a persona and `en` or `ko`.
 */
export type PageRequest = { readonly path: "/step" | "/speed" | "/locale"; readonly body: unknown };
