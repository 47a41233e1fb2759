/**
 * The corpus of events: each kind has a folder `test/<subject>/events/<kind>` of files with an event, or the events
 * of a story, and the rendering of each in English.
 */
import { readdirSync, readFileSync } from "node:fs";

export interface Story {
  /** Such as `build/usual`. */
  readonly name: string;
  readonly kind: string;
  /** In the form of the file. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
  /** The path of its English rendering, from the project's root. */
  readonly golden: string;
}

export const root = new URL("../", import.meta.url);

/** Every story, by kind and name. */
export function readCorpus(): Story[] {
  const stories = readdirSync(new URL("test/", root), { recursive: true, encoding: "utf8" }).flatMap((path) => {
    const [, kind, file] = /\/events\/([^/]+)\/([^/]+)\.json$/.exec(`/${path.replaceAll("\\", "/")}`) ?? [];
    if (kind === undefined || file === undefined) return [];
    const written = JSON.parse(readFileSync(new URL(`test/${path}`, root), "utf8")) as Story["events"];
    const golden = `test/${path.replace(/\.json$/, ".txt")}`;
    return { name: `${kind}/${file}`, kind, events: [written].flat(), golden };
  });
  const order = ({ kind, name }: Story): string => `${kind}\0${name}.json`;
  return stories.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** The events of the story of that name. @throws when there is none. */
export function storyOf(name: string): Story["events"] {
  const story = readCorpus().find((one) => one.name === name);
  if (!story) throw new Error(`The corpus has no ${name}`);
  return story.events;
}
