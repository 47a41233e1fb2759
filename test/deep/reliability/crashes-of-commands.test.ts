import { describe } from "vitest";
import { dieEverywhere } from "./crash-points.ts";
import { commandScenarios } from "./scenarios.ts";

describe("a function that dies at a call, while people wait", () => dieEverywhere(commandScenarios));
