import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inputsOf, project, readZip } from "./packaged.ts";

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** What may be passed on under its own text, whatever the rest is under. */
const permissive = ["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"];
/** What the text of each licence that is there says. */
const words: Readonly<Record<string, RegExp>> = {
  "Apache-2.0": /Apache License\s+Version 2\.0, January 2004/,
  ISC: /Permission to use, copy, modify, and\/or distribute this software/,
  MIT: /Permission is hereby granted, free of charge/,
};

const names = ["slack", "commands", "events", "ticks", "outbox"];

describe.each(names)("The licences in the package of %s", (name) => {
  it("name each package that is bundled with its text, and none is copyleft", async () => {
    const notices = Buffer.from((await readZip(name))[`functions/${name}.third-party-notices.txt`] ?? []);
    const parts = notices.toString("utf8").split(/^-{80}$/m);
    const packages = await bundledPackages(name);
    expect(packages.length).toBeGreaterThan(1);
    for (const { name, version, license } of packages) {
      const title = `${name} ${version} (${license})`;
      const part = parts.find((text) => text.split("\n").includes(title));
      expect(permissive, title).toContain(license);
      expect(part, title).toMatch(words[license] ?? /^$/);
    }
    expect(parts.flatMap((part) => part.match(/^\S+ \S+ \([\w.-]+\)$/gm) ?? [])).toHaveLength(packages.length);
  });
});

describe("package.json", () => {
  it("has what is bundled among its dependencies", async () => {
    const { dependencies } = await readManifest("package.json");
    const own = (await Promise.all(names.map(inputsOf))).flat().filter((path) => /^(lib|functions)/.test(path));
    const sources = await Promise.all([...new Set(own)].map((path) => readFile(join(project, path), "utf8")));
    const imported = sources.flatMap((source) =>
      [
        ...source.replace(/^import type [^;]*;/gm, "").matchAll(/(?:\bfrom |\bimport\()"((?:@[\w-]+\/)?[a-z][\w-]*)/g),
      ].map(([, name = ""]) => name),
    );
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((name) => name !== "node" && !(name in dependencies))).toEqual([]);
  });

  it("has all clients of AWS at one version, for they share what is below them", async () => {
    const { dependencies, devDependencies } = await readManifest("package.json");
    const clients = Object.entries({ ...dependencies, ...devDependencies }).filter(([name]) =>
      name.startsWith("@aws-sdk/client-"),
    );
    expect(new Set(clients.map(([, version]) => version)).size).toBe(1);
  });
});

async function bundledPackages(name: string): Promise<readonly Package[]> {
  const folders = (await inputsOf(name)).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return Promise.all([...new Set(folders)].map((folder) => readManifest(join(folder, "package.json"))));
}

async function readManifest(path: string) {
  return JSON.parse(await readFile(join(project, path), "utf8")) as Package & {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  };
}
