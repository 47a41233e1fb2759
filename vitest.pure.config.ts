/** The tests of what is pure, for `npm run coverage` and `npm run mutation`; test/pure.json says what that is. */
import { defineConfig } from "vitest/config";
import pure from "./test/pure.json" with { type: "json" };

export default defineConfig({
  test: {
    include: pure.tests,
    // Nothing pure leaves anything behind, so modules need not be loaded anew for each file.
    isolate: false,
    testTimeout: 240_000,
    coverage: {
      provider: "v8",
      include: pure.files,
      thresholds: pure.coverage,
      reporter: ["text", "html"],
    },
  },
});
