import type { LocalResource, Resource } from "../../../lib/pure/resource.ts";
import type { Text } from "../../../lib/pure/text.ts";
import { stateRefusal } from "../refusal-state.ts";
import type { ResourceKind, ResourceService } from "../resource-kind.ts";
import type { OperationVerb } from "../state.ts";
import { dbCluster } from "./db-cluster/index.ts";
import { dbInstance } from "./db-instance/index.ts";
import { ec2Instance } from "./ec2-instance/index.ts";

/** Everything that can be started and stopped, by command. */
export const services = {
  ec2: {
    kinds: [ec2Instance],
    which: "target.which.instance",
    listTitle: "list.instances",
    fleet: "fleet.instances",
    example: "dev-api",
  },
  rds: {
    kinds: [dbCluster, dbInstance],
    which: "target.which.database",
    listTitle: "list.databases",
    fleet: "fleet.databases",
    example: "dev-db",
  },
} as const satisfies Readonly<Record<Resource["service"], ResourceService>>;

export const serviceNames = Object.keys(services) as (keyof typeof services)[];

type Listed = (typeof services)[keyof typeof services]["kinds"][number];
export type ResourceVerb<Purpose extends keyof Listed["uses"]> = Listed["uses"][Purpose][number];

/** A kind that gets the verbs of all. */
export type AnyKind = ResourceKind<ResourceVerb<"read">, ResourceVerb<"power">, ResourceVerb<"reboot">>;

export const kinds: readonly AnyKind[] = serviceNames.flatMap((name): readonly AnyKind[] => services[name].kinds);

/** The verbs that look up, start and stop, and reboot resources of every kind. */
export const resourceReads = kinds.flatMap(({ uses }) => uses.read);
export const powerVerbs = kinds.flatMap(({ uses }) => uses.power);
export const rebootVerbs = kinds.flatMap(({ uses }) => uses.reboot);

export function kindOf({ kind }: Pick<Resource, "kind">): AnyKind | undefined {
  return kinds.find((one) => one.kind === kind);
}

/** Why an operation is refused for a resource, with what to do instead; undefined when AWS can be asked. */
export function refusalOf(resource: LocalResource, verb: OperationVerb): Text | undefined {
  return kindOf(resource)?.limitOf(resource, verb) ?? stateRefusal(resource, verb);
}
