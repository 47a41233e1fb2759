import type { Deployer, DeployTarget } from "../deployer.ts";
import { codepipeline } from "./codepipeline/index.ts";

/** Every way to deploy, by the key of nightshift.yaml that names what is deployed with. */
const deployers = { pipeline: codepipeline } as const;

type Listed = (typeof deployers)[keyof typeof deployers];
export type DeployVerb<Purpose extends keyof Listed["uses"]> = Listed["uses"][Purpose][number];

/** A deployer that is given the verbs of all. */
type AnyDeployer = Deployer<{ readonly [Purpose in keyof Listed["uses"]]: readonly DeployVerb<Purpose>[] }>;

export const allDeployers: readonly AnyDeployer[] = Object.values(deployers);

/** The verbs that all of them need for these purposes. */
export function deployVerbs<Purpose extends keyof Listed["uses"]>(...purposes: readonly Purpose[]) {
  return allDeployers.flatMap(({ uses }) => purposes.flatMap((one) => uses[one])) as DeployVerb<Purpose>[];
}

export const deploymentReads = deployVerbs("follow");

/** What deploys an environment, or has carried out a deployment. */
export function deployerOf(target: DeployTarget): AnyDeployer {
  const key = (Object.keys(deployers) as (keyof typeof deployers)[]).find((one) =>
    Object.hasOwn(target, one),
  );
  return deployers[key ?? "pipeline"];
}
