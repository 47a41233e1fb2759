import { describe, expect, it } from "vitest";
import { type Grant, isAllowed, type Member, type Role, roles } from "../../../lib/pure/roles.ts";

const member: Member = { user: "U0KIM", groups: new Set(["S0BACKEND"]) };

/** Who may do what another role may: the whole table, written out. */
const may: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ["viewer"],
  operator: ["viewer", "operator"],
  deployer: ["viewer", "deployer"],
  owner: ["viewer", "operator", "deployer", "owner"],
};

const scopes = [
  { name: "everywhere", environments: undefined, holds: ["dev", "production", undefined] },
  { name: "in dev", environments: ["dev"], holds: ["dev", undefined] },
  { name: "nowhere", environments: [], holds: [undefined] },
] as const;

const table = roles.flatMap((granted) =>
  roles.flatMap((asked) =>
    scopes.flatMap(({ name, environments, holds }) =>
      (["dev", "production", undefined] as const).map((where) => {
        const allowed = may[granted].includes(asked) && (holds as readonly unknown[]).includes(where);
        return [granted, name, asked, where ?? "any", allowed, environments, where] as const;
      }),
    ),
  ),
);

describe("a person who is", () => {
  it.each(table)(
    "%s %s may do what a %s does in %s: %s",
    (granted, _name, asked, _where, allowed, environments, where) => {
      const grant: Grant = { user: member.user, roles: [granted], environments };
      expect(isAllowed(member, asked, [grant], where)).toBe(allowed);
      const byGroup: Grant = { group: "S0BACKEND", roles: [granted], environments };
      expect(isAllowed(member, asked, [byGroup], where)).toBe(allowed);
    },
  );
});

describe("nobody may do anything", () => {
  it.each<[what: string, grants: Grant[]]>([
    ["nothing is configured", []],
    ["somebody else is named", [{ user: "U0LEE", roles: ["owner"] }]],
    ["another group is named", [{ group: "S0FRONTEND", roles: ["owner"] }]],
    ["a group has the user's id", [{ group: "U0KIM", roles: ["owner"] }]],
    ["a user has the group's id", [{ user: "S0BACKEND", roles: ["owner"] }]],
    ["no role is named", [{ user: "U0KIM", roles: [] }]],
    ["nobody is named", [{ roles: ["owner"] }]],
    ["the id is in another case", [{ user: "u0kim", roles: ["owner"] }]],
  ])("when %s", (_what, grants) => {
    for (const role of roles) {
      expect(isAllowed(member, role, grants)).toBe(false);
      expect(isAllowed(member, role, grants, "dev")).toBe(false);
    }
  });
});

it("several grants add up", () => {
  const grants: Grant[] = [
    { user: "U0KIM", roles: ["viewer"] },
    { group: "S0BACKEND", roles: ["deployer", "operator"], environments: ["dev"] },
  ];
  expect(isAllowed(member, "deployer", grants, "dev")).toBe(true);
  expect(isAllowed(member, "operator", grants, "dev")).toBe(true);
  expect(isAllowed(member, "deployer", grants, "production")).toBe(false);
  expect(isAllowed(member, "viewer", grants, "production")).toBe(true);
  expect(isAllowed(member, "owner", grants, "dev")).toBe(false);
});

describe("a grant of another company's workspace", () => {
  const guest: Member = { user: "U0KIM", groups: new Set(["S0BACKEND"]), team: "T0OTHER" };

  it.each<[what: string, grant: Partial<Grant>, ofGuest: boolean, ofOurs: boolean]>([
    ["names no workspace", { user: "U0KIM" }, false, true],
    ["names theirs", { user: "U0KIM", team: "T0OTHER" }, true, false],
    ["names a third one", { user: "U0KIM", team: "T0THIRD" }, false, false],
    ["is a group's", { group: "S0BACKEND" }, false, true],
  ])("that %s", (_what, grant, ofGuest, ofOurs) => {
    const grants: Grant[] = [{ ...grant, roles: ["deployer"] }];
    expect(isAllowed(guest, "deployer", grants)).toBe(ofGuest);
    expect(isAllowed(member, "deployer", grants)).toBe(ofOurs);
  });
});

describe("a grant for some channels", () => {
  it.each<[what: string, channels: string[] | undefined, asked: string[] | undefined, allowed: boolean]>([
    ["names none: it holds in any", undefined, ["C0DEV", "#dev"], true],
    ["names the channel", ["#dev"], ["C0DEV", "#dev"], true],
    ["names the channel's id", ["C0DEV"], ["C0DEV", "#dev"], true],
    ["names others", ["#deploys", "C0DEPLOYS"], ["C0DEV", "#dev"], false],
    ["is an empty list", [], ["C0DEV", "#dev"], false],
    ["meets somebody whose channel is not known", ["#dev"], undefined, false],
    ["meets a channel of no name", ["#dev"], ["D0SOMEBODY", "#"], false],
  ])("%s", (_what, channels, asked, allowed) => {
    const grants: Grant[] = [{ user: "U0KIM", roles: ["operator"], channels }];
    const here: Member = { ...member, ...(asked && { channels: asked }) };
    expect(isAllowed(here, "operator", grants, "dev")).toBe(allowed);
  });
});
