/** Packaging fails where nightshift.yaml is wrong, with what the functions would say of it: else a deploy breaks them all. */
const { readFile } = require("node:fs/promises");
const { Module } = require("node:module");
const { join, resolve } = require("node:path");

/** By folder, so that a file is read once for all functions. */
const checked = new Map();

module.exports = {
  name: "check-config",
  setup({ initialOptions, onStart, esbuild }) {
    const folder = resolve(initialOptions.absWorkingDir ?? ".");
    onStart(async () => {
      const errors = checked.get(folder) ?? problemsOf(folder, esbuild);
      checked.set(folder, errors);
      return { errors: await errors };
    });
  },
};

async function problemsOf(folder, esbuild) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(__dirname, "../lib/config/load.ts")],
    bundle: true,
    format: "cjs",
    platform: "node",
    write: false,
    logLevel: "silent",
  });
  const load = new Module("load.cjs");
  load._compile(outputFiles[0].text, "load.cjs");
  try {
    load.exports.parseConfig(await readFile(join(folder, "nightshift.yaml"), "utf8"));
    return [];
  } catch (error) {
    return [{ text: error.message }];
  }
}
