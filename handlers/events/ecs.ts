import { tellAlert } from "../../lib/alerts/tell-alert.ts";
import { tellEpisode } from "../../lib/alerts/tell-episode.ts";
import {
  type EcsSubject,
  type EcsTrouble,
  ecsNoticeOf,
  ecsTaskOf,
  judgeNotice,
  withNotice,
  withTask,
} from "../../lib/core/ecs.ts";
import { ecsMessage, ecsTaskMessage, ecsTitle } from "../../lib/core/ecs-message.ts";
import type { Turn } from "../../lib/core/episode.ts";
import { defineEvent, type EventContext } from "../../lib/define.ts";

/** A service that does not run as it should, or whose deployment fails: one message until it is well. */
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
    const turn = { at: notice.at, isWell: judged === "well" };
    return await tellTrouble(subject, turn, (known) => withNotice(known, notice), context);
  },
});

/** A task that failed: those of a service are told and counted in one message. */
export const ecsTask = defineEvent({
  name: "ecs-task",
  source: "aws.ecs",
  types: ["ECS Task State Change"],
  uses: [],
  async run(context) {
    const { event, account, region } = context;
    const found = ecsTaskOf(event);
    if (!found) return "unreadable";
    const { subject, isService, task } = found;
    if (!task) return "quiet";
    if (isService) {
      const turn = { at: task.at, isWell: false };
      return await tellTrouble(subject, turn, (known) => withTask(known, task), context);
    }
    const key = `ecs-task/${account}/${region}/${subject.cluster}/${task.id}`;
    await tellAlert({ subject: key, family: "ecs-task" }, context, () => ({
      severity: "medium",
      content: ecsTaskMessage(task, subject, region),
      state: task,
      about: { account, region, names: [], within: [subject.service, subject.cluster] },
    }));
    return "told";
  },
});

async function tellTrouble(
  subject: EcsSubject,
  turn: Turn,
  more: (known: EcsTrouble | undefined) => EcsTrouble,
  context: EventContext<never>,
): Promise<"told" | "quiet"> {
  const { account, region } = context;
  const told = await tellEpisode<EcsTrouble>(
    { subject: `ecs/${account}/${region}/${subject.cluster}/${subject.service}`, family: "ecs" },
    context,
    turn,
    (known, wellAt) => {
      const trouble = more(known);
      const isOver = wellAt !== undefined;
      const title = ecsTitle(trouble, subject, isOver);
      // Tasks that go on failing are counted in the message, not told one by one.
      const isNews =
        known !== undefined &&
        (turn.isWell || (trouble.failedDeployment !== undefined && known.failedDeployment === undefined));
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
        ...(isNews && { line: [title, "  ", { time: turn.at }] as const }),
      };
    },
  );
  return told ? "told" : "quiet";
}
