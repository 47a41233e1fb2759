import { describe } from "vitest";
import { dieEverywhere } from "./crash-points.ts";
import { eventScenarios } from "./scenarios.ts";

describe("a function that dies at a call, while things happen", () => dieEverywhere(eventScenarios));
