/** What every bench needs: a build folder, the bundles, AWS and Slack. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTemplate, type Template } from "../sandbox/template.ts";
import { account, region, slack } from "../sandbox/world.ts";
import { type Bundle, bundleFunctions, project } from "./bundle.ts";
import { type Services, startServices } from "./start-services.ts";

export interface Stage {
  readonly folder: string;
  readonly services: Services;
  /** Rounds for each contestant in a trial; undefined when each bench decides. */
  readonly trialRounds: number | undefined;
  /** The functions in serverless.yml. */
  readonly template: Template;
  /** The packaged functions. */
  bundle(name: string): Bundle;
  readonly bundles: readonly Bundle[];
  /** A function's environment, from serverless.yml. */
  environment(name: string): Readonly<Record<string, string>>;
  /** The environment of the programs for comparison. */
  readonly rivalEnvironment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function setStage(trialRounds?: number): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "nightshift-bench-"));
  const template = readTemplate(join(project, "serverless.yml"));
  const [bundles, services] = await prepare(folder).catch(async (error: unknown) => {
    await rm(folder, { recursive: true });
    throw error;
  });
  const common = {
    AWS_REGION: region,
    AWS_ENDPOINT_URL: services.url,
    AWS_ACCESS_KEY_ID: "bench",
    AWS_SECRET_ACCESS_KEY: "bench",
    LAMBDA_TASK_ROOT: project,
    SLACK_API_URL: `${services.url}/api/`,
  };
  const queueUrl = (name: string) => `${services.url}/${account}/${name}`;
  const physical = (reference: string): string => {
    if (reference === "AWS::AccountId") return account;
    return reference === "Table" ? reference : queueUrl(reference);
  };
  return {
    folder,
    services,
    trialRounds,
    template,
    bundles: Object.values(bundles),
    bundle(name) {
      const bundle = bundles[name];
      if (!bundle) throw new Error(`serverless.yml has no function ${name}`);
      return bundle;
    },
    environment(name) {
      const declared = Object.entries(template.functions[name]?.environment ?? {});
      const own = declared.map(([key, value]) => [key, typeof value === "string" ? value : physical(value.ref)]);
      return { ...common, ...Object.fromEntries(own) };
    },
    rivalEnvironment: {
      ...common,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_BOT_TOKEN: slack.botToken,
      TABLE_NAME: physical("Table"),
      OUTBOX_QUEUE_URL: physical("OutboxQueue"),
    },
    async close() {
      await services.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Nothing is started until the sources are bundled. */
async function prepare(folder: string): Promise<[Readonly<Record<string, Bundle>>, Services]> {
  return [await bundleFunctions(folder), await startServices(folder)];
}
