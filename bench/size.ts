/** What is uploaded for each function. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { unzipSync } from "fflate";
import { type Bundle, type Files, project, sizeOf } from "./bundle.ts";
import { figure, kilobytes, type Section } from "./report.ts";
import type { Stage } from "./stage.ts";

export async function measureSize(stage: Stage): Promise<Section> {
  const sizes = await Promise.all(
    stage.bundles.map(async (bundle) => {
      const packaged = await packagedZip(bundle);
      return { bundle, isPackaged: packaged !== undefined, zip: packaged ?? zipSize(filesOf(bundle)) };
    }),
  );
  const total = sizes.reduce((sum, { zip }) => sum + zip, 0);
  return {
    title: "size: what is uploaded for each function",
    method:
      "The zip that `npm run package` made, where it holds what the sources give now; otherwise the same files, deflated in the same way.",
    tables: [
      {
        columns: ["", "bundle bytes", "zip bytes", "zip KB", "taken from"],
        rows: [
          ...sizes.map(({ bundle, zip, isPackaged }) => [
            bundle.name,
            sizeOf(bundle).toLocaleString("en-US"),
            zip.toLocaleString("en-US"),
            figure(kilobytes(zip)),
            isPackaged ? "package" : "sources",
          ]),
          ["all", "", total.toLocaleString("en-US"), figure(kilobytes(total)), ""],
        ],
      },
    ],
    goals: [],
    notes: [],
  };
}

function filesOf({ code, beside }: Bundle): Files {
  return { ...beside, ...code };
}

/** The size of the zip in .serverless, unless it is missing or outdated. */
async function packagedZip(bundle: Bundle): Promise<number | undefined> {
  const zip = await readFile(join(project, ".serverless", `${bundle.name}.zip`)).catch(() => undefined);
  if (!zip) return undefined;
  const packaged = unzipSync(zip);
  const files = Object.entries(filesOf(bundle));
  const isCurrent =
    Object.keys(packaged).length === files.length &&
    files.every(([name, bytes]) => Buffer.from(packaged[name] ?? []).equals(bytes));
  return isCurrent ? zip.length : undefined;
}

/**
 * As serverless-esbuild makes it: deflated at level 1, with each file's size after its bytes.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
function zipSize(files: Files): number {
  const [localHeader, descriptor, directoryEntry, end] = [30, 16, 46, 22];
  return Object.entries(files).reduce((sum, [name, bytes]) => {
    const named = 2 * Buffer.byteLength(name);
    return sum + localHeader + descriptor + directoryEntry + named + deflateRawSync(bytes, { level: 1 }).length;
  }, end);
}
