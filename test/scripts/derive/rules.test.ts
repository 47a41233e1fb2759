import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { events } from "../../../handlers/index.ts";
import { defineEvent } from "../../../lib/app/define.ts";
import { isObject } from "../../../lib/pure/json.ts";
import { matches, type Pattern, readPatterns, readTemplate } from "../../../sandbox/template.ts";
import { readCorpus } from "../../../scripts/corpus.ts";
import { deriveForwarder } from "../../../scripts/derive/accounts.ts";
import { deriveRules } from "../../../scripts/derive/rules.ts";

interface Rule {
  readonly Type: string;
  readonly Properties: { readonly EventPattern: Pattern; readonly Targets: readonly object[] };
}

const rulesIn = (template: unknown): [string, Rule["Properties"]][] =>
  Object.entries((template as { Resources: Record<string, Rule> }).Resources).flatMap(([id, { Type, Properties }]) =>
    Type === "AWS::Events::Rule" ? [[id, Properties] as const] : [],
  ) as [string, Rule["Properties"]][];

const root = new URL("../../../", import.meta.url).pathname;
const hub = readTemplate(`${root}serverless.yml`).rules;
const account = "210987654321";
const forwarder = readPatterns(`${root}deploy/forwarder.yml`, account);

/** What stands in the corpus as EventBridge delivers it; some are of SNS, or nobody's. */
const delivered = readCorpus().flatMap(({ name, events: written }) =>
  written.filter((event) => isObject(event.detail)).map((event) => ({ name, event })),
);
const isHandled = (event: { readonly source?: unknown; readonly "detail-type"?: unknown }) =>
  events.some(({ source, types }) => source === event.source && types.includes(String(event["detail-type"])));

it("What a handler is there for matches one rule, and what none is there for matches none", () => {
  const [handled, others] = [
    delivered.filter(({ event }) => isHandled(event)),
    delivered.filter(({ event }) => !isHandled(event)),
  ];
  expect(handled.length).toBeGreaterThan(100);
  expect(others.length).toBeGreaterThan(0);
  const count = (event: unknown) => hub.filter(({ pattern }) => matches(pattern, event)).length;
  expect(handled.filter(({ event }) => count(event) !== 1).map(({ name }) => name)).toEqual([]);
  expect(others.filter(({ event }) => count(event) !== 0).map(({ name }) => name)).toEqual([]);
  // The corpus has no instance of some types.
  for (const { source, types, only } of events) {
    for (const type of types.filter((one) => !only?.[one])) {
      expect(count({ source, "detail-type": type }), type).toBe(1);
    }
  }
});

it.each([
  ["aws.codebuild", "CodeBuild Build State Change", { "build-status": "FAILED" }, { "build-status": "IN_PROGRESS" }],
  [
    "aws.cloudformation",
    "CloudFormation Resource Status Change",
    { "status-details": { status: "CREATE_FAILED" } },
    { "status-details": { status: "CREATE_COMPLETE" } },
  ],
  ["aws.ecs", "ECS Task State Change", { lastStatus: "STOPPED" }, { lastStatus: "RUNNING" }],
  ["aws.cloudwatch", "CloudWatch Alarm Configuration Change", { operation: "delete" }, { operation: "create" }],
])("Of %s %s only some are asked for", (source, type, wanted, unwanted) => {
  const isHeard = (detail: object) =>
    hub.some(({ pattern }) => matches(pattern, { source, "detail-type": type, detail }));
  expect(isHeard(wanted)).toBe(true);
  expect(isHeard(unwanted)).toBe(false);
});

it("Another account forwards what is its own and a handler is there for, to Nightshift's bus", () => {
  for (const { name, event } of delivered) {
    const isForwarded = (from: string) => forwarder.some((pattern) => matches(pattern, { ...event, account: from }));
    expect(isForwarded(account), name).toBe(isHandled(event));
    // What was forwarded to that account is not sent on.
    expect(isForwarded("333333333333"), name).toBe(false);
  }
  for (const [, { Targets }] of rulesIn(parse(readFileSync(`${root}deploy/forwarder.yml`, "utf8")))) {
    expect(Targets).toMatchObject([
      {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: placeholders of CloudFormation
        Arn: { "Fn::Sub": "arn:${AWS::Partition}:events:${HubRegion}:${HubAccount}:event-bus/default" },
        RoleArn: { "Fn::GetAtt": ["ForwardRole", "Arn"] },
        DeadLetterConfig: { Arn: { "Fn::GetAtt": ["DeadLetters", "Arn"] } },
      },
    ]);
  }
});

it("The order of the definitions changes nothing, and a new source changes no rule that is deployed", () => {
  const turned = [...events].reverse();
  expect(JSON.stringify(deriveRules(turned))).toBe(JSON.stringify(deriveRules(events)));
  expect(deriveForwarder(turned)).toBe(deriveForwarder(events));

  const crawler = defineEvent({
    name: "crawler",
    source: "aws.glue",
    types: ["Glue Crawler State Change"],
    uses: [],
    run: async () => "quiet" as const,
  });
  for (const rules of [
    (all: typeof events) => rulesIn(deriveRules(all)),
    (all: typeof events) => rulesIn(parse(deriveForwarder(all))),
  ]) {
    const [before, after] = [rules(events), rules([crawler, ...events])];
    const added = after.filter(([id]) => !before.some(([known]) => known === id));
    expect(added).toMatchObject([["GlueRule", { EventPattern: { source: ["aws.glue"] } }]]);
    expect(after.filter(([id]) => id !== "GlueRule")).toEqual(before);
  }
});
