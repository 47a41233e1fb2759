import type { CommandDefinition } from "../app/define.ts";
import { type Catalog, type Language, languages } from "../i18n/catalog.ts";
import { say } from "../pure/text.ts";
import { usageOf } from "../requests/parse-arguments.ts";
import { type ModalView, renderDialog } from "../slack/render-dialog.ts";
import type { Reader } from "../slack/spans.ts";

type Spoken = Readonly<Record<Language, ModalView>>;

/** The loading modals that the front door shows before any look-up, ready to send. */
export interface LoadingViews {
  /** Shown until a command's dialog is filled, by the command as typed: `/deploy`. */
  readonly loading: Readonly<Record<string, Spoken>>;
  /** Replaces a dialog that was open for longer than its command can be answered. */
  readonly expired: Spoken;
}

/** For every command that has a dialog. */
export function deriveLoadingViews(commands: readonly CommandDefinition[], catalog: Catalog): LoadingViews {
  const withDialog = commands.flatMap((definition) =>
    definition.dialog ? [{ definition, title: definition.dialog.title }] : [],
  );
  return {
    loading: Object.fromEntries(
      withDialog.map(({ definition, title }) => {
        const usage = { code: usageOf(definition) };
        return [
          `/${definition.name}`,
          spoken(catalog, (reader) =>
            renderDialog(
              { command: definition.name, title, fields: [] },
              {
                tone: "progress",
                title: say("dialog.loading"),
                lines: [say("dialog.loading-hint", { usage })],
              },
              reader,
            ),
          ),
        ];
      }),
    ),
    expired: spoken(catalog, (reader) =>
      renderDialog(
        { command: "", title: "dialog.title", fields: [] },
        { tone: "warning", title: say("dialog.expired"), lines: [say("dialog.expired-hint")] },
        reader,
      ),
    ),
  };
}

function spoken(catalog: Catalog, render: (reader: Reader) => ModalView): Spoken {
  const readerOf = (language: Language): Reader => ({
    language,
    words: catalog[language],
    linkTo: () => undefined,
  });
  return Object.fromEntries(languages.map((language) => [language, render(readerOf(language))])) as Spoken;
}
