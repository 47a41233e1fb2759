import { say } from "../core/text.ts";
import type { CommandDefinition } from "../define.ts";
import { usageOf } from "../parse-arguments.ts";
import { type ModalView, renderDialog } from "../slack/render-dialog.ts";
import { type Language, words } from "../words/languages.ts";

type Spoken = Readonly<Record<Language, ModalView>>;

/** The modals that the front door shows before anybody has looked anything up, ready to be sent. */
export interface LoadingViews {
  /** What stands there until a command's dialog is filled, by the command as it is typed: `/deploy`. */
  readonly loading: Readonly<Record<string, Spoken>>;
  /** What takes the place of a dialog that was open for longer than its command can be answered. */
  readonly expired: Spoken;
}

/** For every command that has a dialog. */
export function deriveLoadingViews(commands: readonly CommandDefinition[]): LoadingViews {
  const withDialog = commands.flatMap((definition) =>
    definition.dialog ? [{ definition, title: definition.dialog.title }] : [],
  );
  return {
    loading: Object.fromEntries(
      withDialog.map(({ definition, title }) => {
        const usage = { code: usageOf(definition) };
        return [
          `/${definition.name}`,
          spoken((language) =>
            renderDialog(
              { command: definition.name, title, fields: [] },
              {
                tone: "progress",
                title: say("dialog.loading"),
                lines: [say("dialog.loading-hint", { usage })],
              },
              { language, linkTo: () => undefined },
            ),
          ),
        ];
      }),
    ),
    expired: spoken((language) =>
      renderDialog(
        { command: "", title: "dialog.title", fields: [] },
        { tone: "warning", title: say("dialog.expired"), lines: [say("dialog.expired-hint")] },
        { language, linkTo: () => undefined },
      ),
    ),
  };
}

function spoken(render: (language: Language) => ModalView): Spoken {
  const languages = Object.keys(words) as Language[];
  return Object.fromEntries(languages.map((language) => [language, render(language)])) as Spoken;
}
