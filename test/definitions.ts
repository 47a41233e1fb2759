import { actions, commands, events, jobs, ticks } from "../handlers/index.ts";

/** Everything that handlers/index.ts lists, by kind and name, and what of it was run since. */
export interface Definitions {
  readonly all: readonly string[];
  readonly reached: Set<string>;
}

/** Notes from now on which definitions are run, in this process. */
export function watchDefinitions(): Definitions {
  const reached = new Set<string>();
  const all: string[] = [];
  for (const [kind, definitions] of Object.entries({ commands, actions, events, jobs, ticks })) {
    for (const definition of definitions) {
      const name = `${kind}: ${definition.name}`;
      all.push(name);
      // A shortcut stands for a command, and only says which.
      const work = "says" in definition ? "says" : "run";
      const does = (definition as unknown as Record<string, (given: unknown) => unknown>)[work];
      Object.assign(definition, {
        [work]: (given: unknown) => {
          reached.add(name);
          return does?.(given);
        },
      });
    }
  }
  return { all, reached };
}
