/** `npm run -s nightshift -- init | manifest | doctor`: what an installation needs besides the functions. */
import { parseArgs, styleText } from "node:util";
import { closestMatch } from "../../lib/pure/closest-match.ts";
import type { Finding } from "./check.ts";
import { init, manifestText, requestUrlOf, Unusable } from "./init.ts";
import { InputEnded, openTerminal } from "./terminal.ts";
import { words as allWords, isLanguage, languageOf } from "./words/languages.ts";

// The SDK's notice about the end of Node 20 is for permanent installations.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const commands = ["init", "manifest", "doctor", "help"];

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true } as const;
const flag = { type: "boolean", default: false } as const;
const options = {
  language: text,
  config: { ...text, default: "nightshift.yaml" },
  help: flag,
  "request-url": text,
  team: text,
  app: text,
  "alerts-channel": text,
  "deploys-channel": text,
  environment: texts,
  protect: texts,
  site: texts,
  "office-hours": text,
  "time-zone": text,
  owner: texts,
  manifest: { ...text, default: "slack-manifest.json" },
  yes: flag,
  overwrite: flag,
  profile: text,
  region: text,
  stage: text,
} as const;

/** Resolves with the exit status: 0 all is well, 1 something is wrong, 2 the command is invalid. */
async function main(args: readonly string[]): Promise<number> {
  const parsed = parse(args);
  const spoken = typeof parsed === "string" ? undefined : parsed.values.language;
  const words = allWords[isLanguage(spoken) ? spoken : languageOf(process.env)];
  if (typeof parsed === "string" || (spoken !== undefined && !isLanguage(spoken))) {
    console.error(`${typeof parsed === "string" ? parsed : "--language: en, ko"}\n\n${words.usage}`);
    return 2;
  }
  const [command, ...rest] = parsed.positionals;
  if (parsed.values.help || command === "help") {
    console.log(words.usage);
    return 0;
  }
  if (command === undefined || !commands.includes(command) || rest.length > 0) {
    const meant = command && closestMatch(command, commands);
    if (command !== undefined && !commands.includes(command))
      console.error(words["usage.command"]({ command, meant: meant || undefined }));
    console.error(words.usage);
    return 2;
  }
  if (command === "init") return runInit(parsed.values);
  return command === "manifest" ? runManifest(parsed.values) : runDoctor(parsed.values);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

type Values = Exclude<ReturnType<typeof parse>, string>["values"];

async function runInit(values: Values): Promise<number> {
  const terminal = openTerminal(process.stdin, process.stdout);
  let words = allWords[languageOf(process.env)];
  try {
    let language = values.language;
    if (language === undefined && values.yes) language = languageOf(process.env);
    for (; !isLanguage(language); ) {
      if (language !== undefined && !terminal.isPerson) throw new Unusable(`${language}: en, ko`);
      const fallback = languageOf(process.env);
      language = (await terminal.ask(`Language / 언어 (en, ko) [${fallback}]:`)) || fallback;
    }
    words = allWords[language];
    const { config: configFile, manifest: manifestFile, yes, overwrite } = values;
    await init({ words, language, terminal, given: values, configFile, manifestFile, yes, overwrite });
    return 0;
  } catch (error) {
    if (error instanceof InputEnded) console.error(`\n${words["init.ended"]({ question: error.question })}`);
    else if (error instanceof Unusable) console.error(error.message);
    else throw error;
    return 2;
  } finally {
    terminal.close();
  }
}

async function runManifest(values: Values): Promise<number> {
  const words = allWords[isLanguage(values.language) ? values.language : languageOf(process.env)];
  let url: string | undefined;
  if (values["request-url"] !== undefined) {
    try {
      url = requestUrlOf(values["request-url"]);
    } catch {
      console.error(words["usage.flag"]({ flag: "request-url", hint: words["init.request-url.hint"] }));
      return 2;
    }
  } else {
    url = await deployedUrl(values);
    if (url === undefined) console.error(words["manifest.no-url"]);
  }
  process.stdout.write(manifestText(url));
  return url === undefined ? 1 : 0;
}

/** The stack's output SlackRequestUrl; undefined without one, or without access to AWS. */
async function deployedUrl(values: Values): Promise<string | undefined> {
  // Loaded on demand: init needs no client of AWS or Slack.
  const [{ CloudFormationClient, DescribeStacksCommand }, { target }] = await Promise.all([
    import("@aws-sdk/client-cloudformation"),
    import("./doctor.ts"),
  ]);
  const { service, stage, aws } = await target(values);
  try {
    const { Stacks = [] } = await new CloudFormationClient(aws).send(
      new DescribeStacksCommand({ StackName: `${service}-${stage}` }),
    );
    return Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === "SlackRequestUrl")?.OutputValue;
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    return undefined;
  }
}

const marks = { right: ["✓", "green"], wrong: ["✗", "red"], unsure: ["!", "yellow"] } as const;

async function runDoctor(values: Values): Promise<number> {
  const words = allWords[isLanguage(values.language) ? values.language : languageOf(process.env)];
  const stream = { stream: process.stdout };
  const tell = ({ mark, text: said, remedy }: Finding) => {
    const [sign, colour] = marks[mark];
    console.log(`  ${styleText(colour, sign, stream)} ${said}`);
    if (remedy) console.log(`    → ${remedy}`);
  };
  const { examine } = await import("./doctor.ts");
  const findings = await examine({
    ...values,
    words,
    configFile: values.config,
    slackApiUrl: process.env.SLACK_API_URL,
    now: () => new Date(),
    heading: (title) => console.log(`\n${styleText("bold", title, stream)}`),
    tell,
  });
  const count = (mark: Finding["mark"]) => findings.filter((one) => one.mark === mark).length;
  const [wrong, unsure] = [count("wrong"), count("unsure")];
  const summary = wrong
    ? words["doctor.wrong"]({ wrong, unsure })
    : unsure
      ? words["doctor.unsure"]({ unsure })
      : words["doctor.right"];
  console.log(`\n${summary}`);
  return wrong ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
