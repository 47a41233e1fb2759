import { CodePipelineClient, GetPipelineCommand, paginateListPipelines } from "@aws-sdk/client-codepipeline";
import { closestMatch } from "../../../lib/pure/closest-match.ts";
import { defineCheck, right, unsure, wrong } from "../check.ts";
import { settingsAt } from "../elsewhere.ts";
import { awsErrorName, isDenied } from "../failure.ts";

/** Every environment's pipeline exists in CodePipeline. */
export const pipelines = defineCheck({
  title: (words) => words["pipelines.title"],
  needs: ["config", "account"],
  async *look({ config }, { words, aws }) {
    for (const [environment, { pipeline, account: place }] of Object.entries(config.environments)) {
      const where = { environment, pipeline, region: place?.region ?? aws.region };
      let codePipeline: CodePipelineClient | undefined;
      try {
        codePipeline = new CodePipelineClient(await settingsAt(aws, place));
        const answer = await codePipeline.send(new GetPipelineCommand({ name: pipeline }));
        const stages = (answer.pipeline?.stages ?? []).map(({ name }) => name ?? "?").join(" → ");
        yield right(words["pipeline.known"]({ environment, pipeline, stages }));
      } catch (error) {
        if (isDenied(error)) {
          yield unsure(words["pipeline.hidden"](where), words["aws.denied.remedy"]);
          continue;
        }
        if (!codePipeline || awsErrorName(error) !== "PipelineNotFoundException") throw error;
        const meant = closestMatch(pipeline, await namesOf(codePipeline));
        yield wrong(words["pipeline.missing"](where), words["pipeline.missing.remedy"]({ environment, meant }));
      }
    }
  },
});

async function namesOf(client: CodePipelineClient): Promise<string[]> {
  const names: string[] = [];
  for await (const { pipelines: found = [] } of paginateListPipelines({ client }, {})) {
    names.push(...found.flatMap(({ name }) => name ?? []));
  }
  return names;
}
