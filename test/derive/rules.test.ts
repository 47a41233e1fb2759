import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { events } from "../../handlers/index.ts";

interface Rule {
  readonly Type: string;
  readonly Properties: {
    readonly EventPattern?: { readonly source: string[]; readonly "detail-type": string[] };
  };
}

it("The rules of serverless.yml let through just the events that a handler is there for", async () => {
  const text = await readFile(new URL("../../serverless.yml", import.meta.url), "utf8");
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
