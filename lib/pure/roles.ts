/** The roles. A deployer and an operator may also read; an owner may do everything. */
export const roles = ["viewer", "operator", "deployer", "owner"] as const;

export type Role = (typeof roles)[number];

const implied: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ["viewer"],
  operator: ["viewer", "operator"],
  deployer: ["viewer", "deployer"],
  owner: roles,
};

/** One line of `people`: who (a user or a user group), which roles, and where (everywhere by default). */
export interface Grant {
  readonly user?: string | undefined;
  readonly group?: string | undefined;
  /** The workspace of an external user in a shared channel; by default our own. */
  readonly team?: string | undefined;
  readonly roles: readonly Role[];
  readonly environments?: readonly string[] | undefined;
  /** The Slack channels it is limited to, by id or by name with #; none by default. */
  readonly channels?: readonly string[] | undefined;
}

/** The person who makes a request, with their user groups. */
export interface Member {
  readonly user: string;
  readonly groups: ReadonlySet<string>;
  /** Their workspace, if it is not our own. */
  readonly team?: string;
  /** The channel of the request: its id, and its name with #. */
  readonly channels?: readonly string[];
}

/**
 * Whether the person has the role in that environment, or, if none is given, in any. The one check, for help and
 * execution alike. Without a grant the answer is no.
 */
export function isAllowed(member: Member, role: Role, grants: readonly Grant[], environment?: string): boolean {
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
 * Whether the person has the role for something of that environment; for something of none, the role must be granted
 * everywhere.
 */
export function isAllowedFor(
  member: Member,
  role: Role,
  grants: readonly Grant[],
  environment: string | undefined,
): boolean {
  const granted = environment === undefined ? grants.filter((grant) => !grant.environments) : grants;
  return isAllowed(member, role, granted, environment);
}
