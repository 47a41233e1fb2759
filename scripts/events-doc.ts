import { existsSync, readFileSync } from "node:fs";
import { events as definitions } from "../handlers/index.ts";
import type { EventDefinition } from "../lib/app/define.ts";
import { readEvent } from "../lib/app/read-event.ts";
import { definitionOf } from "../lib/app/run-event.ts";
import type { AwsEvent } from "../lib/pure/event.ts";
import { isObject } from "../lib/pure/json.ts";
import { readCorpus, root } from "./corpus.ts";
import { inOrder } from "./derive/rules.ts";

/** Known events without a message of their own, by source and type, and how they are handled. */
const withoutMessage: Readonly<Record<string, string>> = {
  "aws.ec2/EC2 Instance State-change Notification":
    "joins the message of the start, stop or reboot that it belongs to; kept quiet otherwise",
  "aws.autoscaling/EC2 Instance Terminate Unsuccessful":
    "kept quiet: the group tries again by itself, and the card of a replacement looks up how that goes",
  "aws.autoscaling/EC2 Instance-launch Lifecycle Action":
    "told when the instance still waits in its hook after a quarter of an hour, and when it goes on",
  "aws.autoscaling/EC2 Instance-terminate Lifecycle Action":
    "told when the instance still waits in its hook after a quarter of an hour, and when it goes on",
  "aws.rds/RDS DB Shard Group Event": "as other events of databases, in RDS's own words",
  "aws.rds/RDS Zero ETL Event": "as other events of databases, in RDS's own words",
};

/** One event file of the corpus, and its rendering. */
interface Instance {
  /** Such as build/usual. */
  readonly name: string;
  readonly events: readonly AwsEvent[];
  readonly golden: string;
  readonly goldenPath: string;
}

interface Row {
  readonly event: string;
  readonly definition: EventDefinition | undefined;
  readonly instances: readonly Instance[];
  readonly note: string | undefined;
}

/**
 * docs/events.md: the known AWS events, from the definitions and the corpus with its golden renderings. @throws when
 * the corpus has no instance of a definition's type.
 */
export function deriveEventsDoc(definitions: readonly EventDefinition[]): string {
  const instances = readInstances();
  const rows = rowsOf(definitions, instances);
  const bare = rows.filter((row) => !row.instances.length && row.note === undefined);
  if (bare.length) throw new Error(`No instance in test/*/events of: ${bare.map(({ event }) => event).join(", ")}`);
  const kinds = new Set(instances.map(({ name }) => name.split("/")[0]));
  return `# Events

What Nightshift makes of what AWS reports. This page is derived from the definitions in \`handlers/\` and from the
${instances.length} instances of ${kinds.size} kinds in \`test/*/events\`, each of which stands there with its rendering in English (golden);
the tests play each of them in English and Korean. Facts and next steps are those of all instances of a row together; most messages
have a few of them. Every alert can also be acknowledged, muted from its menu, and asked for the recent activity of what
it is about.

| Event | How it may read | Facts | Next steps | Chart, log | en, ko | Golden |
| --- | --- | --- | --- | --- | --- | --- |
${rows.map(lineOf).join("\n")}
`;
}

function readInstances(): Instance[] {
  return readCorpus().map(({ name, events, golden }) => {
    const file = new URL(golden, root);
    return {
      name,
      events: events.flatMap(arrivals),
      golden: existsSync(file) ? readFileSync(file, "utf8") : "",
      goldenPath: golden,
    };
  });
}

/** The queue's messages for a file: an event, or what SNS delivers. */
function arrivals(written: unknown): AwsEvent[] {
  const records: unknown = isObject(written) ? written.Records : undefined;
  const bodies = Array.isArray(records)
    ? records.map((record: { readonly Sns?: object }) => ({ Type: "Notification", ...record.Sns }))
    : [written];
  const shop = { now: () => new Date(0), home: { account: "", region: "" } };
  return bodies.map((body) => readEvent(JSON.stringify(body), "", { ...shop, events: definitions }));
}

function rowsOf(definitions: readonly EventDefinition[], instances: readonly Instance[]): Row[] {
  const having = (fits: (event: AwsEvent) => boolean) => instances.filter(({ events }) => events.some(fits));
  const known = inOrder(definitions).flatMap((definition): Row[] => {
    const { source, types, matches } = definition;
    const free: Row[] = matches
      ? [
          {
            event: `\`${source}\` (${definition.name})`,
            definition,
            instances: having(
              (event) => !types.includes(event.type) && definitionOf(event, definitions) === definition,
            ),
            note: undefined,
          },
        ]
      : [];
    const typed = types.map((type) => ({
      event: `\`${source}\` ${type}`,
      definition,
      instances: having((event) => event.source === source && event.type === type),
      note: withoutMessage[`${source}/${type}`],
    }));
    return [...typed, ...free.filter((row) => row.instances.length || !typed.length)];
  });
  return [
    ...known,
    {
      event: "anything else",
      definition: undefined,
      instances: having((event) => !definitionOf(event, definitions)),
      note: undefined,
    },
  ];
}

function lineOf({ event, definition, instances, note }: Row): string {
  const goldens = instances.map(({ golden }) => golden);
  const links = instances.map(({ name, goldenPath }) => `[${name}](../${goldenPath})`);
  const [first] = [...instances].sort((a, b) => rank(a) - rank(b));
  const reads = first ? escaped(headline(first.golden)) : "";
  const cells = [
    event,
    [...(reads ? [reads] : []), ...(note ? [note] : [])].join("; "),
    union(goldens.flatMap(factsIn)).join(", "),
    union(goldens.flatMap(stepsIn)).join(", "),
    extras(definition, goldens).join(", "),
    instances.length ? "✓" : "",
    links.join(" "),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The usual instance is the best example. */
function rank({ name }: Instance): number {
  return name.endsWith("/usual") ? 0 : name.endsWith("/awkward") || name.endsWith("/sparse") ? 2 : 1;
}

function headline(golden: string): string {
  return (golden.split("\n")[0] ?? "").replace(/^:[a-z_]+: /, "");
}

function factsIn(golden: string): string[] {
  return golden
    .split("\n")
    .slice(1)
    .flatMap((line) => /^([A-Z][A-Za-z0-9 /-]{1,28}): /.exec(line)?.[1] ?? []);
}

function stepsIn(golden: string): string[] {
  return golden.split("\n").flatMap((line) => /^\[([^\]]+)\]( https:|$)/.exec(line)?.[1] ?? []);
}

function extras(definition: EventDefinition | undefined, goldens: readonly string[]): string[] {
  const uses = definition?.uses ?? [];
  return [
    ...(uses.includes("cloudwatch.series") || goldens.some((golden) => /[▁-█]{4}/.test(golden)) ? ["chart"] : []),
    ...(uses.includes("logs.tail") ? ["last lines of the log"] : []),
  ];
}

/** The most frequent first. */
function union(all: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  const mostShown = 12;
  const names = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
  return names.length > mostShown ? [...names.slice(0, mostShown), "…"] : names;
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
