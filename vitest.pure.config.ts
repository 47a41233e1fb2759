/** The unit tests and the files that they prove, for `npm run coverage` and `npm run mutation`. */
import { defineConfig } from "vitest/config";
import pure from "./test/pure.json" with { type: "json" };
import { patience, unit } from "./vitest.config.ts";

export default defineConfig({
  test: {
    ...unit,
    // What looks at the project as a whole proves nothing of a single file.
    exclude: [...unit.exclude, "test/{architecture.test.ts,bench/**,install/**,scripts/**}"],
    setupFiles: ["test/patience.ts"],
    testTimeout: patience,
    coverage: {
      provider: "v8",
      include: pure.files,
      thresholds: pure.coverage,
      reporter: ["text", "html"],
    },
  },
});
