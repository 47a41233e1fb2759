import { AwsError } from "../aws-error.ts";
import type { Cloud } from "./cloud.ts";

export interface Distribution {
  readonly id: string;
  readonly arn: string;
  readonly domain: string;
  readonly alias: string;
  readonly comment: string;
  readonly modifiedAt: Date;
}

export interface Invalidation {
  readonly id: string;
  readonly distribution: string;
  readonly paths: readonly string[];
  readonly callerReference: string;
  readonly createdAt: Date;
  status: "InProgress" | "Completed";
}

/**
 * Limit of paths in progress in one distribution, for single files and for wildcards.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const maxPaths = 3_000;
const maxWildcards = 15;

/** How long an invalidation takes, in milliseconds. */
const takes = 60_000;

/** CloudFront's distributions and their invalidations. */
export class Distributions {
  readonly #cloud: Cloud;
  readonly #distributions: readonly Distribution[];
  readonly #invalidations: Invalidation[] = [];

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    const modifiedAt = cloud.clock.now();
    this.#distributions = cloud.world.sites.map((site) => ({
      ...site,
      arn: `arn:aws:cloudfront::${cloud.world.account}:distribution/${site.id}`,
      modifiedAt,
    }));
  }

  all(): readonly Distribution[] {
    return this.#distributions;
  }

  get(id: string): Distribution {
    const distribution = this.#distributions.find((candidate) => candidate.id === id);
    if (!distribution) throw new AwsError("NoSuchDistribution", "The specified distribution does not exist.");
    return distribution;
  }

  /** The same caller reference with the same paths is the same invalidation. */
  invalidate(distribution: string, paths: readonly string[], callerReference: string): Invalidation {
    this.get(distribution);
    const known = this.#invalidations.find(
      (candidate) => candidate.distribution === distribution && candidate.callerReference === callerReference,
    );
    if (known && JSON.stringify([...known.paths].sort()) !== JSON.stringify([...paths].sort()))
      throw new AwsError(
        "InvalidArgument",
        "Your request contains a caller reference that was used for a previous invalidation batch for the same distribution.",
      );
    if (known) return known;
    const invalid = paths.find((path) => !path.startsWith("/"));
    if (invalid !== undefined)
      throw new AwsError("InvalidArgument", "Your request contains one or more invalid invalidation paths.");
    this.#checkRoom(distribution, paths);
    const invalidation: Invalidation = {
      id: `I${this.#cloud.ids.upper(25)}`,
      distribution,
      paths,
      callerReference,
      createdAt: this.#cloud.clock.now(),
      status: "InProgress",
    };
    this.#invalidations.push(invalidation);
    this.#cloud.clock.after(takes, () => {
      invalidation.status = "Completed";
    });
    return invalidation;
  }

  #checkRoom(distribution: string, paths: readonly string[]): void {
    const inProgress = this.invalidations(distribution)
      .filter(({ status }) => status === "InProgress")
      .flatMap((invalidation) => invalidation.paths);
    const all = [...inProgress, ...paths];
    const wildcards = all.filter((path) => path.endsWith("*")).length;
    if (wildcards > maxWildcards)
      throw new AwsError(
        "TooManyInvalidationsInProgress",
        "Processing your request will cause you to exceed the maximum number of in-progress wildcard invalidations.",
      );
    if (all.length - wildcards > maxPaths)
      throw new AwsError(
        "TooManyInvalidationsInProgress",
        "Processing your request will cause you to exceed the maximum number of in-progress invalidations.",
      );
  }

  invalidation(distribution: string, id: string): Invalidation {
    const found = this.invalidations(distribution).find((candidate) => candidate.id === id);
    if (!found) throw new AwsError("NoSuchInvalidation", "The specified invalidation does not exist.");
    return found;
  }

  /** Newest first. */
  invalidations(distribution: string): Invalidation[] {
    this.get(distribution);
    return this.#invalidations.filter((candidate) => candidate.distribution === distribution).reverse();
  }
}
