import * as v from "valibot";
import { roles } from "../core/roles.ts";
import { words } from "../words/languages.ts";

const id = (letters: string, what: string) =>
  v.pipe(
    v.string(),
    v.regex(new RegExp(`^[${letters}][A-Z0-9]{2,20}$`), `${what}, such as ${letters[0]}0123ABCDEF`),
  );

const channel = v.pipe(
  v.string(),
  v.regex(
    /^([CG][A-Z0-9]{2,20}|#[^\s#]{1,80})$/u,
    "a channel: its name with # (in quotes) or its id, such as C0123ABCDEF",
  ),
  v.description("A Slack channel: its name with # (in quotes, since YAML takes # for a comment), or its id."),
);

/** Words that mean something after /deploy and therefore cannot name an environment. */
const reserved = ["status", "help"];

const environmentName = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "a short name in lower-case letters, digits, - and _"),
  v.check(
    (name) => !reserved.includes(name),
    `a name other than ${reserved.join(" and ")}, which are commands`,
  ),
);

const pipelineName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9.@_-]{1,100}$/, "a CodePipeline name: letters, digits and . @ _ -"),
);

const environment = v.strictObject({
  pipeline: v.pipe(pipelineName, v.description("The CodePipeline pipeline that deploys this environment.")),
  channel: v.pipe(channel, v.description("Where its deployments are told.")),
  protection: v.optional(
    v.pipe(
      v.picklist(["none", "confirm"], "none or confirm"),
      v.description("confirm: whoever deploys is asked once more, with a button."),
    ),
    "none",
  ),
});

const grant = v.pipe(
  v.strictObject({
    user: v.optional(v.pipe(id("UW", "a Slack user id"), v.description("A Slack user's id."))),
    group: v.optional(v.pipe(id("S", "a Slack user group id"), v.description("A Slack user group's id."))),
    roles: v.pipe(
      v.array(v.picklist(roles, `one of ${roles.join(", ")}`)),
      v.minLength(1, "at least one role"),
      v.description(
        "What they may do: viewer looks, operator runs instances, deployer deploys, owner does everything.",
      ),
    ),
    environments: v.optional(
      v.pipe(
        v.array(environmentName),
        v.description("Where the roles hold; everywhere when nothing is said."),
      ),
    ),
  }),
  v.check(
    (one) => (one.user === undefined) !== (one.group === undefined),
    "either a user or a group, not both",
  ),
);

/** What a team operates: the shape of nightshift.yaml. */
export const configSchema = v.pipe(
  v.strictObject({
    slack: v.pipe(
      v.strictObject({
        team: v.pipe(id("TE", "a Slack team id"), v.description("The workspace's id.")),
        app: v.pipe(id("A", "a Slack app id"), v.description("The app's id.")),
      }),
      v.description("Commands from any other workspace or app are refused."),
    ),
    language: v.pipe(
      v.picklist(Object.keys(words) as (keyof typeof words)[], "en or ko"),
      v.description("The language of what is said in channels; each person is answered in their own."),
    ),
    alerts: v.strictObject({
      channel: v.pipe(channel, v.description("Where alerts go that no environment claims.")),
    }),
    environments: v.pipe(
      v.record(environmentName, environment),
      v.check((all) => Object.keys(all).length > 0, "at least one environment"),
      v.check((all) => {
        const pipelines = Object.values(all).map(({ pipeline }) => pipeline);
        return new Set(pipelines).size === pipelines.length;
      }, "a pipeline of its own for each environment"),
    ),
    people: v.pipe(
      v.array(grant),
      v.description("Who may do what. Nobody named means nobody may do anything."),
    ),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const known = Object.keys(dataset.value.environments);
    dataset.value.people.forEach((person, index) => {
      person.environments?.forEach((name, at) => {
        if (known.includes(name)) return;
        addIssue({
          message: `one of ${known.join(", ")}`,
          input: name,
          path: [
            {
              type: "object",
              origin: "value",
              input: dataset.value,
              key: "people",
              value: dataset.value.people,
            },
            { type: "array", origin: "value", input: dataset.value.people, key: index, value: person },
            {
              type: "object",
              origin: "value",
              input: person,
              key: "environments",
              value: person.environments,
            },
            { type: "array", origin: "value", input: person.environments ?? [], key: at, value: name },
          ],
        });
      });
    });
  }),
);

export type Config = v.InferOutput<typeof configSchema>;
export type Environment = Config["environments"][string];
