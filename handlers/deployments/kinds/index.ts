import type { Deployer, DeployTarget } from "../deployer.ts";
import { codepipeline } from "./codepipeline/index.ts";

/** Every way to deploy. */
const deployers = [codepipeline] as const;

type Uses = (typeof deployers)[number]["uses"];
export type DeployVerb<Purpose extends keyof Uses> = Uses[Purpose][number];

/** A deployer that gets the verbs of all. */
type AnyDeployer = Deployer<{ readonly [Purpose in keyof Uses]: readonly DeployVerb<Purpose>[] }>;

export const allDeployers: readonly AnyDeployer[] = deployers;

/** All verbs for these purposes. */
export function deployVerbs<Purpose extends keyof Uses>(...purposes: readonly Purpose[]) {
  return allDeployers.flatMap(({ uses }) => purposes.flatMap((one) => uses[one])) as DeployVerb<Purpose>[];
}

export const deploymentReads = deployVerbs("follow");

/** The deployer of an environment, or of a deployment. A pipeline is named without its kind. */
export function deployerOf({ pipeline }: DeployTarget): AnyDeployer {
  return allDeployers.find(({ kind }) => pipeline.startsWith(`${kind}:`)) ?? codepipeline;
}
