import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answersTo, buttonsOf, callsOf, openStage, pass, playOut, postedIn } from "../stage.ts";

const config = readFileSync(new URL("../../sandbox/nightshift.yaml", import.meta.url), "utf8");

const permalink = /https:\/\/acme-web\.slack\.com\/archives\/C0DEPLOYS\/p\d+/;

interface Created {
  readonly DistributionId: string;
  readonly InvalidationBatch: {
    readonly CallerReference: string;
    readonly Paths: { readonly Quantity: number; readonly Items: readonly string[] };
  };
}

/** What CloudFront was asked to invalidate. */
function created(source: Parameters<typeof callsOf>[0]): readonly Created[] {
  return callsOf(source, "CreateInvalidation").map((call) => (call as unknown as { readonly input: Created }).input);
}

// The helpers of the stage leave the asterisks out of what is read, since they make words bold.

describe("/cache invalidate", () => {
  it("is one message: what, who and which paths, then that it is done and how long it took", async () => {
    const stage = await openStage();
    await stage.run({ say: "/cache invalidate www /index.html /images/*" });
    expect(stage.messages()).toHavePosted("#deploys", [
      /Invalidating the cache of www[\s\S]*Paths: `\/index\.html`, `\/images\/`\nRequested by: <@U0OPERATOR>/,
    ]);
    expect(stage.messages()).toHaveAnswered("operator", []);
    await stage.run({ advance: "3m" });
    const [message] = postedIn(stage.messages(), "#deploys");
    expect(message?.text).toMatch(/Invalidated the cache of www[\s\S]*Took: about 1m/);
    expect(message?.text).not.toContain("a minute or two");
    expect(buttonsOf(message)).toEqual(["Open in AWS"]);
    expect(postedIn(stage.messages(), "#deploys")).toHaveLength(1);
    expect(created(stage)).toEqual([
      {
        DistributionId: "E1NIGHTSHIFT00",
        InvalidationBatch: {
          CallerReference: expect.stringMatching(/^[0-9a-f]{40}$/),
          Paths: { Quantity: 2, Items: ["/index.html", "/images/*"] },
        },
      },
    ]);
    // Nobody asks CloudFront again once it is done.
    const asked = callsOf(stage, "GetInvalidation").length;
    await stage.run({ advance: "10m" });
    expect(callsOf(stage, "GetInvalidation")).toHaveLength(asked);
  });

  it("without paths is about everything", async () => {
    const report = await playOut([{ say: "/cache invalidate WWW" }]);
    expect(created(report).map(({ InvalidationBatch }) => InvalidationBatch.Paths.Items)).toEqual([["/*"]]);
  });

  it("asks for each path once, and tells that /* is enough", async () => {
    const report = await playOut([
      { say: "/cache invalidate www /a /b /a" },
      { say: "/cache invalidate www /c /* /d", as: "owner" },
    ]);
    expect(created(report).map(({ InvalidationBatch }) => InvalidationBatch.Paths.Items)).toEqual([
      ["/a", "/b"],
      ["/*"],
    ]);
    expect(report).toHaveAnswered("operator", []);
    expect(report).toHaveAnswered("owner", [/being invalidated: .*\n`\/` is enough: it covers the 2 other/]);
  });

  it("shows the first few of many paths", async () => {
    const report = await playOut([{ say: "/cache invalidate www /1 /2 /3 /4 /5 /6 /7" }]);
    expect(report).toHavePosted("#deploys", [/`\/4`, `\/5` and 2 more/]);
  });

  it("said elsewhere answers with the way to the message, in the person's own language", async () => {
    const report = await playOut([{ say: "/cache invalidate www /a", in: "#dev", locale: "ko" }]);
    expect(report).toHavePosted("#deploys", ["Invalidating the cache of www"]);
    expect(report).toHaveAnswered("operator", ["www 캐시 무효화를 시작했습니다"]);
    expect(answersTo(report, "operator")[0]?.text).toMatch(permalink);
  });

  it("speaks the channel's language in the channel", async () => {
    const report = await playOut([{ say: "/cache invalidate www /a /b /c /d /e /f" }, { advance: "3m" }], {
      config: config.replace("language: en", "language: ko"),
    });
    expect(report).toHavePosted("#deploys", [/www 캐시 무효화 완료[\s\S]*외 1개[\s\S]*소요 시간: 약 1분/]);
  });
});

describe("the same once more", () => {
  it("joins what the person is invalidating already, and starts anew once that is done", async () => {
    const stage = await openStage();
    await stage.run({ say: "/cache invalidate www /a /b" }, { say: "/cache invalidate www /b /a" });
    expect(stage.messages()).toHaveAnswered("operator", [/nothing new was started: .*\nIf files have changed/]);
    expect(answersTo(stage.messages(), "operator")[0]?.text).toMatch(permalink);
    expect(created(stage)).toHaveLength(1);
    await stage.run({ advance: "3m" }, { say: "/cache invalidate www /a /b" });
    expect(created(stage)).toHaveLength(2);
    expect(postedIn(stage.messages(), "#deploys")).toHaveLength(2);
  });

  it("starts once when it is typed twice in one moment", async () => {
    const report = await playOut([
      { parallel: [{ say: "/cache invalidate www" }, { say: "/cache invalidate www" }] },
      { advance: "3m" },
    ]);
    expect(created(report)).toHaveLength(1);
    expect(report).toHavePosted("#deploys", ["Invalidated the cache of www"]);
  });

  it("is not the same with other paths, or from somebody else, whose files may be newer", async () => {
    const report = await playOut([
      { say: "/cache invalidate www /a" },
      { say: "/cache invalidate www /b" },
      { say: "/cache invalidate www /a", as: "owner" },
    ]);
    expect(new Set(created(report).map(({ InvalidationBatch }) => InvalidationBatch.CallerReference)).size).toBe(3);
  });
});

describe("bad input", () => {
  it.each([
    ["nothing", "/cache", /What should `\/cache` do\?\n`\/cache invalidate &lt;site&gt; \[paths…\]`/],
    ["a word of no command", "/cache www", /There is no command `\/cache www`[\s\S]*`\/cache invalidate &lt;site&gt;/],
    ["a misspelt word", "/cache invalidat www", /Did you mean `\/cache invalidate`\?/],
    ["no site", "/cache invalidate", /Which site\? Say `\/cache invalidate[\s\S]*Sites: `www`/],
    [
      "a misspelt site",
      "/cache invalidate wwww /a",
      /no site `wwww`[\s\S]*Did you mean `\/cache invalidate www \/a`\?[\s\S]*Sites: `www`/,
    ],
    ["paths in the site's place", "/cache invalidate /index.html", /no site `\/index\.html`[\s\S]*Sites: `www`/],
    ["a site of Object's", "/cache invalidate constructor", /no site `constructor`/],
    [
      "a path without a slash",
      "/cache invalidate www index.html",
      /must begin with a slash[\s\S]*Did you mean `\/cache invalidate www \/index\.html`\?/,
    ],
    [
      "quotes that a keyboard made",
      "/cache invalidate www “/my file”",
      /contains a space[\s\S]*`\/cache invalidate www \/my%20file`/,
    ],
    ["a wildcard in the middle", "/cache invalidate www /a/*/b", /only at the end/],
    [
      "a cry for attention",
      "/cache invalidate www <!channel>",
      /`&lt;!channel&gt;` contains characters that no path can have/,
    ],
    ["another one", "/cache invalidate www /<!channel>", /characters that no path can have[\s\S]*www \/!channel/],
    ["10,000 characters", `/cache invalidate www /${"a".repeat(10_000)}`, /longer than 4,000 characters/],
    [
      "too many wildcards",
      `/cache invalidate www ${Array.from({ length: 16 }, (_, i) => `/${i}/*`).join(" ")}`,
      /16 paths with `` are too many/,
    ],
    [
      "too many paths",
      `/cache invalidate www ${Array.from({ length: 3001 }, (_, i) => `/${i}`).join(" ")}`,
      /3,001 paths are too many/,
    ],
  ])("with %s is told what is wrong and what to type, and AWS hears nothing", async (_why, say, answer) => {
    const report = await playOut([{ say }]);
    expect(report).toHaveAnswered("operator", [answer]);
    expect(report).toHavePosted("#deploys", []);
    expect(report.calls.filter(({ service }) => service === "cloudfront")).toEqual([]);
  });

  it("is read through wide spaces and letters", async () => {
    const report = await playOut([{ say: "/cache　invalidate　ｗｗｗ　／ａ" }]);
    expect(created(report).map(({ InvalidationBatch }) => InvalidationBatch.Paths.Items)).toEqual([["/a"]]);
  });

  it("tells where sites are configured when there are none", async () => {
    const none = config.replace(/^sites:\n(?: .*\n)+/m, "");
    const report = await playOut([{ say: "/cache invalidate www" }], { config: none });
    expect(report).toHaveAnswered("operator", [/Add them under sites in nightshift\.yaml/]);
  });
});

describe("who may", () => {
  it("refuses a viewer", async () => {
    const report = await playOut([{ say: "/cache invalidate www", as: "viewer" }]);
    expect(report).toHaveAnswered("viewer", [/needs the role `deployer`/]);
    expect(created(report)).toEqual([]);
  });

  it("refuses a deployer of one environment, since a site belongs to none", async () => {
    const dev = config.replace("roles: [operator, deployer]", "roles: [deployer]\n    environments: [dev]");
    const report = await playOut([{ say: "/cache invalidate www" }], { config: dev });
    expect(report).toHaveAnswered("operator", [/needs the role `deployer` everywhere/]);
    expect(created(report)).toEqual([]);
  });
});

describe("when AWS says no", () => {
  it.each([
    ["TooManyInvalidationsInProgress", 400, /busy with too many invalidations of www[\s\S]*Try again in a few minutes/],
    ["NoSuchDistribution", 404, /`E1NIGHTSHIFT00` of www does not exist in AWS\. Check it in nightshift\.yaml/],
    ["AccessDenied", 403, /no permission for `cloudfront:CreateInvalidation`/],
  ])("%s is told in words, and the next try is not held up", async (error, status, answer) => {
    const stage = await openStage();
    stage.sandbox.aws.fault({
      service: "cloudfront",
      operation: "CreateInvalidation",
      error,
      status,
      times: 1,
    });
    await stage.run({ say: "/cache invalidate www /a" });
    expect(stage.messages()).toHaveAnswered("operator", [answer]);
    expect(stage.messages()).toHavePosted("#deploys", []);
    await stage.run({ say: "/cache invalidate www /a" });
    expect(stage.messages()).toHavePosted("#deploys", ["Invalidating the cache of www"]);
  });

  it("asks again with the same reference when CloudFront did not answer", async () => {
    const stage = await openStage();
    stage.sandbox.aws.fault({ service: "cloudfront", error: "ServiceUnavailable", status: 503, times: 3 });
    await stage.run({ say: "/cache invalidate www /a" });
    await pass(stage, "10m");
    const references = created(stage).map(({ InvalidationBatch }) => InvalidationBatch.CallerReference);
    expect(references.length).toBeGreaterThan(1);
    expect(new Set(references).size).toBe(1);
    expect(stage.messages()).toHavePosted("#deploys", ["Invalidated the cache of www"]);
  });

  it("goes on looking after a look that failed", async () => {
    const stage = await openStage();
    await stage.run({ say: "/cache invalidate www" });
    stage.sandbox.aws.fault({ operation: "GetInvalidation", error: "Throttling", status: 400, times: 6 });
    await pass(stage, "10m");
    expect(stage.messages()).toHavePosted("#deploys", [/Invalidated the cache of www[\s\S]*Took: about [2-9]m/]);
  });

  it("says so when it cannot be looked up, and stops", async () => {
    const stage = await openStage();
    await stage.run({ say: "/cache invalidate www" });
    stage.sandbox.aws.fault({ operation: "GetInvalidation", error: "AccessDenied", status: 403, times: 100 });
    await pass(stage, "10m");
    expect(stage.messages()).toHavePosted("#deploys", [
      /cannot be looked up[\s\S]*no permission for `cloudfront:GetInvalidation`/,
    ]);
    expect(callsOf(stage, "GetInvalidation")).toHaveLength(1);
  });

  it("says so when it takes more than 30 minutes, and stops looking", async () => {
    const stage = await openStage();
    await stage.run({ say: "/cache invalidate www" });
    stage.sandbox.aws.fault({
      operation: "GetInvalidation",
      error: "ServiceUnavailable",
      status: 503,
      times: 10_000,
    });
    await pass(stage, "29m");
    expect(stage.messages()).toHavePosted("#deploys", ["Invalidating the cache of www"]);
    await pass(stage, "2m");
    expect(stage.messages()).toHavePosted("#deploys", [
      /still being invalidated after 30 minutes[\s\S]*Nightshift has stopped looking\. The console/,
    ]);
    const asked = callsOf(stage, "GetInvalidation").length;
    await pass(stage, "10m");
    expect(callsOf(stage, "GetInvalidation")).toHaveLength(asked);
  });
});
