import * as v from "valibot";
import { noState } from "../../lib/alerts/alert.ts";
import { publishAlert } from "../../lib/alerts/publish-alert.ts";
import { publishIncident } from "../../lib/alerts/publish-incident.ts";
import { defineEvent, type EventContext } from "../../lib/app/define.ts";
import { defineShape, type StateOf } from "../../lib/pure/schema.ts";
import { ecsMessage, ecsTaskMessage, ecsTitle } from "./message.ts";
import {
  type EcsSubject,
  ecsNoticeOf,
  ecsNoticeSchema,
  ecsTaskOf,
  ecsTroubleShape,
  failedTaskSchema,
  judgeNotice,
  withNotice,
  withTask,
} from "./state.ts";

/** A service that is unhealthy, or whose deployment fails: one message until it has recovered. */
export const ecsService = defineEvent({
  name: "ecs-service",
  source: "aws.ecs",
  types: ["ECS Service Action", "ECS Deployment State Change"],
  uses: [],
  async run(context) {
    const found = ecsNoticeOf(context.event);
    if (!found) return "unreadable";
    const { subject, notice } = found;
    const judged = judgeNotice(notice);
    if (judged === undefined) return "quiet";
    return await publishEcsTrouble(subject, judged === "well", { notice }, context);
  },
});

/** A failed task: those of a service are counted in its message. */
export const ecsTask = defineEvent({
  name: "ecs-task",
  source: "aws.ecs",
  types: ["ECS Task State Change"],
  only: { "ECS Task State Change": { lastStatus: ["STOPPED"] } },
  uses: [],
  async run(context) {
    const { event, account, region } = context;
    const found = ecsTaskOf(event);
    if (!found) return "unreadable";
    const { subject, isService, task } = found;
    if (!task) return "quiet";
    if (isService) {
      return await publishEcsTrouble(subject, false, { task }, context);
    }
    const key = `ecs-task/${account}/${region}/${subject.cluster}/${task.id}`;
    await publishAlert(noState, { subject: key, family: "ecs-task" }, context, () => ({
      severity: "medium",
      content: ecsTaskMessage(task, subject, region),
      state: task,
      about: { account, region, names: [], within: [subject.service, subject.cluster] },
    }));
    return "told";
  },
});

const ecsNewsSchema = v.union([v.object({ notice: ecsNoticeSchema }), v.object({ task: failedTaskSchema })]);
type EcsNews = StateOf<typeof ecsNewsSchema>;

export const ecsNewsShape = defineShape({ name: "ecs-news", version: 1, schema: ecsNewsSchema });

async function publishEcsTrouble(
  subject: EcsSubject,
  isWell: boolean,
  news: EcsNews,
  context: EventContext<never>,
): Promise<"told" | "quiet"> {
  const { account, region } = context;
  const told = await publishIncident(
    { news: ecsNewsShape, state: ecsTroubleShape },
    { subject: `ecs/${account}/${region}/${subject.cluster}/${subject.service}`, family: "ecs" },
    context,
    { at: momentOf(news), isWell, news },
    (heard, known, wellAt) => {
      const trouble = "task" in heard ? withTask(known, heard.task) : withNotice(known, heard.notice);
      const isOver = wellAt !== undefined;
      const title = ecsTitle(trouble, subject, isOver);
      // Further failing tasks are counted in the message, without a line each.
      const isNews =
        known !== undefined &&
        (("notice" in heard && judgeNotice(heard.notice) === "well") ||
          (trouble.failedDeployment !== undefined && known.failedDeployment === undefined));
      const isSerious = trouble.failedDeployment !== undefined || trouble.notice?.level === "ERROR";
      return {
        severity: isOver ? "low" : isSerious ? "high" : "medium",
        content: ecsMessage(trouble, subject, isOver, region),
        state: trouble,
        about: {
          ...{ account: context.account, region: context.region },
          names: [subject.service],
          within: [subject.cluster],
        },
        ...(isNews && { line: [title, "  ", { time: momentOf(heard) }] as const }),
      };
    },
  );
  return told ? "told" : "quiet";
}

function momentOf(news: EcsNews): string {
  return "task" in news ? news.task.at : news.notice.at;
}
