import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { publishIncident } from "../../lib/alerts/publish-incident.ts";
import { timeWindowSchema, windowAt } from "../../lib/alerts/time-window.ts";
import { defineEvent, type EventContext } from "../../lib/app/define.ts";
import type { AwsSubject, Location } from "../../lib/pure/location.ts";
import { defineState } from "../../lib/pure/schema.ts";
import {
  type ManagedUpdate,
  managedUpdateMessage,
  managedUpdateOf,
  managedUpdateShape,
  managedUpdateTitle,
  mergeUpdates,
  stateOfUpdate,
} from "./managed-update-message.ts";
import { beanstalkHealthMessage, beanstalkHealthTitle, beanstalkMessage } from "./message.ts";
import { type BeanstalkNews, beanstalkNewsOf, beanstalkNewsShape, judgeHealth, severityOfStatus } from "./state.ts";

function subjectOfBeanstalk({ environment, application }: BeanstalkNews, { account, region }: Location): AwsSubject {
  return { account, region, names: [environment], within: application ? [application] : [] };
}

/** The health of a Beanstalk environment: one message from its degradation until it is OK. */
export const beanstalkHealth = defineEvent({
  name: "beanstalk-health",
  source: "aws.elasticbeanstalk",
  types: ["Health status change"],
  uses: [],
  async run(context) {
    const { event, account, region } = context;
    const news = beanstalkNewsOf(event);
    if (!news) return "unreadable";
    const judged = judgeHealth(news);
    if (judged === undefined) return "quiet";
    const subject = `beanstalk-health/${account}/${region}/${news.environment}`;
    const told = await publishIncident(
      { news: beanstalkNewsShape, state: beanstalkNewsShape },
      { subject, family: "beanstalk-health" },
      context,
      { at: news.at, isWell: judged === "well", news },
      (heard, known, wellAt) => {
        const newest = known && known.at > heard.at ? known : heard;
        const worst = judgeHealth(newest);
        const isOver = wellAt !== undefined && worst === "well";
        return {
          severity: worst === undefined || worst === "well" ? "low" : worst,
          content: beanstalkHealthMessage(newest, isOver, region),
          state: newest,
          about: subjectOfBeanstalk(newest, context),
          ...(known !== undefined &&
            known.at < heard.at && {
              line: [beanstalkHealthTitle(heard, judgeHealth(heard) === "well"), "  ", { time: heard.at }] as const,
            }),
        };
      },
    );
    return told ? "told" : "quiet";
  },
});

/** Operations on a Beanstalk environment, by people or managed updates, and events of its resources. */
export const beanstalkStatus = defineEvent({
  name: "beanstalk-status",
  source: "aws.elasticbeanstalk",
  types: ["Elastic Beanstalk resource status change", "Managed update status change", "Other resource status change"],
  uses: [],
  async run(context) {
    const { event, account, region } = context;
    const news = beanstalkNewsOf(event);
    if (!news) return "unreadable";
    const update = event.type === "Managed update status change" ? managedUpdateOf(news) : undefined;
    if (update) return publishManagedUpdate(update, news.at, context);
    const severity = severityOfStatus(news);
    const isBeginning = /\bstart(ed|ing)\b/i.test(news.status ?? "");
    const isRoutine = event.type === "Other resource status change" || isBeginning;
    if (severity === "low" && isRoutine) return "quiet";
    const { environment, status = event.type, at } = news;
    const subject = `beanstalk/${account}/${region}/${environment}/${status}/${at}`;
    await publishAlert(beanstalkNewsShape, { subject, family: "beanstalk" }, context, () => ({
      severity,
      content: beanstalkMessage(news, region),
      state: news,
      isOver: severity === "low",
      about: subjectOfBeanstalk(news, context),
    }));
    return "told";
  },
});

/** Updates closer together than this count as retries of one. */
const updatesApartMs = 6 * 60 * 60_000;

/** The managed updates of an environment. */
export const managedUpdatesState = defineState({
  name: "managed-updates",
  version: 1,
  schema: timeWindowSchema,
  prefix: "ledger#managed-update/",
  keep: 14,
});

/** Publishes a managed platform update: one message from start to end. */
async function publishManagedUpdate(news: ManagedUpdate, at: string, context: EventContext<never>): Promise<"told"> {
  const { store, now, account, region } = context;
  const name = `${account}/${region}/${news.environment}`;
  const window = await store.states.update(managedUpdatesState, name, now(), (known) =>
    windowAt(known, at, updatesApartMs),
  );
  const subject = `managed-update/${name}/${window.named}`;
  await publishAlert(managedUpdateShape, { subject, family: "beanstalk" }, context, (known) => {
    const update = mergeUpdates(known, news);
    const state = stateOfUpdate(update);
    return {
      severity: state === "failed" ? "medium" : "low",
      content: managedUpdateMessage(update, region),
      state: update,
      isOver: state === "done",
      about: { account, region, names: [news.environment] },
      ...(known && stateOfUpdate(known) !== state && { line: [managedUpdateTitle(update), "  ", { time: at }] }),
    };
  });
  return "told";
}
