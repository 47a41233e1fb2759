import { describe } from "vitest";
import { dieEverywhere } from "./crash-points.ts";
import { deploymentScenarios } from "./scenarios.ts";

describe("a function that dies at a call, while somebody deploys", () => dieEverywhere(deploymentScenarios));
