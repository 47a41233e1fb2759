import * as v from "valibot";
import { severities } from "../alerts/routing.ts";
import { languages } from "../i18n/catalog.ts";
import { roles } from "../pure/roles.ts";
import { weekdays } from "../pure/weekdays.ts";

const text = (form: RegExp, expected: string) => v.pipe(v.string(), v.regex(form, expected));

const described = <Schema extends v.GenericSchema>(schema: Schema, what: string) => v.pipe(schema, v.description(what));

const optional = <Schema extends v.GenericSchema>(schema: Schema, what: string) => v.optional(described(schema, what));

const id = (letters: string, what: string) =>
  text(new RegExp(`^[${letters}][A-Z0-9]{2,20}$`), `${what}, such as ${letters[0]}0123ABCDEF`);

const minutes = (least: number, expected: string) =>
  v.pipe(v.number(), v.integer("whole minutes"), v.minValue(least, expected), v.maxValue(240, "at most 240"));

const channel = described(
  text(
    /^([CG][A-Z0-9]{2,20}|#[^\s#]{1,80})$/u,
    "a channel: its name with # (in quotes) or its id, such as C0123ABCDEF",
  ),
  "A Slack channel: its name with # (in quotes, since YAML takes # for a comment), or its id.",
);

/** Subcommands of /deploy, which cannot be names of environments. */
const reserved = ["status", "stop", "help"];

const environmentName = v.pipe(
  text(/^[a-z0-9][a-z0-9_-]{0,39}$/, "a short name in lower-case letters, digits, - and _"),
  v.check((name) => !reserved.includes(name), `a name other than ${reserved.join(", ")}: they are commands`),
);

const pipelineName = text(/^[A-Za-z0-9.@_-]{1,100}$/, "a CodePipeline name: letters, digits and . @ _ -");

/** An IAM role's ARN, which ends in its name. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const roleArn = text(
  /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/nightshift[\w+=,.@-]{0,54}$/,
  "the ARN of a role whose name begins with nightshift, such as arn:aws:iam::123456789012:role/nightshift",
);

const account = v.pipe(
  v.strictObject({
    role: optional(roleArn, "The role in that account that Nightshift takes on."),
    externalId: optional(
      text(/^[\w+=,.@:/-]{2,1224}$/, "an external id: 2 or more letters, digits and _ + = , . @ : / -"),
      "What the role's trust policy asks for as sts:ExternalId.",
    ),
    region: optional(
      text(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region, such as ap-northeast-2"),
      "The region; that of Nightshift when nothing is said.",
    ),
  }),
  v.check(({ role, region }) => role !== undefined || region !== undefined, "a role, a region, or both"),
  v.check(({ role, externalId }) => role !== undefined || externalId === undefined, "a role for the externalId"),
  v.description("Where it is, when that is another account or region than Nightshift's own."),
);

const environment = v.strictObject({
  pipeline: described(pipelineName, "The CodePipeline pipeline that deploys this environment."),
  channel: described(channel, "Where its deployments are told."),
  tag: optional(
    text(/^[^=\s]{1,128}=[^=]{1,256}$/, "a tag and its value, such as env=staging"),
    "Which instances and databases are its own; env=<its name> when nothing is said.",
  ),
  names: optional(
    v.array(text(/^\S{1,255}$/u, "a name, in which * stands for anything, such as web-staging-*")),
    "What else belongs to it, by name, in which * stands for anything: stacks, Beanstalk environments and applications, ECS services and clusters, CodeBuild projects, CodeDeploy applications, Auto Scaling groups, target groups, alarms. Their alerts are routed by it, where tags do not say it.",
  ),
  protection: v.optional(
    described(
      v.picklist(["none", "confirm", "approval"], "none, confirm or approval"),
      "confirm: whoever changes it is asked once more, with a button; approval: a second person must say yes.",
    ),
    "none",
  ),
  account: v.optional(account),
});

const site = v.strictObject({
  distribution: described(
    text(/^E[A-Z0-9]{5,30}$/, "a CloudFront distribution id, such as E1ABCDEFGHIJKL"),
    "The CloudFront distribution that serves it.",
  ),
  channel: described(channel, "Where its invalidations are told."),
  account: v.optional(account),
});

const clockTime = text(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day in quotes, such as "09:00"');

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
    start: optional(clockTime, "When what is tagged for it is started; never when left out."),
    stop: optional(clockTime, "When it is stopped; never when left out."),
    timeZone: described(timeZone, "In which its times are read."),
    channel: described(channel, "Where the notice and the summary are told."),
    noticeMinutes: v.optional(
      described(minutes(0, "0 or more"), "How long before a stop it is announced, with buttons to put it off."),
      15,
    ),
    holidays: v.optional(
      described(
        v.array(text(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date in quotes, such as "2026-12-25"')),
        "Days on which it does not start.",
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
  channel: described(channel, "Where alerts go that no route sends elsewhere."),
  routes: v.optional(
    described(
      v.array(
        v.strictObject({
          when: v.strictObject({
            source: v.optional(v.string()),
            type: v.optional(v.string()),
            environment: v.optional(environmentName),
            account: v.optional(text(/^\d{12}$/, "twelve digits, in quotes")),
            tag: v.optional(text(/^[^=]+=.*$/, "a tag and its value, such as team=web")),
            severity: v.optional(severity),
          }),
          channel,
        }),
      ),
      "Which alerts go elsewhere: the first route of which everything holds. severity means this one or higher; a * at the end of source or type stands for anything.",
    ),
    [],
  ),
  floors: v.optional(
    described(
      v.record(channel, severity),
      "For each channel the lowest severity that is posted there; the rest is in the history only.",
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
  escalation: optional(
    v.strictObject({
      afterMinutes: minutes(1, "at least 1"),
      to: described(
        text(/^[UWS][A-Z0-9]{2,20}$/, "a Slack user or user group, such as U0123ABCDEF"),
        "The person or user group on call.",
      ),
    }),
    "Who is pinged when nobody has acknowledged an alert of high severity by then; after as long again, the whole channel.",
  ),
});

const grant = v.pipe(
  v.strictObject({
    user: optional(id("UW", "a Slack user id"), "A Slack user's id."),
    group: optional(id("S", "a Slack user group id"), "A Slack user group's id."),
    team: optional(
      id("TE", "a Slack team id"),
      "The workspace of a person from another company, in a channel that is shared with them.",
    ),
    roles: v.pipe(
      v.array(v.picklist(roles, `one of ${roles.join(", ")}`)),
      v.minLength(1, "at least one role"),
      v.description(
        "What they may do: viewer looks, operator runs instances, deployer deploys, owner does everything.",
      ),
    ),
    environments: optional(v.array(environmentName), "Where the roles hold; everywhere when nothing is said."),
    channels: optional(v.array(channel), "From which Slack channels they may be used; from any when nothing is said."),
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
    described(timeZone, "In which /nightshift audit reads today and yesterday; UTC when left out."),
    "UTC",
  ),
});

const pathItem = (input: object, key: string | number): v.UnknownPathItem => {
  return { type: "unknown", origin: "value", input, key, value: Reflect.get(input, key) };
};

/** The schema of nightshift.yaml. */
export const configSchema = v.pipe(
  v.strictObject({
    slack: v.pipe(
      v.strictObject({
        team: described(id("TE", "a Slack team id"), "The workspace's id."),
        app: described(id("A", "a Slack app id"), "The app's id."),
      }),
      v.description("Commands from any other workspace or app are refused."),
    ),
    language: v.pipe(
      v.picklist(languages, languages.join(" or ")),
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
              path: [pathItem(dataset.value, name), pathItem(one, "pipeline")],
            });
          }
        }
      }),
    ),
    sites: v.optional(
      described(v.record(environmentName, site), "Web sites behind CloudFront, by the name that /cache takes."),
      {},
    ),
    schedules: v.optional(
      described(
        v.record(environmentName, schedule),
        "When instances and databases run that are tagged nightshift=<the schedule's name>.",
      ),
      {},
    ),
    audit: v.optional(described(audit, "How long it is kept who did what."), {}),
    people: described(v.array(grant), "Who may do what. Nobody named means nobody may do anything."),
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
            pathItem(dataset.value, "people"),
            pathItem(dataset.value.people, index),
            pathItem(person, "environments"),
            pathItem(person.environments ?? [], at),
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
