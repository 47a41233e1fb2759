import { availableParallelism } from "node:os";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

/** What needs a browser, a packaged deployment or other programs runs apart, by mode: npm run test:browser and so on. */
const apart = ["browser", "packaging", "emulators"];

/** What goes through the doors: a signed request, an event or a command line in, Slack messages and AWS calls out. */
const stories = "test/**/*.stories.test.ts";

/** One of these for each definition of handlers/index.ts. */
const smoke = "test/smoke.test.ts";

/** What is pure, or at least quick. */
export const unit = {
  include: ["test/**/*.test.ts"],
  exclude: [stories, smoke, ...["sandbox", "deep", ...apart].map((folder) => `test/${folder}/**`)],
  // None of it leaves anything behind, so modules need not be loaded anew for each file.
  isolate: false,
};

/** Nothing here is timed, so that nothing fails on a busy machine: only what hangs runs into this. */
export const patience = 15 * 60_000;

function project(name: string, test: TestProjectInlineConfiguration["test"]): TestProjectInlineConfiguration {
  return { extends: true, test: { name, ...test } };
}

export default defineConfig(({ mode }) => ({
  test: {
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    testTimeout: patience,
    hookTimeout: patience,
    ...(apart.includes(mode)
      ? { include: [`test/${mode}/**/*.test.ts`], fileParallelism: false }
      : {
          setupFiles: ["test/patience.ts"],
          // Two at least: vitest would leave one core of two idle.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          projects: [
            project("unit", unit),
            project("sandbox", {
              include: ["test/sandbox/**/*.test.ts"],
              exclude: [stories],
              isolate: false,
            }),
            project("smoke", { include: [smoke] }),
            project("stories", { include: [stories] }),
            project("deep", { include: ["test/deep/**/*.test.ts"] }),
          ],
        }),
  },
}));
