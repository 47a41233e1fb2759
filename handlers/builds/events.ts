import { publishIncident } from "../../lib/alerts/publish-incident.ts";
import { defineEvent, type EventContext } from "../../lib/app/define.ts";
import { durationsSchema, medianDuration } from "../../lib/pure/durations.ts";
import { defineState } from "../../lib/pure/schema.ts";
import { say } from "../../lib/pure/text.ts";
import { environmentOfPipeline } from "../../lib/requests/parse-arguments.ts";
import { deploymentReads, publishDeploymentFinding } from "../deployments/index.ts";
import { tailOf } from "./log-tail.ts";
import { buildMessage } from "./message.ts";
import {
  type Build,
  buildOf,
  buildShape,
  type FailingProject,
  failingProjectShape,
  pipelineOfBuild,
  withBuild,
  withBuildTime,
} from "./state.ts";

const uses = [...deploymentReads, "logs.tail"] as const;

/** How long the builds of a project take. */
export const buildTimesState = defineState({
  name: "build-times",
  version: 1,
  schema: durationsSchema,
  prefix: "ledger#times/",
  keep: 14,
});

/**
 * A failing build: one message until the project's builds succeed again. A build that belongs to a deployment is part
 * of the deployment's message.
 */
export const build = defineEvent({
  name: "build",
  source: "aws.codebuild",
  types: ["CodeBuild Build State Change"],
  only: { "CodeBuild Build State Change": { "build-status": ["SUCCEEDED", "FAILED", "FAULT", "TIMED_OUT"] } },
  // Our rule does not match these, since the build's last event has all phases; a team's own rule may.
  matches: ({ type }) => type === "CodeBuild Build Phase Change",
  uses,
  async run(context) {
    const { event, store, now, account, region, config, home } = context;
    if (event.type === "CodeBuild Build Phase Change") return "quiet";
    const news = buildOf(event);
    if (!news) return "unreadable";
    const { project, status } = news;
    if (status === "running" || status === "stopped") return "quiet";
    const location = { account, region };
    const subject = `build/${account}/${region}/${project}`;
    const times = await store.states.update(buildTimesState, subject, now(), (known) =>
      withBuildTime(known ?? [], news),
    );
    const isWell = status === "succeeded";
    const tail = isWell ? undefined : await logTail(news, context);
    const pipeline = pipelineOfBuild(news);
    if (pipeline && !isWell) {
      const { id, endedAt: at, message, phase } = news;
      const reasons = message ? [phase ? `${phase}: ${message}` : message] : [];
      const finding = { id, at, reasons, ...(tail?.length && { log: tail }) };
      if (await publishDeploymentFinding(finding, { pipeline, ...location }, context)) return "told";
    }
    const environment = pipeline && environmentOfPipeline(config, { pipeline, ...location }, home)?.name;
    const told = await publishIncident(
      { news: buildShape, state: failingProjectShape },
      { subject, family: "build" },
      context,
      { at: news.endedAt, isWell, news },
      (heard, known, wellAt) => {
        const state = withBuild(known, heard, { tail, usual: medianDuration(times) });
        const isOver = wellAt !== undefined;
        return {
          severity: isOver ? "low" : "medium",
          content: buildMessage(project, state, isOver, location),
          state,
          ...(!isKnown(heard, known) && {
            line: [
              say(heard.status === "succeeded" ? "build.mended" : "build.failed", { project }),
              "  ",
              { time: heard.endedAt },
            ] as const,
          }),
          about: { ...location, names: [project] },
          ...(environment && { environment }),
        };
      },
    );
    return told ? "told" : "quiet";
  },
});

function isKnown({ id }: Build, known: FailingProject | undefined): boolean {
  return known !== undefined && (known.mended?.id === id || Object.hasOwn(known.failed, id));
}

/** More than is shown: lines may be empty. */
const mostMessages = 60;

/** The end of the build's log; empty when it cannot be read, since the message links to it. */
async function logTail(
  { log }: Build,
  { aws }: EventContext<(typeof uses)[number]>,
): Promise<readonly string[] | undefined> {
  if (!log) return undefined;
  const messages = await aws["logs.tail"]({ ...log, most: mostMessages });
  return messages.ok ? tailOf(messages.value) : undefined;
}
