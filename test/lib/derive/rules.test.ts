import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { events } from "../../../handlers/index.ts";
import { matches } from "../../../sandbox/template.ts";

interface Rule {
  readonly Type: string;
  readonly Properties: {
    readonly EventPattern?: { readonly source: string[]; readonly "detail-type": string[] };
  };
}

it("The rules of serverless.yml let through just the events that a handler is there for", async () => {
  const text = await readFile(new URL("../../../serverless.yml", import.meta.url), "utf8");
  const { resources } = parse(text, { logLevel: "silent" }) as {
    resources: { Resources: Record<string, Rule> };
  };
  const heard = Object.values(resources.Resources)
    .filter(({ Type }) => Type === "AWS::Events::Rule")
    .flatMap(({ Properties: { EventPattern: pattern } }) =>
      (pattern?.source ?? []).flatMap((source) =>
        pattern?.["detail-type"].map((type) => `${source}: ${type}`),
      ),
    );
  const handled = events.flatMap(({ source, types }) => types.map((type) => `${source}: ${type}`));
  expect(heard.sort()).toEqual(handled.sort());
});

it("The rules of deploy/forwarder.yml let through the same, of their own account only, and send it to Nightshift's bus", async () => {
  const patterns = async (file: string, read: (content: never) => Record<string, Rule>) => {
    const text = await readFile(new URL(`../../../${file}`, import.meta.url), "utf8");
    const rules = Object.values(read(parse(text, { logLevel: "silent" }) as never));
    return rules.filter(({ Type }) => Type === "AWS::Events::Rule").map(({ Properties }) => Properties);
  };
  type Content = { resources: { Resources: Record<string, Rule> }; Resources: Record<string, Rule> };
  const hub = await patterns("serverless.yml", ({ resources }: Content) => resources.Resources);
  const forwarder = await patterns("deploy/forwarder.yml", ({ Resources }: Content) => Resources);
  const heard = (rules: typeof hub) =>
    rules.flatMap(({ EventPattern: { source, "detail-type": types } = { source: [], "detail-type": [] } }) =>
      source.flatMap((one) => types.map((type) => `${one}: ${type}`)),
    );
  expect(heard(forwarder).sort()).toEqual(heard(hub).sort());
  for (const rule of forwarder) {
    expect(rule).toMatchObject({
      EventPattern: { account: [{ Ref: "AWS::AccountId" }] },
      Targets: [
        {
          // biome-ignore lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation
          Arn: { "Fn::Sub": "arn:${AWS::Partition}:events:${HubRegion}:${HubAccount}:event-bus/default" },
          RoleArn: { "Fn::GetAtt": ["ForwardRole", "Arn"] },
          DeadLetterConfig: { Arn: { "Fn::GetAtt": ["DeadLetters", "Arn"] } },
        },
      ],
    });
  }
  // What was forwarded to that account is not sent on.
  const [pattern] = await patterns("deploy/forwarder.yml", ({ Resources }: Content) => Resources);
  const own = { ...pattern?.EventPattern, account: ["210987654321"] };
  const event = { source: "aws.codepipeline", "detail-type": heard(forwarder)[0]?.split(": ")[1] };
  expect(matches(own, { ...event, account: "210987654321" })).toBe(true);
  expect(matches(own, { ...event, account: "333333333333" })).toBe(false);
});
