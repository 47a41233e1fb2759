/**
 * Makes what a function imports while it runs a file of its own, beside the function's: V8 compiles a file as a whole,
 * and a container seldom needs more than one or two of the SDK's clients. esbuild splits ES modules only, so each file
 * is turned into CommonJS afterwards, which loads quicker. A function that imports nothing while it runs stays one file.
 *
 * The files are called `commands.….cjs`, and the licences of what is in them `commands.….txt`, since serverless-esbuild
 * leaves out of every other zip what begins like that.
 */
const { mkdir, writeFile } = require("node:fs/promises");
const { basename, dirname, extname, join, relative, resolve } = require("node:path");
const noticesOf = require("./notices.cjs");

const split = {
  name: "split",
  setup({ initialOptions: options, onEnd, esbuild }) {
    const whole = {
      ...options,
      plugins: options.plugins.filter(({ name }) => name !== "split"),
      write: false,
      metafile: true,
    };
    const name = nameOf(options.entryPoints);
    const file = `${basename(name)}${options.outExtension?.[".js"] ?? ".js"}`;
    const writes = options.write !== false;
    Object.assign(options, {
      format: "esm",
      splitting: true,
      chunkNames: `${name}.[name]-[hash]`,
      metafile: true,
      write: false,
    });

    onEnd(async (result) => {
      if (result.errors.length > 0) return;
      const { outputs } = result.metafile;
      const base = resolve(options.absWorkingDir ?? ".");
      const entry = Object.keys(outputs).find((path) => basename(path) === file);
      const kept = reachable(outputs, entry);
      if (kept.some((path) => chunksIn(outputs[path], "dynamic-import").length > 0)) {
        result.metafile.outputs = Object.fromEntries(kept.map((path) => [path, outputs[path]]));
        const files = result.outputFiles.filter(({ path }) => kept.includes(relative(base, path)));
        result.outputFiles = await Promise.all(files.map((one) => toCommonJs(one, kept, whole, esbuild)));
      } else {
        const { outputFiles, metafile } = await esbuild.build(whole);
        Object.assign(result, { outputFiles, metafile });
      }
      const notices = noticesOf(result.metafile, base);
      result.outputFiles.push(textFile(join(base, dirname(entry), `${name}.third-party-notices.txt`), notices));
      if (writes) await Promise.all(result.outputFiles.map(write));
    });
  },
};

/** Where the one function that is built goes within the folder, without its extension. */
function nameOf(entryPoints) {
  const names = Array.isArray(entryPoints)
    ? entryPoints.map((path) => basename(path, extname(path)))
    : Object.keys(entryPoints);
  if (names.length !== 1) throw new Error("Functions are split one by one");
  return names[0];
}

/** The entry and what it imports, now or later. esbuild also makes chunks for imports in code that it has removed. */
function reachable(outputs, entry) {
  const found = new Set([entry]);
  for (const path of found) {
    for (const chunk of chunksIn(outputs[path], "import-statement", "dynamic-import")) found.add(chunk);
  }
  return [...found];
}

function chunksIn({ imports }, ...kinds) {
  return imports.flatMap(({ path, kind, external }) => (!external && kinds.includes(kind) ? [path] : []));
}

async function toCommonJs({ path, text }, chunks, { target, minify, legalComments }, esbuild) {
  // esbuild would copy all that a chunk exports at each import; EC2's client exports thousands of names.
  const required = chunks.reduce(
    (code, chunk) =>
      code.replaceAll(`import("./${basename(chunk)}")`, `Promise.resolve().then(()=>require("./${basename(chunk)}"))`),
    text,
  );
  const { code } = await esbuild.transform(required, {
    format: "cjs",
    platform: "node",
    target,
    minify,
    legalComments,
    // Node's own modules too are required, which is quicker.
    supported: { "dynamic-import": false },
  });
  return textFile(path, code);
}

function textFile(path, text) {
  return { path, contents: Buffer.from(text), text };
}

async function write({ path, contents }) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
}

module.exports = split;
