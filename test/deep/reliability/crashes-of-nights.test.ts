import { describe } from "vitest";
import { dieEverywhere } from "./crash-points.ts";
import { nightScenarios } from "./scenarios.ts";

describe("a function that dies at a call, while the night begins or ends", () => dieEverywhere(nightScenarios));
