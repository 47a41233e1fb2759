/** What people may be. A deployer and an operator may also look; an owner may do everything. */
export const roles = ["viewer", "operator", "deployer", "owner"] as const;

export type Role = (typeof roles)[number];

const implied: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ["viewer"],
  operator: ["viewer", "operator"],
  deployer: ["viewer", "deployer"],
  owner: roles,
};

/** One line of `people`: who (a user or a user group), which roles, and where (everywhere when nothing is said). */
export interface Grant {
  readonly user?: string | undefined;
  readonly group?: string | undefined;
  /** The workspace of a user from another company, in a channel that is shared with them; else our own. */
  readonly team?: string | undefined;
  readonly roles: readonly Role[];
  readonly environments?: readonly string[] | undefined;
  /** From which Slack channels, by id or by name with #; from any when nothing is said. */
  readonly channels?: readonly string[] | undefined;
}

/** A person who asks for something, with the user groups that they are in. */
export interface Member {
  readonly user: string;
  readonly groups: ReadonlySet<string>;
  /** Their workspace when it is not our own. */
  readonly team?: string;
  /** What the channel is called in which they ask: its id, and its name with #. */
  readonly channels?: readonly string[];
}

/**
 * Whether the person has the role in that environment, or, when none is named, in any. This is the one check: help
 * and execution both ask it. Nothing granted means no.
 */
export function isAllowed(
  member: Member,
  role: Role,
  grants: readonly Grant[],
  environment?: string,
): boolean {
  return grants.some(
    (grant) =>
      (grant.user === member.user || (grant.group !== undefined && member.groups.has(grant.group))) &&
      grant.team === member.team &&
      (!grant.channels || grant.channels.some((name) => member.channels?.includes(name))) &&
      grant.roles.some((granted) => implied[granted].includes(role)) &&
      (environment === undefined || !grant.environments || grant.environments.includes(environment)),
  );
}

/**
 * Whether the person has the role for something of that environment; for what belongs to none, the role must have been
 * granted everywhere.
 */
export function isAllowedFor(
  member: Member,
  role: Role,
  grants: readonly Grant[],
  environment: string | undefined,
): boolean {
  if (environment !== undefined) return isAllowed(member, role, grants, environment);
  return isAllowed(
    member,
    role,
    grants.filter((grant) => !grant.environments),
  );
}
