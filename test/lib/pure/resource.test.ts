import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isPossibleTarget,
  matching,
  namedApart,
  nearestTarget,
  type Resource,
  valuesOf,
} from "../../../lib/pure/resource.ts";

const home = { account: "123456789012", region: "ap-northeast-2" };

const resource = (id: string, tags: Record<string, string>): Resource => ({
  service: "ec2",
  kind: "instance",
  ...home,
  id,
  name: tags.Name || id,
  state: "running",
  type: "t3.small",
  tags,
});

const resources = [
  resource("i-1", { Name: "dev-api", env: "dev", team: "core" }),
  resource("i-2", { Name: "web", env: "staging" }),
  resource("i-3", { Name: "web", env: "staging", team: "" }),
  resource("i-4", {}),
];
const config = { environments: { dev: {}, staging: {}, production: {} } };

describe("what was probably meant", () => {
  it.each<[target: string, meant: string | undefined, reason: string]>([
    ["dev-apo", "dev-api", "a Name with a wrong letter"],
    ["stagin", "staging", "an environment"],
    ["env=stagng", "env=staging", "a value with a letter missing"],
    ["environment=staging", "env=staging", "another tag that has this very value"],
    ["evn=staging", "env=staging", "a tag with two letters swapped, likewise"],
    ["Env=dev", "env=dev", "a tag in another case"],
    ["ENV=DEV", "env=dev", "both"],
    ["ev=stagng", "env=staging", "a letter missing in each"],
    ["env=production", undefined, "a value that nothing has, although it is an environment"],
    ["team=dev", undefined, "a value of another tag"],
    ["colour=red", undefined, "a tag that nothing has"],
    ["team=x", undefined, "an empty value is nobody's meaning"],
    ["constructor=x", undefined, "a property that every object has"],
  ])("by %s is %s: %s", (target, meant) => {
    expect(nearestTarget(target, resources, config)).toBe(meant);
  });

  it("means something, if it is suggested", () => {
    const tags = fc.dictionary(fc.constantFrom("env", "team", "Name"), fc.constantFrom("dev", "web", "a=b", ""));
    fc.assert(
      fc.property(fc.array(tags), fc.string(), fc.constantFrom("", "env=", "team="), (all, text, before) => {
        const some = all.map((one, index) => resource(`i-${index}`, one));
        const meant = nearestTarget(before + text, some, { environments: {} });
        if (meant !== undefined) expect(matching(meant, some, { environments: {} }, home)).not.toEqual([]);
      }),
    );
  });
});

it("a tag's values are told once each, in order, without the empty one", () => {
  expect(valuesOf("env", resources)).toEqual(["dev", "staging"]);
  expect(valuesOf("team", resources)).toEqual(["core"]);
  expect(valuesOf("toString", resources)).toEqual([]);
});

it("names that several have are told with the id", () => {
  expect(namedApart(resources).map(({ name }) => name)).toEqual(["dev-api", "web (i-2)", "web (i-3)", "i-4"]);
});

it.each([
  ["env=dev", true],
  ["a=b=c", true],
  ["env=", false],
  ["=dev", false],
  ["=", false],
  ["<!channel>", false],
  ["x".repeat(257), false],
])("whether something can be called %j: %s", (target, isPossible) => {
  expect(isPossibleTarget(target)).toBe(isPossible);
});
