import pure from "./test/pure.json" with { type: "json" };

/** Mutation testing of what is pure: docs/decisions/mutation.md. */
export default {
  plugins: ["@stryker-mutator/vitest-runner"],
  testRunner: "vitest",
  // Which tests reach a mutant is known from the first run, so that the graph of imports need not be asked.
  vitest: { configFile: "vitest.pure.config.ts", related: false },
  coverageAnalysis: "perTest",
  mutate: pure.files,
  // Tables and patterns that are made once, when a module is loaded: each would need a fresh worker and all tests.
  ignoreStatic: true,
  // Stryker would read it with TypeScript's API, which TypeScript 7 does not have; nothing here extends another.
  tsconfigFile: "none",
  ignorePatterns: ["docs", ".serverless", ".esbuild", "coverage"],
  tempDirName: ".stryker",
  reporters: ["clear-text", "progress", "html", "json"],
  htmlReporter: { fileName: "coverage/mutation.html" },
  jsonReporter: { fileName: "coverage/mutation.json" },
};
