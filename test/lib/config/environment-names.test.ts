import fc from "fast-check";
import { expect, it } from "vitest";
import { arnIn, arnOfResource, environmentByName } from "../../../lib/pure/resource.ts";

const home = { account: "123456789012", region: "ap-northeast-2" };
const role = "arn:aws:iam::210987654321:role/nightshift";

function environmentOf(name: string, ...patterns: string[]): string | undefined {
  const config = { environments: { staging: { names: patterns } } };
  return environmentByName({ ...home, names: [name] }, config, home);
}

it.each([
  ["web-staging", "web-staging", true],
  ["web-staging", "web-*", true],
  ["web-staging", "*-staging", true],
  ["web-staging", "*stag*", true],
  ["web-staging", "w*b-*ing", true],
  ["web-staging", "*", true],
  ["web-staging", "web-staging*", true],
  ["web-staging", "web", false],
  ["web-staging", "web-production", false],
  ["web-staging", "*-stag", false],
  ["web-staging", "web-s*staging", false],
  ["aa", "a*aa", false],
  ["web.staging", "web?staging", false],
  ["arn:aws:ecs:ap-northeast-2:123456789012:service/prod/web", "web", true],
  ["arn:aws:s3:::invoices", "invoices", true],
])("%s is called %s: %s", (name, pattern, expected) => {
  expect(environmentOf(name, pattern)).toBe(expected ? "staging" : undefined);
});

it("takes any cutting of a name with stars for it, and no name for another", () => {
  const part = fc.stringMatching(/^[a-z0-9-]{0,6}$/);
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), part, (parts, between) => {
      expect(environmentOf(parts.join(between), parts.join("*"))).toBe("staging");
      expect(environmentOf(`${parts.join(between)}!`, parts.join(between))).toBeUndefined();
    }),
  );
});

it("asks the first environment of the same account and region", () => {
  const config = {
    environments: {
      elsewhere: { names: ["web*"], account: { role } },
      staging: { names: ["web-staging"] },
      rest: { names: ["*"] },
      unnamed: {},
    },
  };
  const at = (account: string, ...names: string[]) =>
    environmentByName({ account, region: home.region, names }, config, home);
  expect(at(home.account, "web-staging")).toBe("staging");
  expect(at(home.account, "web-dev")).toBe("rest");
  expect(at("210987654321", "web-dev")).toBe("elsewhere");
  expect(at("999999999999", "web-dev")).toBeUndefined();
  expect(at(home.account)).toBeUndefined();
});

it.each([
  ["instance", "i-0d1a2b3c4d5e6f701"],
  ["database", "shop-1"],
  ["cluster", "shop"],
] as const)("names one %s by its ARN, and reads it", (kind, id) => {
  for (const region of ["ap-northeast-2", "cn-north-1", "us-gov-west-1"]) {
    const resource = { account: home.account, region, kind, id };
    expect(arnIn(arnOfResource(resource))).toEqual(resource);
  }
  expect(arnIn(`${arnOfResource({ ...home, kind, id })} x`)).toBeUndefined();
});
