import { Document, isMap, isScalar, type Pair, Scalar, type YAMLMap } from "yaml";
import type { Words } from "./words/en.ts";

/** The results of init; missing ones are not written. */
export interface Answers {
  readonly language: "en" | "ko";
  readonly slack: { readonly team: string; readonly app: string };
  readonly alerts: { readonly channel: string };
  readonly environments: Readonly<
    Record<string, { readonly pipeline: string; readonly channel: string; readonly protection?: "confirm" }>
  >;
  readonly sites?: Readonly<Record<string, { readonly distribution: string; readonly channel: string }>>;
  readonly schedules?: Readonly<
    Record<
      string,
      {
        readonly days: readonly string[];
        readonly start: string;
        readonly stop: string;
        readonly timeZone: string;
        readonly channel: string;
      }
    >
  >;
  readonly people: readonly ({ readonly user: string } | { readonly group: string })[];
}

/** The text of nightshift.yaml, with comments in the language of the words. */
export function configText(answers: Answers, words: Words): string {
  const { slack, language, alerts, environments, sites, schedules } = answers;
  const people = answers.people.map((who) => ({ ...who, roles: ["owner"] }));
  const document = new Document({ slack, language, alerts, environments, sites, schedules, people });
  const root = document.contents as unknown as YAMLMap<Scalar<string>>;
  const comments: Readonly<Record<string, string>> = {
    slack: words["file.slack"],
    language: words["file.language"],
    alerts: words["file.alerts"],
    environments: words["file.environments"],
    sites: words["file.sites"],
    schedules: words["file.schedules"],
    people: words["file.people"],
  };
  for (const [index, { key }] of root.items.entries()) {
    key.commentBefore = comments[key.value] ?? null;
    key.spaceBefore = index > 0;
  }
  // Lists of words are easier to read on one line.
  for (const { value } of pairsOf(root, "roles", "days")) (value as { flow?: boolean }).flow = true;
  // As in docs/configuration.md: many would read a time without quotes as a number.
  for (const { value } of pairsOf(root, "start", "stop")) (value as Scalar).type = Scalar.QUOTE_DOUBLE;
  const examples = [
    sites ? undefined : `${words["file.sites"]}\n${words["file.sites.example"]}`,
    schedules ? undefined : `${words["file.schedules"]}\n${words["file.schedules.example"]}`,
  ].filter((example) => example !== undefined);
  document.commentBefore = ` yaml-language-server: $schema=./docs/nightshift.schema.json\n${words["file.head"]}`;
  if (examples.length > 0) document.comment = examples.join("\n\n");
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The pairs with these keys, anywhere below. */
function pairsOf(node: unknown, ...names: readonly string[]): Pair<Scalar, unknown>[] {
  if (!isMap(node)) {
    const items = (node as { items?: unknown[] } | null)?.items ?? [];
    return items.flatMap((item) => pairsOf(item, ...names));
  }
  return node.items.flatMap((pair) => {
    const own = isScalar(pair.key) && names.includes(String(pair.key.value)) ? [pair as Pair<Scalar>] : [];
    return [...own, ...pairsOf(pair.value, ...names)];
  });
}
