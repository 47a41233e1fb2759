import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetInvalidationCommand,
  ListDistributionsCommand,
  ListInvalidationsCommand,
} from "@aws-sdk/client-cloudfront";
import { AwsError } from "../aws-error.ts";
import { page } from "../state/cloud.ts";
import type { Distribution, Distributions, Invalidation } from "../state/invalidations.ts";
import { Service } from "../wire/service.ts";

/** Amazon CloudFront. https://docs.aws.amazon.com/cloudfront/latest/APIReference/ */
export function cloudfront(distributions: Distributions) {
  return new Service(new CloudFrontClient({ region: "us-east-1" }))
    .on(ListDistributionsCommand, (input) => {
      const max = Number(input.MaxItems ?? 100);
      const { items, nextToken } = page(distributions.all(), input.Marker, max);
      return {
        DistributionList: {
          Marker: input.Marker ?? "",
          NextMarker: nextToken,
          MaxItems: max,
          IsTruncated: nextToken !== undefined,
          Quantity: items.length,
          Items: items.map(summarise),
        },
      };
    })
    .on(GetDistributionCommand, (input) => {
      const distribution = distributions.get(input.Id);
      const { id, arn, domain, modifiedAt } = distribution;
      return {
        ETag: `E${id.slice(1)}ETAG`,
        Distribution: {
          Id: id,
          ARN: arn,
          Status: "Deployed",
          LastModifiedTime: modifiedAt,
          InProgressInvalidationBatches: distributions.invalidations(id).filter(({ status }) => status === "InProgress")
            .length,
          DomainName: domain,
          DistributionConfig: { CallerReference: id, ...settings(distribution) },
        },
      };
    })
    .on(CreateInvalidationCommand, (input) => {
      const { CallerReference = "", Paths } = input.InvalidationBatch;
      const paths = Paths?.Items ?? [];
      if (Paths?.Quantity !== paths.length)
        throw new AwsError("InconsistentQuantities", "The value of Quantity and the size of Items don't match.");
      const invalidation = distributions.invalidate(input.DistributionId, paths, CallerReference);
      return {
        Location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${input.DistributionId}/invalidation/${invalidation.id}`,
        Invalidation: describe(invalidation),
      };
    })
    .on(GetInvalidationCommand, (input) => ({
      Invalidation: describe(distributions.invalidation(input.DistributionId, input.Id)),
    }))
    .on(ListInvalidationsCommand, (input) => {
      const max = input.MaxItems ?? 100;
      const { items, nextToken } = page(distributions.invalidations(input.DistributionId), input.Marker, max);
      return {
        InvalidationList: {
          Marker: input.Marker ?? "",
          NextMarker: nextToken,
          MaxItems: max,
          IsTruncated: nextToken !== undefined,
          Quantity: items.length,
          Items: items.map(({ id, createdAt, status }) => ({
            Id: id,
            CreateTime: createdAt,
            Status: status,
          })),
        },
      };
    });
}

function settings({ domain, alias, comment }: Distribution) {
  return {
    Aliases: { Quantity: 1, Items: [alias] },
    Origins: { Quantity: 1, Items: [{ Id: "origin", DomainName: `origin.${domain}` }] },
    DefaultCacheBehavior: { TargetOriginId: "origin", ViewerProtocolPolicy: "redirect-to-https" as const },
    CacheBehaviors: { Quantity: 0 },
    CustomErrorResponses: { Quantity: 0 },
    Comment: comment,
    PriceClass: "PriceClass_All" as const,
    Enabled: true,
    ViewerCertificate: { CloudFrontDefaultCertificate: false },
    Restrictions: { GeoRestriction: { RestrictionType: "none" as const, Quantity: 0 } },
    WebACLId: "",
    HttpVersion: "http2" as const,
    IsIPV6Enabled: true,
    Staging: false,
  };
}

function summarise(distribution: Distribution) {
  return {
    Id: distribution.id,
    ARN: distribution.arn,
    Status: "Deployed",
    LastModifiedTime: distribution.modifiedAt,
    DomainName: distribution.domain,
    ...settings(distribution),
  };
}

function describe({ id, createdAt, status, paths, callerReference }: Invalidation) {
  return {
    Id: id,
    Status: status,
    CreateTime: createdAt,
    InvalidationBatch: {
      Paths: { Quantity: paths.length, Items: [...paths] },
      CallerReference: callerReference,
    },
  };
}
