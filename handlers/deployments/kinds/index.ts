import type { Deployer, DeployTarget } from "../deployer.ts";
import { codepipeline } from "./codepipeline/index.ts";

/** Every way to deploy. */
const deployers = [codepipeline] as const;

type Uses = (typeof deployers)[number]["uses"];
export type DeployVerb<Purpose extends keyof Uses> = Uses[Purpose][number];

/** A deployer that is given the verbs of all. */
type AnyDeployer = Deployer<{ readonly [Purpose in keyof Uses]: readonly DeployVerb<Purpose>[] }>;

export const allDeployers: readonly AnyDeployer[] = deployers;

/** The verbs that all of them need for these purposes. */
export function deployVerbs<Purpose extends keyof Uses>(...purposes: readonly Purpose[]) {
  return allDeployers.flatMap(({ uses }) => purposes.flatMap((one) => uses[one])) as DeployVerb<Purpose>[];
}

export const deploymentReads = deployVerbs("follow");

/** What deploys an environment, or carries out a deployment. A pipeline stands alone, without its kind. */
export function deployerOf({ pipeline }: DeployTarget): AnyDeployer {
  return allDeployers.find(({ kind }) => pipeline.startsWith(`${kind}:`)) ?? codepipeline;
}
