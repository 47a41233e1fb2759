import { find } from "../../../lib/aws/ec2.ts";
import { clusters, instances } from "../../../lib/aws/rds.ts";
import type { Config } from "../../../lib/config/schema.ts";
import { closestMatch } from "../../../lib/pure/closest-match.ts";
import type { LocalResource } from "../../../lib/pure/resource.ts";
import type { Fault } from "../../../lib/pure/result.ts";
import { type AwsSettings, defineCheck, type Finding, right, unsure, wrong } from "../check.ts";
import { settingsAt } from "../elsewhere.ts";
import { isDenied } from "../failure.ts";
import type { Words } from "../words/en.ts";

/** The tag by which instances and databases follow a schedule. */
const scheduleTag = "nightshift";

/** Each schedule has resources, and tagged resources name an existing schedule. */
export const schedules = defineCheck({
  title: (words) => words["schedules.title"],
  needs: ["config", "account"],
  async *look({ config }, { words, aws }) {
    const all = Object.entries(config.schedules);
    if (all.length === 0) yield right(words["schedules.none"]);
    // Tags with an unknown schedule are searched for at home even when no schedule is there.
    const places = new Map<string, typeof all>([["{}", []]]);
    for (const one of all) {
      const place = JSON.stringify(one[1].account ?? {});
      places.set(place, [...(places.get(place) ?? []), one]);
    }
    for (const here of places.values()) {
      const names = here.map(([name]) => name);
      try {
        const found = await resourcesAt(await settingsAt(aws, here[0]?.[1].account));
        if ("fault" in found) yield findingOfFault(found.fault, words);
        else yield* judge(names, found.resources, config, words);
      } catch (error) {
        if (!isDenied(error)) throw error;
        yield unsure(words["schedule.hidden"]({ schedules: names.join(", ") }), words["aws.denied.remedy"]);
      }
    }
  },
});

function* judge(
  names: readonly string[],
  resources: readonly LocalResource[],
  config: Config,
  words: Words,
): Generator<Finding> {
  for (const schedule of names) {
    const count = resources.filter(({ tags }) => tags[scheduleTag] === schedule).length;
    const tag = `${scheduleTag}=${schedule}`;
    if (count > 0) yield right(words["schedule.used"]({ schedule, count }));
    else yield unsure(words["schedule.empty"]({ schedule, tag }), words["schedule.empty.remedy"]({ tag }));
  }
  for (const { id, name, tags } of resources) {
    const value = tags[scheduleTag];
    if (!value || value in config.schedules) continue;
    const meant = closestMatch(value, names);
    yield unsure(
      words["schedule.stray"]({
        resource: name === id ? id : `${name} (${id})`,
        tag: `${scheduleTag}=${value}`,
      }),
      words["schedule.stray.remedy"]({ meant: meant && `${scheduleTag}=${meant}` }),
    );
  }
}

/** With the bot's own queries. */
async function resourcesAt(
  settings: AwsSettings,
): Promise<{ readonly resources: readonly LocalResource[] } | { readonly fault: Fault }> {
  const results = [
    await find.bind(settings)("all"),
    await instances.bind(settings)({}),
    await clusters.bind(settings)({}),
  ];
  const resources: LocalResource[] = [];
  for (const result of results) {
    if (!result.ok) return { fault: result.fault };
    resources.push(...result.value);
  }
  return { resources };
}

function findingOfFault({ operation, code, class: kind }: Fault, words: Words): Finding {
  const reason = `${operation}: ${code}`;
  return kind === "denied"
    ? unsure(words["aws.denied"]({ reason }), words["aws.denied.remedy"])
    : wrong(words["call.failed"]({ reason }), words["call.failed.remedy"]);
}
