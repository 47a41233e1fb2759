import { CloudFrontClient, GetDistributionCommand } from "@aws-sdk/client-cloudfront";
import { defineCheck, right, unsure, wrong } from "../check.ts";
import { settingsAt } from "../elsewhere.ts";
import { awsErrorName, isDenied } from "../failure.ts";

/** Every site's distribution is in CloudFront. */
export const sites = defineCheck({
  title: (words) => words["sites.title"],
  needs: ["config", "account"],
  async *look({ config }, { words, aws }) {
    const all = Object.entries(config.sites);
    if (all.length === 0) yield right(words["sites.none"]);
    for (const [site, { distribution, account: place }] of all) {
      try {
        const cloudFront = new CloudFrontClient(await settingsAt(aws, place));
        const answer = await cloudFront.send(new GetDistributionCommand({ Id: distribution }));
        const { DomainName, DistributionConfig } = answer.Distribution ?? {};
        const address = DistributionConfig?.Aliases?.Items?.join(", ") || (DomainName ?? "?");
        if (DistributionConfig?.Enabled === false) {
          yield unsure(words["site.disabled"]({ site, distribution }), words["site.disabled.remedy"]);
        } else yield right(words["site.known"]({ site, distribution, address }));
      } catch (error) {
        if (isDenied(error)) {
          yield unsure(words["site.hidden"]({ site, distribution }), words["aws.denied.remedy"]);
          continue;
        }
        if (awsErrorName(error) !== "NoSuchDistribution") throw error;
        yield wrong(words["site.missing"]({ site, distribution }), words["site.missing.remedy"]({ site }));
      }
    }
  },
});
