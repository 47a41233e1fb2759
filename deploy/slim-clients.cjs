/**
 * Leaves out of the SDK's clients what nobody uses. esbuild keeps everything of a module that is imported while the
 * function runs, and of the descriptions of what goes over the wire all that have a computed key: EC2's client would be
 * 1.2 MB, of which four operations need a twentieth.
 */
const { readFile } = require("node:fs/promises");
const { createRequire } = require("node:module");

const slimClients = {
  name: "slim-clients",
  setup({ onResolve, onLoad, esbuild }) {
    // Stands for the client: exports just those of its names that the code of the module which loads it mentions.
    onResolve({ filter: /^@aws-sdk\/client-/ }, ({ path, kind, importer, resolveDir }) =>
      kind === "dynamic-import" && !importer.includes("node_modules")
        ? {
            path,
            namespace: "used-of",
            pluginData: { importer, resolveDir },
            suffix: `?by=${nameOf(importer)}`,
          }
        : undefined,
    );
    onLoad({ filter: /./, namespace: "used-of" }, async ({ path, pluginData: { importer, resolveDir } }) => {
      // Without its comments and types.
      const { code } = await esbuild.transform(await readFile(importer, "utf8"), {
        loader: "ts",
        minifyWhitespace: true,
      });
      const words = new Set(code.match(/[\w$]+/g));
      const used = Object.keys(createRequire(importer)(path)).filter((name) => words.has(name));
      return { contents: `export { ${used.join(", ")} } from "${path}";`, resolveDir };
    });

    // The keys are constants of the same file. Written out, what holds them is seen to have no side effect.
    onLoad({ filter: /@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]\w+\.js$/ }, async ({ path }) => {
      const code = await readFile(path, "utf8");
      const constants = new Map(
        [...code.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm)].map(([, name, value]) => [name, value]),
      );
      return {
        contents: code.replace(/\[(_\w+)\](?=:)/g, (key, name) => constants.get(name) ?? key),
        loader: "js",
      };
    });
  },
};

/** A module may load a client that another one loads too, and use other names. */
function nameOf(file) {
  return encodeURIComponent(file.split(/[\\/]/).slice(-2).join("/"));
}

module.exports = slimClients;
