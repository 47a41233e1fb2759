/** What `npm run package` left in .serverless, and how to run it. */
import { execFile } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { mkdir, mkdtemp, readFile, realpath, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { unzipSync } from "fflate";
import { parse } from "yaml";

export const project = fileURLToPath(new URL("../../", import.meta.url));

export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export async function readTemplate(): Promise<Template> {
  return JSON.parse(await readPackaged("cloudformation-template-update-stack.json")) as Template;
}

/** The files in a function's zip. */
export async function readZip(name: string): Promise<Readonly<Record<string, Uint8Array>>> {
  return unzipSync(await readFile(join(project, ".serverless", `${name}.zip`)));
}

/** The source files that something is left of in a function's bundle: the project's own, and those of packages. */
export function inputsOf(name: string): Promise<readonly string[]> {
  const inputs = built.get(name) ?? bundle(name);
  built.set(name, inputs);
  return inputs;
}

/** So that each function is bundled once. */
const built = new Map<string, Promise<readonly string[]>>();

async function bundle(name: string): Promise<readonly string[]> {
  const { custom } = parse(await readFile(`${project}serverless.yml`, "utf8"), { logLevel: "silent" });
  const { exclude: _, skipRebuild: __, outputFileExtension, plugins, ...options } = custom.esbuild;
  const { metafile } = await build({
    ...options,
    absWorkingDir: project,
    entryPoints: [`functions/${name}.ts`],
    outdir: "functions",
    outExtension: { ".js": outputFileExtension },
    plugins: createRequire(project)(plugins),
    metafile: true,
    write: false,
  });
  const outputs = Object.values(metafile?.outputs ?? {});
  return outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])),
  );
}

async function readPackaged(file: string): Promise<string> {
  return readFile(join(project, ".serverless", file), "utf8").catch((cause: unknown) => {
    throw new Error("Nothing is packaged. Run npm run package first.", { cause });
  });
}

export interface AwsCall {
  /** `AmazonSQS.SendMessage` */
  readonly target: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export const signingSecret = "packaged-signing-secret";

/** Answers the few calls that the functions begin with, as if nothing were stored yet; keeps what it was asked. */
export async function startAws() {
  const calls: AwsCall[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    // EC2 and RDS take forms and answer in XML.
    if (body.startsWith("Action=")) {
      const input = Object.fromEntries(new URLSearchParams(body));
      calls.push({ target: `${input.Action}`, input });
      response.setHeader("content-type", "text/xml");
      response.end(xmlAnswer(`${input.Action}`));
      return;
    }
    const input = JSON.parse(body) as AwsCall["input"];
    const target = String(request.headers["x-amz-target"]);
    calls.push({ target, input });
    response.setHeader("content-type", "application/x-amz-json-1.0");
    response.end(JSON.stringify(answer(target, input)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** One instance, and otherwise nothing. */
function xmlAnswer(action: string): string {
  const instance =
    "<reservationSet><item><instancesSet><item><instanceId>i-1</instanceId></item></instancesSet></item></reservationSet>";
  return `<${action}Response>${action === "DescribeInstances" ? instance : `<${action}Result/>`}</${action}Response>`;
}

function answer(target: string, input: AwsCall["input"]): object {
  if (target === "AmazonSSM.GetParameter") return { Parameter: { Value: signingSecret } };
  if (target === "AmazonSQS.SendMessage") {
    return {
      MessageId: "1",
      MD5OfMessageBody: createHash("md5").update(String(input.MessageBody)).digest("hex"),
    };
  }
  return target.endsWith(".Query") ? { Items: [], Count: 0 } : {};
}

/**
 * Unpacks a function as Lambda does and lets plain Node (no tsx, nothing of the project around it) handle one event.
 * Resolves with what the handler answered.
 */
export async function invoke(
  name: string,
  event: unknown,
  environment: Readonly<Record<string, string>>,
): Promise<unknown> {
  const run = `
    const { handler } = require("./functions/${name}.cjs");
    handler(JSON.parse(process.argv[1])).then(
      (answer) => { console.error("answer:" + JSON.stringify(answer ?? null)); process.exit(0); },
      (error) => { console.error(error); process.exit(1); },
    );`;
  return runUnpacked(name, run, JSON.stringify(event), environment);
}

/** The files of the package that are loaded before there is an event. */
export async function loadedFiles(name: string): Promise<readonly string[]> {
  const run = `
    require("./functions/${name}.cjs");
    const files = Object.keys(require.cache).map((file) => require("node:path").relative(process.cwd(), file));
    console.error("answer:" + JSON.stringify(files));
    process.exit(0);`;
  return (await runUnpacked(name, run, "", {})) as readonly string[];
}

/** What an expression gives that is handed the exports of one of the function's other files: `client-ec2`. */
export async function ask(
  name: string,
  chunk: string,
  expression: string,
  environment: Readonly<Record<string, string>>,
): Promise<unknown> {
  const file = Object.keys(await readZip(name)).find((path) => path.startsWith(`functions/${name}.${chunk}-`));
  const run = `
    (${expression})(require("./${file}")).then(
      (answer) => { console.error("answer:" + JSON.stringify(answer ?? null)); process.exit(0); },
      (error) => { console.error(error); process.exit(1); },
    );`;
  return runUnpacked(name, run, "", environment);
}

/** Runs code beside the unpacked function; resolves with what it says after `answer:`. */
async function runUnpacked(
  name: string,
  run: string,
  parameter: string,
  environment: Readonly<Record<string, string>>,
): Promise<unknown> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `nightshift-${name}-`)));
  for (const [path, bytes] of Object.entries(await readZip(name))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, LAMBDA_TASK_ROOT: folder, NODE_NO_WARNINGS: "1", ...environment };
    execFile(process.execPath, ["-e", run, parameter], { cwd: folder, env }, (error, _stdout, stderr) => {
      const answer = /^answer:(.*)$/m.exec(stderr)?.[1];
      if (error || answer === undefined) reject(new Error(`The function ${name} failed:\n${stderr}`));
      else resolve(JSON.parse(answer));
    });
  });
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function sign(body: string, at: Date): Record<string, string> {
  const timestamp = `${Math.floor(at.getTime() / 1000)}`;
  const signature = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${signature}` };
}
