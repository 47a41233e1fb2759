import { tellAlert } from "../../lib/alerts/tell-alert.ts";
import { tellEpisode } from "../../lib/alerts/tell-episode.ts";
import { type BeanstalkNews, beanstalkNewsOf, judgeHealth, severityOf } from "../../lib/core/beanstalk.ts";
import {
  beanstalkHealthMessage,
  beanstalkHealthTitle,
  beanstalkMessage,
} from "../../lib/core/beanstalk-message.ts";
import { defineEvent } from "../../lib/define.ts";

/** The health of a Beanstalk environment: one message from when it gets worse until it is well. */
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
    const isWell = judged === "well";
    const subject = `beanstalk-health/${account}/${region}/${news.environment}`;
    const told = await tellEpisode<BeanstalkNews>(
      { subject, family: "beanstalk-health" },
      context,
      { at: news.at, isWell },
      (known, wellAt) => {
        const newest = known && known.at > news.at ? known : news;
        const worst = judgeHealth(newest);
        const isOver = wellAt !== undefined && worst === "well";
        return {
          severity: worst === undefined || worst === "well" ? "low" : worst,
          content: beanstalkHealthMessage(newest, isOver, region),
          state: newest,
          ...(known !== undefined &&
            known.at !== news.at && {
              line: [beanstalkHealthTitle(news, isWell), "  ", { time: news.at }] as const,
            }),
        };
      },
    );
    return told ? "told" : "quiet";
  },
});

/** What is done to a Beanstalk environment, by people or by managed updates, and what happens to what is in it. */
export const beanstalkStatus = defineEvent({
  name: "beanstalk-status",
  source: "aws.elasticbeanstalk",
  types: [
    "Elastic Beanstalk resource status change",
    "Managed update status change",
    "Other resource status change",
  ],
  uses: [],
  async run(context) {
    const { event, account, region } = context;
    const news = beanstalkNewsOf(event);
    if (!news) return "unreadable";
    const severity = severityOf(news.level);
    const isBeginning = /\bstart(ed|ing)\b/i.test(news.status ?? "");
    const isRoutine = event.type === "Other resource status change" || isBeginning;
    if (severity === "low" && isRoutine) return "quiet";
    const { environment, status = event.type, at } = news;
    const subject = `beanstalk/${account}/${region}/${environment}/${status}/${at}`;
    await tellAlert<BeanstalkNews>({ subject, family: "beanstalk" }, context, () => ({
      severity,
      content: beanstalkMessage(news, region),
      state: news,
      isOver: severity === "low",
    }));
    return "told";
  },
});
