import * as v from "valibot";
import { severities } from "../alerts/routing.ts";
import { languages } from "../i18n/catalog.ts";
import { roles } from "../pure/roles.ts";
import { weekdays } from "../pure/weekdays.ts";

const id = (letters: string, what: string) =>
  v.pipe(v.string(), v.regex(new RegExp(`^[${letters}][A-Z0-9]{2,20}$`), `${what}, such as ${letters[0]}0123ABCDEF`));

const channel = v.pipe(
  v.string(),
  v.regex(
    /^([CG][A-Z0-9]{2,20}|#[^\s#]{1,80})$/u,
    "a channel: its name with # (in quotes) or its id, such as C0123ABCDEF",
  ),
  v.description("A Slack channel: its name with # (in quotes, since YAML takes # for a comment), or its id."),
);

/** Subcommands of /deploy, which cannot be names of environments. */
const reserved = ["status", "stop", "help"];

const environmentName = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "a short name in lower-case letters, digits, - and _"),
  v.check((name) => !reserved.includes(name), `a name other than ${reserved.join(", ")}: they are commands`),
);

const pipelineName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9.@_-]{1,100}$/, "a CodePipeline name: letters, digits and . @ _ -"),
);

/** An IAM role's ARN, which ends in its name. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const roleArn = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/nightshift[\w+=,.@-]{0,54}$/,
    "the ARN of a role whose name begins with nightshift, such as arn:aws:iam::123456789012:role/nightshift",
  ),
);

const account = v.pipe(
  v.strictObject({
    role: v.optional(v.pipe(roleArn, v.description("The role in that account that Nightshift takes on."))),
    externalId: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[\w+=,.@:/-]{2,1224}$/, "an external id: 2 or more letters, digits and _ + = , . @ : / -"),
        v.description("What the role's trust policy asks for as sts:ExternalId."),
      ),
    ),
    region: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region, such as ap-northeast-2"),
        v.description("The region; that of Nightshift when nothing is said."),
      ),
    ),
  }),
  v.check(({ role, region }) => role !== undefined || region !== undefined, "a role, a region, or both"),
  v.check(({ role, externalId }) => role !== undefined || externalId === undefined, "a role for the externalId"),
  v.description("Where it is, when that is another account or region than Nightshift's own."),
);

const environment = v.strictObject({
  pipeline: v.pipe(pipelineName, v.description("The CodePipeline pipeline that deploys this environment.")),
  channel: v.pipe(channel, v.description("Where its deployments are told.")),
  tag: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[^=\s]{1,128}=[^=]{1,256}$/, "a tag and its value, such as env=staging"),
      v.description("Which instances and databases are its own; env=<its name> when nothing is said."),
    ),
  ),
  names: v.optional(
    v.pipe(
      v.array(
        v.pipe(v.string(), v.regex(/^\S{1,255}$/u, "a name, in which * stands for anything, such as web-staging-*")),
      ),
      v.description(
        "What else belongs to it, by name, in which * stands for anything: stacks, Beanstalk environments and applications, ECS services and clusters, CodeBuild projects, CodeDeploy applications, Auto Scaling groups, target groups, alarms. Their alerts are routed by it, where tags do not say it.",
      ),
    ),
  ),
  protection: v.optional(
    v.pipe(
      v.picklist(["none", "confirm", "approval"], "none, confirm or approval"),
      v.description(
        "confirm: whoever changes it is asked once more, with a button; approval: a second person must say yes.",
      ),
    ),
    "none",
  ),
  account: v.optional(account),
});

const site = v.strictObject({
  distribution: v.pipe(
    v.string(),
    v.regex(/^E[A-Z0-9]{5,30}$/, "a CloudFront distribution id, such as E1ABCDEFGHIJKL"),
    v.description("The CloudFront distribution that serves it."),
  ),
  channel: v.pipe(channel, v.description("Where its invalidations are told.")),
  account: v.optional(account),
});

const clockTime = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day in quotes, such as "09:00"'));

const timeZone = v.pipe(
  v.string(),
  v.check((name) => {
    try {
      return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
    } catch {
      return false;
    }
  }, "a time zone, such as Asia/Seoul"),
);

const schedule = v.pipe(
  v.strictObject({
    days: v.pipe(
      v.array(v.picklist(weekdays, `one of ${weekdays.join(", ")}`)),
      v.minLength(1, "at least one day"),
      v.description("The days on which it starts, and at whose end it stops."),
    ),
    start: v.optional(v.pipe(clockTime, v.description("When what is tagged for it is started; never when left out."))),
    stop: v.optional(v.pipe(clockTime, v.description("When it is stopped; never when left out."))),
    timeZone: v.pipe(timeZone, v.description("In which its times are read.")),
    channel: v.pipe(channel, v.description("Where the notice and the summary are told.")),
    noticeMinutes: v.optional(
      v.pipe(
        v.number(),
        v.integer("whole minutes"),
        v.minValue(0, "0 or more"),
        v.maxValue(240, "at most 240"),
        v.description("How long before a stop it is announced, with buttons to put it off."),
      ),
      15,
    ),
    holidays: v.optional(
      v.pipe(
        v.array(
          v.pipe(
            v.string(),
            v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date in quotes, such as "2026-12-25"'),
          ),
        ),
        v.description("Days on which it does not start."),
      ),
      [],
    ),
    account: v.optional(account),
  }),
  v.check(({ start, stop }) => start !== undefined || stop !== undefined, "a start, a stop, or both"),
  v.check(({ start, stop }) => start !== stop, "a start and a stop that differ"),
);

const severity = v.picklist(severities, `one of ${severities.join(", ")}`);

const alerts = v.strictObject({
  channel: v.pipe(channel, v.description("Where alerts go that no route sends elsewhere.")),
  routes: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          when: v.strictObject({
            source: v.optional(v.string()),
            type: v.optional(v.string()),
            environment: v.optional(environmentName),
            account: v.optional(v.pipe(v.string(), v.regex(/^\d{12}$/, "twelve digits, in quotes"))),
            tag: v.optional(v.pipe(v.string(), v.regex(/^[^=]+=.*$/, "a tag and its value, such as team=web"))),
            severity: v.optional(severity),
          }),
          channel,
        }),
      ),
      v.description(
        "Which alerts go elsewhere: the first route of which everything holds. severity means this one or higher; a * at the end of source or type stands for anything.",
      ),
    ),
    [],
  ),
  floors: v.optional(
    v.pipe(
      v.record(channel, severity),
      v.description("For each channel the lowest severity that is posted there; the rest is in the history only."),
    ),
    {},
  ),
  quietHours: v.optional(
    v.pipe(
      v.strictObject({ from: clockTime, to: clockTime, timeZone }),
      v.check(({ from, to }) => from !== to, "a beginning and an end that differ"),
      v.description("When alerts of low severity wait for a digest at the end."),
    ),
  ),
  escalation: v.optional(
    v.pipe(
      v.strictObject({
        afterMinutes: v.pipe(
          v.number(),
          v.integer("whole minutes"),
          v.minValue(1, "at least 1"),
          v.maxValue(240, "at most 240"),
        ),
        to: v.pipe(
          v.string(),
          v.regex(/^[UWS][A-Z0-9]{2,20}$/, "a Slack user or user group, such as U0123ABCDEF"),
          v.description("The person or user group on call."),
        ),
      }),
      v.description(
        "Who is pinged when nobody has acknowledged an alert of high severity by then; after as long again, the whole channel.",
      ),
    ),
  ),
});

const grant = v.pipe(
  v.strictObject({
    user: v.optional(v.pipe(id("UW", "a Slack user id"), v.description("A Slack user's id."))),
    group: v.optional(v.pipe(id("S", "a Slack user group id"), v.description("A Slack user group's id."))),
    team: v.optional(
      v.pipe(
        id("TE", "a Slack team id"),
        v.description("The workspace of a person from another company, in a channel that is shared with them."),
      ),
    ),
    roles: v.pipe(
      v.array(v.picklist(roles, `one of ${roles.join(", ")}`)),
      v.minLength(1, "at least one role"),
      v.description(
        "What they may do: viewer looks, operator runs instances, deployer deploys, owner does everything.",
      ),
    ),
    environments: v.optional(
      v.pipe(v.array(environmentName), v.description("Where the roles hold; everywhere when nothing is said.")),
    ),
    channels: v.optional(
      v.pipe(
        v.array(channel),
        v.description("From which Slack channels they may be used; from any when nothing is said."),
      ),
    ),
  }),
  v.check((one) => (one.user === undefined) !== (one.group === undefined), "either a user or a group, not both"),
);

const days = (usual: number, what: string) =>
  v.optional(
    v.pipe(
      v.number(),
      v.integer("whole days"),
      v.minValue(1, "at least 1"),
      v.maxValue(3650, "at most 3650, which is ten years"),
      v.description(`For how many days ${what}.`),
    ),
    usual,
  );

const audit = v.strictObject({
  keepDays: v.optional(
    v.strictObject({
      changes: days(400, "what changed something, or tried to, is kept"),
      denials: days(400, "it is kept who was denied what"),
      looks: days(30, "it is kept who only looked"),
    }),
    {},
  ),
  timeZone: v.optional(
    v.pipe(timeZone, v.description("In which /nightshift audit reads today and yesterday; UTC when left out.")),
    "UTC",
  ),
});

/** The schema of nightshift.yaml. */
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
      v.picklist(languages, "en or ko"),
      v.description("The language of what is said in channels; each person is answered in their own."),
    ),
    alerts,
    environments: v.pipe(
      v.record(environmentName, environment),
      v.check((all) => Object.keys(all).length > 0, "at least one environment"),
      v.rawCheck(({ dataset, addIssue }) => {
        if (!dataset.typed) return;
        const owners = new Map<string, string>();
        for (const [name, one] of Object.entries(dataset.value)) {
          const { pipeline, account: { role = "", region = "" } = {} } = one;
          // The same name in another account or region is another pipeline.
          const id = [role.split(":")[4] ?? "", region, pipeline].join("/");
          const owner = owners.get(id);
          if (owner === undefined) owners.set(id, name);
          else {
            addIssue({
              message: `a pipeline of its own: this one is that of ${owner}`,
              input: pipeline,
              path: [
                { type: "object", origin: "value", input: dataset.value, key: name, value: one },
                { type: "object", origin: "value", input: { ...one }, key: "pipeline", value: pipeline },
              ],
            });
          }
        }
      }),
    ),
    sites: v.optional(
      v.pipe(
        v.record(environmentName, site),
        v.description("Web sites behind CloudFront, by the name that /cache takes."),
      ),
      {},
    ),
    schedules: v.optional(
      v.pipe(
        v.record(environmentName, schedule),
        v.description("When instances and databases run that are tagged nightshift=<the schedule's name>."),
      ),
      {},
    ),
    audit: v.optional(v.pipe(audit, v.description("How long it is kept who did what.")), {}),
    people: v.pipe(v.array(grant), v.description("Who may do what. Nobody named means nobody may do anything.")),
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
export type Site = Config["sites"][string];
export type Schedule = Config["schedules"][string];
export type Environment = Config["environments"][string];
