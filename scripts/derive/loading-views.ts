import type { CommandDefinition } from "../../lib/app/define.ts";
import { type Catalog, type Language, languages } from "../../lib/i18n/catalog.ts";
import { say } from "../../lib/pure/text.ts";
import { usageOf } from "../../lib/requests/parse-arguments.ts";
import {
  type LoadingViews,
  type ModalByLanguage,
  type ModalView,
  renderDialog,
} from "../../lib/slack/render-dialog.ts";
import type { Reader } from "../../lib/slack/spans.ts";

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

function spoken(catalog: Catalog, render: (reader: Reader) => ModalView): ModalByLanguage {
  const readerOf = (language: Language): Reader => ({
    language,
    words: catalog[language],
    linkTo: () => undefined,
  });
  return Object.fromEntries(languages.map((language) => [language, render(readerOf(language))])) as ModalByLanguage;
}
