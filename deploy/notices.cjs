/**
 * The licences of the packages that are in a bundle, which have to be passed on with it. esbuild-plugin-license names
 * what was loaded instead of what is left in the bundle, one version of each package, and writes where it may not.
 */
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const isNotice = (file) => /^(licen[cs]e|notice|copying)\b/i.test(file);

/** What the text file beside the code says. `base` is the folder that the metafile's paths begin in. */
function noticesOf({ outputs }, base) {
  const packages = foldersIn(outputs).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(base, folder, "package.json"), "utf8"));
    const files = readdirSync(join(base, folder)).filter(isNotice).sort();
    const texts = files.map((file) => readFileSync(join(base, folder, file), "utf8").trim());
    return { name, title: `${name} ${version} (${license})`, license, text: texts.join("\n\n") };
  });
  const byText = new Map();
  for (const one of packages) {
    const text = one.text || textOfSibling(one, packages);
    byText.set(text, [...(byText.get(text) ?? []), one]);
  }
  // Licences that are nearly the same stand side by side: they compress to little more than one.
  const groups = [...byText].sort(([, [a]], [, [b]]) => compare(a.license, b.license));
  const parts = groups.map(([text, all]) => `${all.map(({ title }) => title).join("\n")}\n\n${text}\n`);
  return parts.join(`\n${"-".repeat(80)}\n\n`);
}

/** The folders of the packages that something is left of, in order. */
function foldersIn(outputs) {
  const paths = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const folders = paths.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  return [...new Set(folders)].sort(compare);
}

/** Some packages of the SDK only name their licence. Those of the same scope are under the same text. */
function textOfSibling({ name, license }, packages) {
  const [scope] = name.split("/");
  const sibling = packages.find((one) => one.text && one.license === license && one.name.startsWith(`${scope}/`));
  if (!sibling) throw new Error(`The package ${name} is bundled and has no text of its licence`);
  return sibling.text;
}

function compare(a, b) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

module.exports = noticesOf;
