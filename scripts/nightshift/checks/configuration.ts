import { readFile } from "node:fs/promises";
import { ConfigError, parseConfig } from "../../../lib/config/load.ts";
import { defineCheck, right, wrong } from "../check.ts";

/** nightshift.yaml is readable and valid for the functions. */
export const configuration = defineCheck({
  title: (words) => words["config.title"],
  needs: [],
  async *look(_, { words, configFile }) {
    let text: string;
    try {
      text = await readFile(configFile, "utf8");
    } catch {
      yield wrong(words["config.missing"]({ file: configFile }), words["config.missing.remedy"]);
      return;
    }
    try {
      const config = parseConfig(text, configFile);
      yield right(words["config.valid"]({ environments: Object.keys(config.environments).join(", ") }));
      return { config };
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      for (const { path, message } of error.problems) {
        yield wrong(words["config.problem"]({ path, message }), words["config.problem.remedy"]);
      }
    }
  },
});
