/** Bundles the page when the sandbox starts; runs in Node, unlike the rest of this folder. */
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export interface BuiltPage {
  readonly html: string;
  /** By path on the page's own origin (`/assets/main-….js`); the names contain a hash, so they may be cached forever. */
  readonly assets: Map<string, { type: string; body: Uint8Array }>;
}

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/**
 * The page and everything it loads, in memory. It works with
 * `default-src 'self'; img-src 'self' data: https:` as its content security policy.
 */
export async function buildPage(): Promise<BuiltPage> {
  const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [here("main.tsx"), here("theme.ts")],
    outdir: "assets",
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "file" },
    tsconfigRaw: {},
    jsx: "automatic",
    jsxImportSource: "preact",
    format: "esm",
    target: "es2022",
    bundle: true,
    minify: true,
    write: false,
    legalComments: "none",
  });

  const assets: BuiltPage["assets"] = new Map();
  for (const { path, contents } of outputFiles) {
    const type = types[extname(path)] ?? "application/octet-stream";
    assets.set(`/assets/${basename(path)}`, { type, body: contents });
  }
  const icon = "/assets/nightshift.svg";
  assets.set(icon, { type: "image/svg+xml", body: await readFile(here("nightshift.svg")) });

  const pathOf = (name: string, extension: string) => {
    const found = [...assets.keys()].find((path) => path.startsWith(`/assets/${name}-`) && path.endsWith(extension));
    if (!found) throw new Error(`The bundle of the page has no ${name}${extension}.`);
    return found;
  };
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Nightshift sandbox</title>
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="stylesheet" href="${pathOf("main", ".css")}">
<script src="${pathOf("theme", ".js")}"></script>
<script type="module" src="${pathOf("main", ".js")}"></script>
</head>
<body><div id="page"></div><noscript>The sandbox's page needs JavaScript.</noscript></body>
</html>
`;
  return { html, assets };
}
