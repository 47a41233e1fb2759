import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** What needs a browser or a packaged deployment runs apart, by mode: npm run test:browser and so on. */
const apart = ["browser", "packaging", "emulators"];

export default defineConfig(({ mode }) => ({
  test: apart.includes(mode)
    ? {
        include: [`test/${mode}/**/*.test.ts`],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        fileParallelism: false,
      }
    : {
        include: ["test/**/*.test.ts"],
        exclude: apart.map((folder) => `test/${folder}/**`),
        env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
        // Two at least: vitest would leave one core of two idle.
        maxWorkers: Math.max(2, availableParallelism() - 1),
        // A play is quick, but a day of ticks on a busy machine is not; nothing here is timed.
        testTimeout: 240_000,
        hookTimeout: 240_000,
      },
}));
