/** The packaged functions, and the programs they are compared with, bundled with esbuild's defaults. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { parse } from "yaml";

export const project = fileURLToPath(new URL("../", import.meta.url));

export interface Bundle {
  readonly name: string;
  /** The folder of the handler's file. */
  readonly file: string;
  /** The deployed files, by their names in the package: the code, and the files beside it. */
  readonly code: Files;
  readonly beside: Files;
}

export type Files = Readonly<Record<string, Uint8Array>>;

interface Serverless {
  readonly provider: { readonly runtime: string };
  readonly functions: Readonly<
    Record<
      string,
      {
        readonly handler: string;
        readonly memorySize: number;
        readonly package?: { readonly patterns?: readonly string[] };
      }
    >
  >;
  readonly custom: { readonly esbuild: Readonly<Record<string, unknown>> & { readonly plugins: string } };
}

/** Bundles every function of serverless.yml with its settings, each into its own folder within `folder`. */
export async function bundleFunctions(folder: string): Promise<Readonly<Record<string, Bundle>>> {
  const { provider, functions, custom } = await readServerless();
  // These are settings of serverless-esbuild, which adds the target from the runtime.
  const { exclude, outputFileExtension, plugins, skipRebuild: _, ...settings } = custom.esbuild;
  const target = provider.runtime.replace(/^nodejs(\d+)\.x$/, "node$1");
  const made = Object.entries(functions).map(async ([name, { handler, package: files }]) => {
    const source = handler.replace(/\.handler$/, "");
    const to = join(folder, name);
    // As serverless-esbuild does: the names of split files depend on it.
    const folderOf = dirname(source);
    const built = await bundleInto(to, folderOf, {
      target,
      ...settings,
      external: exclude,
      plugins: createRequire(project)(plugins),
      entryPoints: [`${source}.ts`],
      outExtension: { ".js": outputFileExtension },
    });
    const beside = await Promise.all(
      (files?.patterns ?? []).map(async (file) => [file, await readFile(join(project, file))] as const),
    );
    const filesThat = (areCode: boolean): Files =>
      Object.fromEntries(
        Object.entries(built).filter(([path]) => path.endsWith(outputFileExtension as string) === areCode),
      );
    const file = join(to, `${source}${outputFileExtension}`);
    const bundle = {
      name,
      file,
      code: filesThat(true),
      beside: { ...filesThat(false), ...Object.fromEntries(beside) },
    };
    return [name, bundle] as const;
  });
  return Object.fromEntries(await Promise.all(made));
}

/** The memory that serverless.yml gives a function, in MB. */
export async function memoryOf(name: string): Promise<number> {
  const memory = (await readServerless()).functions[name]?.memorySize;
  if (memory === undefined) throw new Error(`serverless.yml gives ${name} no memorySize`);
  return memory;
}

async function readServerless(): Promise<Serverless> {
  const text = await readFile(join(project, "serverless.yml"), "utf8");
  return parse(text, { logLevel: "silent" }) as Serverless;
}

/**
 * Bundles a program for comparison, for Node and otherwise with esbuild's defaults: a module of rivals/, or what an
 * expression makes of it.
 */
export async function bundleRival(
  folder: string,
  name: string,
  exported = `require("./${name}.cjs")`,
): Promise<Bundle> {
  const to = join(folder, "rivals");
  const code = await bundleInto(to, ".", {
    bundle: true,
    platform: "node",
    stdin: {
      contents: `module.exports = ${exported}`,
      resolveDir: join(project, "bench/rivals"),
      // Not the module's own name, or it would load itself.
      sourcefile: `${name}-entry.cjs`,
    },
    entryNames: name,
    outExtension: { ".js": ".cjs" },
  });
  return { name, file: join(to, `${name}.cjs`), code, beside: {} };
}

/** A bundle's size in bytes of code. */
export function sizeOf({ code }: Bundle): number {
  return Object.values(code).reduce((sum, { length }) => sum + length, 0);
}

async function bundleInto(to: string, within: string, options: Readonly<Record<string, unknown>>): Promise<Files> {
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: project,
    outdir: join(to, within),
    logLevel: "error",
    write: false,
  });
  for (const { path, contents } of outputFiles) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  }
  return Object.fromEntries(outputFiles.map(({ path, contents }) => [relative(to, path), contents]));
}

/** Whether a package is installed here. */
export function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
