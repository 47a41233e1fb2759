import { actions, commands, events, jobs, ticks } from "../../handlers/index.ts";

/** Everything that handlers/index.ts lists, by kind and name, and what of it was run since. */
export interface Definitions {
  readonly all: readonly string[];
  readonly reached: ReadonlySet<string>;
}

/** Notes from now on which definitions are run, in this process. */
export function watchDefinitions(): Definitions {
  const reached = new Set<string>();
  const all: string[] = [];
  for (const [kind, definitions] of Object.entries({ commands, actions, events, jobs, ticks })) {
    for (const definition of definitions) {
      const name = `${kind}: ${definition.name}`;
      all.push(name);
      const { run } = definition as { run(context: unknown): unknown };
      Object.assign(definition, {
        run: (context: unknown) => {
          reached.add(name);
          return run(context);
        },
      });
    }
  }
  return { all, reached };
}
