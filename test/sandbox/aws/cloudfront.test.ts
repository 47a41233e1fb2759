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
    (await client.send(new GetInvalidationCommand({ DistributionId, Id: Invalidation?.Id }))).Invalidation?.Status;
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

const files = (from: number, count: number) => Array.from({ length: count }, (_, index) => `/${from + index}.html`);
const wildcards = (from: number, count: number) => files(from, count).map((path) => `${path}*`);

it.each([
  [
    "more than 3,000 files",
    [files(0, 2_000), files(2_000, 1_000)],
    files(5_000, 1),
    wildcards(0, 15),
    "Processing your request will cause you to exceed the maximum number of in-progress invalidations.",
  ],
  [
    "more than 15 wildcards",
    [wildcards(0, 10), wildcards(10, 5)],
    wildcards(20, 1),
    files(0, 3_000),
    "Processing your request will cause you to exceed the maximum number of in-progress wildcard invalidations.",
  ],
])("refuses %s in progress, but not what the other quota has room for", async (_what, fit, excess, other, message) => {
  const { invalidate, advance } = await openDistributions();
  for (const [index, paths] of fit.entries()) await invalidate(`r${index}`, paths);
  expect(await errorOf(invalidate("excess", excess))).toMatchObject({
    name: "TooManyInvalidationsInProgress",
    message,
  });
  await invalidate("other", other);
  await advance(60);
  await invalidate("excess", excess);
});

it("lists and describes distributions", async () => {
  const { client } = await openDistributions();
  const { DistributionList } = await client.send(new ListDistributionsCommand({}));
  expect(DistributionList?.Items).toMatchObject([
    {
      Id: DistributionId,
      Aliases: { Quantity: 1, Items: ["www.example.com"] },
      Comment: "www",
      DomainName: "d111111abcdef8.cloudfront.net",
    },
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
