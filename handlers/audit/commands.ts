import { defineCommand, type Outcome } from "../../lib/app/define.ts";
import type { Config } from "../../lib/config/schema.ts";
import { environmentsOf, type ListedEntry } from "../../lib/pure/audit.ts";
import { closestMatch } from "../../lib/pure/closest-match.ts";
import { mentioned } from "../../lib/pure/command-line.ts";
import type { Content } from "../../lib/pure/content.ts";
import { dayOf } from "../../lib/pure/days.ts";
import { denial, nameList, refusal } from "../../lib/pure/replies.ts";
import { failed, ok, type Result } from "../../lib/pure/result.ts";
import { isAllowedFor, type Member } from "../../lib/pure/roles.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncateWord } from "../../lib/pure/truncate.ts";
import { environmentNamed } from "../../lib/requests/parse-arguments.ts";
import type { AuditQuery } from "../../lib/store/audit.ts";
import { auditMessage, entryMessage, personOf } from "./message.ts";

const role = "owner";

/** As many rows as fit into a message with room to spare. */
const mostShown = 15;

/** At most this many entries are searched for one answer. */
const mostRead = 500;

/** The audit log. An owner of some environments sees the entries of those only. */
export const nightshiftAudit = defineCommand({
  name: "nightshift audit",
  role,
  uses: [],
  args: { filter: { kind: "words", what: "audit.which", optional: true } },
  summary: "summary.nightshift-audit",
  examples: ["/nightshift audit", "/nightshift audit @name", "/nightshift audit yesterday"],
  async run({ args, member, config, store, now }): Promise<Outcome> {
    const words = args.filter ?? [];
    const [id = ""] = words;
    const isId = words.length === 1 && /^[0-9a-f]{8,40}$/.test(id) && !environmentNamed(config, id);
    if (isId) {
      const [entry] = await store.audit.find(id);
      if (!entry || !isVisible(entry, member, config)) {
        return { result: "refused", answer: refusal(say("audit.unknown-entry", { id: { code: id } })) };
      }
      return { result: "done", answer: entryMessage(entry) };
    }
    const read = readFilters(words, config, now());
    if (!read.ok) return { result: "refused", answer: read.fault };
    const { query, filters, day } = read.value;
    const { environment } = query;
    if (environment !== undefined && !isAllowedFor(member, role, config.people, environment)) {
      const answer = denial("/nightshift audit", role, environment);
      return { result: "denied", environments: [environment], answer };
    }
    const found = await store.audit.list(query, mostRead);
    const entries = found.filter(
      (entry) =>
        isVisible(entry, member, config) && (environment === undefined || environmentsOf(entry).includes(environment)),
    );
    const shown = entries.slice(0, mostShown);
    const answer = auditMessage({
      filters,
      entries: shown,
      older: entries.length - shown.length,
      isCounted: found.length < mostRead,
      isPartial: !isAllowedFor(member, role, config.people, undefined),
      ...(day && { timeZone: config.audit.timeZone }),
    });
    return { result: "done", answer, ...(environment !== undefined && { environments: [environment] }) };
  },
});

function isVisible(entry: ListedEntry, member: Member, { people }: Config): boolean {
  const environments = environmentsOf(entry);
  return environments.length
    ? environments.every((name) => isAllowedFor(member, role, people, name))
    : isAllowedFor(member, role, people, undefined);
}

interface Filters {
  readonly query: AuditQuery;
  readonly filters: readonly Text[];
  readonly day?: true;
}

const days: Readonly<Record<string, { readonly back: number; readonly say: "audit.today" | "audit.yesterday" }>> = {
  today: { back: 0, say: "audit.today" },
  오늘: { back: 0, say: "audit.today" },
  yesterday: { back: 1, say: "audit.yesterday" },
  어제: { back: 1, say: "audit.yesterday" },
};

/** A person, an environment and a day, in any order. */
function readFilters(words: readonly string[], config: Config, now: Date): Result<Filters, Content> {
  const given = new Map<"person" | "environment" | "day", string>();
  let query: AuditQuery = {};
  const filters: Text[] = [];
  for (const word of words) {
    const lower = word.toLowerCase();
    const user = mentioned(word) ?? (lower === "nightshift" ? lower : undefined);
    const day = Object.hasOwn(days, lower) ? days[lower] : undefined;
    const environment = environmentNamed(config, word) ?? environmentNamed(config, lower);
    const kind = user ? "person" : environment ? "environment" : day ? "day" : undefined;
    if (!kind) return failed(unknownFilter(word, config));
    const known = given.get(kind);
    if (known) {
      const [first, second] = [{ code: truncateWord(known) }, { code: truncateWord(word) }];
      return failed(refusal(say("audit.two-of-a-kind", { first, second })));
    }
    given.set(kind, word);
    if (user) {
      query = { ...query, actor: user };
      filters.push(personOf(user));
    } else if (environment) {
      query = { ...query, environment: environment.name };
      filters.push(environment.name);
    } else if (day) {
      query = { ...query, ...dayOf(now, config.audit.timeZone, day.back) };
      filters.push({ say: day.say });
    }
  }
  return ok({ query, filters, ...(given.has("day") && { day: true }) });
}

function unknownFilter(word: string, config: Config): Content {
  const shown: Text = { code: truncateWord(word) };
  if (word.startsWith("@")) return refusal(say("audit.unknown-person", { given: shown }));
  const names = [...Object.keys(config.environments), "today", "yesterday"];
  const meant = closestMatch(word, names);
  return refusal(
    say("audit.unknown-filter", { given: shown }),
    ...(meant ? [say("error.did-you-mean", { suggestion: { code: `/nightshift audit ${meant}` } })] : []),
    say("audit.filters", { list: nameList(names) }),
  );
}
