/** An installation in the sandbox: the stack of serverless.yml in its AWS, the front door and the app beside it. */
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CloudFormationClient, CreateStackCommand, ListStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { onTestFinished, vi } from "vitest";
import { parse } from "yaml";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { region } from "../../sandbox/world.ts";
import { functionNames } from "../../scripts/derive/iam.ts";
import type { Finding } from "../../scripts/nightshift/check.ts";
import { examine } from "../../scripts/nightshift/doctor.ts";
import { type Language, words } from "../../scripts/nightshift/words/languages.ts";

export const project = fileURLToPath(new URL("../../", import.meta.url));

/** Under which the sandbox keeps its secrets. */
export const stage = "sandbox";
export const alarmEmail = "night@example.com";

type Fields = Record<string, unknown>;

export interface Deployed {
  readonly sandbox: Sandbox;
  /** What a program needs in its environment to find this AWS and this Slack. */
  readonly env: Readonly<Record<string, string>>;
  /** For SDK clients of the test's own. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** What stands in nightshift.yaml, to be changed before the doctor comes. */
  config: string;
  doctor(options?: DoctorOptions): Promise<Finding[]>;
  /** What the stack called a resource. */
  physicalId(logicalId: string): Promise<string>;
}

interface DoctorOptions {
  readonly language?: Language;
  readonly slackApiUrl?: string;
  readonly region?: string;
  readonly stage?: string;
}

interface DeployOptions {
  /** Leave the stack out. */
  readonly bare?: boolean;
  /** Changes the template before it is deployed. */
  readonly change?: (template: { Resources: Record<string, Fields>; Outputs: Fields }) => void;
}

/** Deploys into a fresh sandbox that ends with the test. Its clock is real, since signatures are checked against it. */
export async function deploy({ bare = false, change = () => {} }: DeployOptions = {}): Promise<Deployed> {
  const sandbox = await startSandbox({ start: new Date() });
  onTestFinished(() => sandbox.close());
  const env = {
    AWS_ENDPOINT_URL: sandbox.aws.url,
    AWS_ACCESS_KEY_ID: "admin",
    AWS_SECRET_ACCESS_KEY: "sandbox",
    SLACK_API_URL: sandbox.slack.apiUrl("doctor"),
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const credentials = { accessKeyId: "admin", secretAccessKey: "sandbox" };
  const client = { endpoint: sandbox.aws.url, region, credentials };
  if (!bare) {
    const template = templateOf(`${sandbox.url}/slack/events`);
    change(template);
    await new CloudFormationClient(client).send(
      new CreateStackCommand({
        StackName: `nightshift-${stage}`,
        TemplateBody: JSON.stringify(template),
        Parameters: [{ ParameterKey: "AlarmEmail", ParameterValue: alarmEmail }],
      }),
    );
  }
  const deployed: Deployed = {
    sandbox,
    env,
    client,
    config: await readFile(join(project, "nightshift.yaml"), "utf8"),
    async doctor(options = {}) {
      const { language = "en", slackApiUrl = env.SLACK_API_URL, ...where } = options;
      const said: Finding[] = [];
      const found = await examine({
        words: words[language],
        configFile: await temporaryFile("nightshift.yaml", deployed.config),
        stage,
        slackApiUrl,
        ...where,
        now: () => new Date(),
        heading: () => {},
        tell: (finding) => said.push(finding),
      });
      if (said.length !== found.length) throw new Error("The doctor kept a finding for itself");
      return found;
    },
    async physicalId(logicalId) {
      const answer = await new CloudFormationClient(client).send(
        new ListStackResourcesCommand({ StackName: `nightshift-${stage}` }),
      );
      const found = answer.StackResourceSummaries?.find((one) => one.LogicalResourceId === logicalId);
      if (!found?.PhysicalResourceId) throw new Error(`The stack has no ${logicalId}`);
      return found.PhysicalResourceId;
    },
  };
  return deployed;
}

/** A file that ends with the test. */
export async function temporaryFile(name: string, text: string): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "nightshift-install-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** CloudFormation's short tags, and the functions that they stand for. */
const longForms: Readonly<Record<string, string>> = {
  Ref: "Ref",
  Condition: "Condition",
  ...Object.fromEntries(
    ["GetAtt", "Sub", "Equals", "Not", "And", "Or", "If", "Join", "Select", "Split"].map((name) => [
      name,
      `Fn::${name}`,
    ]),
  ),
};

/** The template that Serverless makes of serverless.yml, as far as the doctor looks; the HTTP API is the sandbox's. */
function templateOf(requestUrl: string): { Resources: Record<string, Fields>; Outputs: Fields } {
  const customTags = Object.entries(longForms).flatMap(([tag, key]) => [
    {
      tag: `!${tag}`,
      resolve: (value: string) => ({ [key]: tag === "GetAtt" ? value.split(/\.(.*)/).slice(0, 2) : value }),
    },
    {
      tag: `!${tag}`,
      collection: "seq" as const,
      resolve: (value: { toJSON(): unknown }) => ({ [key]: value.toJSON() }),
    },
  ]);
  const text = readFileSync(join(project, "serverless.yml"), "utf8");
  const file = parse(text, { customTags: customTags as never, merge: true }) as {
    resources: [
      derived: string,
      own: { Parameters: Fields; Conditions: Fields; Resources: Record<string, Fields>; Outputs: Fields },
    ];
  };
  const [, own] = file.resources;
  const { Resources: rules } = JSON.parse(readFileSync(join(project, "deploy/events.json"), "utf8")) as {
    Resources: Record<string, Fields>;
  };
  const policies = JSON.parse(
    readFileSync(join(project, "deploy/iam.json"), "utf8").replaceAll(["$", "{sls:stage}"].join(""), stage),
  ) as Record<string, unknown>;
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
    }
    // Without --param.
    if (/^\$\{param:[\w-]+, ''\}$/.test(String(value))) return "";
    if (value === ["$", "{self:service}-$", "{sls:stage}"].join("")) return `nightshift-${stage}`;
    const policy = /^\$\{file\(deploy\/iam\.json\):(\w+)\}$/.exec(String(value))?.[1];
    return policy ? policies[policy] : value;
  };
  const { Parameters, Conditions, Resources, Outputs } = fill(own) as typeof own;
  const ofFunctions = functionNames.flatMap((name): [string, Fields][] => {
    const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const FunctionName = `nightshift-${stage}-${name}`;
    return [
      [
        `${title}LogGroup`,
        { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: `/aws/lambda/${FunctionName}` } },
      ],
      [`${title}LambdaFunction`, { Type: "AWS::Lambda::Function", Properties: { FunctionName } }],
    ];
  });
  return {
    ...{ Parameters, Conditions },
    Resources: {
      HttpApi: { Type: "AWS::ApiGatewayV2::Api", Properties: {} },
      ...Object.fromEntries(ofFunctions),
      ...rules,
      ...Resources,
    },
    Outputs: { ...Outputs, SlackRequestUrl: { Value: requestUrl } },
  };
}

/** The findings of that mark, each in one line with its remedy. */
export function marked(findings: readonly Finding[], mark: Finding["mark"]): string[] {
  return findings
    .filter((one) => one.mark === mark)
    .map(({ text, remedy }) => (remedy === undefined ? text : `${text} → ${remedy}`));
}
