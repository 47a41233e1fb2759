import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
  GetInvalidationCommand,
  ListDistributionsCommand,
  ListInvalidationsCommand,
} from "@aws-sdk/client-cloudfront";
import { expect, it } from "vitest";
import { errorOf, openAws } from "./open.ts";

const DistributionId = "E1NIGHTSHIFT00";

async function openDistributions() {
  const opened = await openAws();
  const client = new CloudFrontClient(opened.config());
  const invalidate = (CallerReference: string, Items: string[]) =>
    client.send(
      new CreateInvalidationCommand({
        DistributionId,
        InvalidationBatch: { CallerReference, Paths: { Quantity: Items.length, Items } },
      }),
    );
  return { ...opened, client, invalidate };
}

it("completes an invalidation after a minute", async () => {
  const { client, invalidate, advance } = await openDistributions();
  const { Invalidation, Location } = await invalidate("r1", ["/*", "/한글?a=b&c"]);
  expect(Invalidation).toMatchObject({
    Status: "InProgress",
    InvalidationBatch: { CallerReference: "r1", Paths: { Items: ["/*", "/한글?a=b&c"] } },
  });
  expect(Location).toContain(Invalidation?.Id);
  const status = async () =>
    (await client.send(new GetInvalidationCommand({ DistributionId, Id: Invalidation?.Id }))).Invalidation
      ?.Status;
  await advance(59);
  expect(await status()).toBe("InProgress");
  await advance(1);
  expect(await status()).toBe("Completed");
});

it("takes the same reference with the same paths for the same invalidation, and refuses it with others", async () => {
  const { client, invalidate } = await openDistributions();
  const first = await invalidate("r1", ["/a"]);
  expect((await invalidate("r1", ["/a"])).Invalidation?.Id).toBe(first.Invalidation?.Id);
  expect((await errorOf(invalidate("r1", ["/b"]))).name).toBe("InvalidArgument");
  const { InvalidationList } = await client.send(new ListInvalidationsCommand({ DistributionId }));
  expect(InvalidationList?.Items).toHaveLength(1);
});

it("lists and describes distributions", async () => {
  const { client } = await openDistributions();
  const { DistributionList } = await client.send(new ListDistributionsCommand({}));
  expect(DistributionList?.Items).toMatchObject([
    { Id: DistributionId, Aliases: { Items: ["www.example.com"] } },
  ]);
  const { Distribution, ETag } = await client.send(new GetDistributionCommand({ Id: DistributionId }));
  expect(Distribution).toMatchObject({ Status: "Deployed", DistributionConfig: { Comment: "www" } });
  expect(ETag).toBeDefined();
});

it("answers for what is not there as CloudFront does", async () => {
  const { client } = await openDistributions();
  const distribution = await errorOf(client.send(new GetDistributionCommand({ Id: "nope" })));
  expect(distribution).toMatchObject({ name: "NoSuchDistribution", $metadata: { httpStatusCode: 404 } });
  const invalidation = await errorOf(client.send(new GetInvalidationCommand({ DistributionId, Id: "nope" })));
  expect(invalidation.name).toBe("NoSuchInvalidation");
});
