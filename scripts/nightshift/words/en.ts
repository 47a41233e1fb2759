import { optionalScopeReasons, scopeReasons } from "../../derive/manifest.ts";

/** Every phrase of the commands init, manifest and doctor, in English. */
export const en = {
  scopes: { ...scopeReasons, ...optionalScopeReasons },

  usage: `Usage: npm run -s nightshift -- <command> [options]

  init       asks what you operate and writes nightshift.yaml and slack-manifest.json
  manifest   prints the Slack app's manifest, with the address of your deployment in it
  doctor     checks an installation: configuration, AWS, Slack; exits with 1 when something is wrong

  --language en|ko     the language of all this; by default the terminal's
  --config FILE        another file than nightshift.yaml

init: what is given is not asked; answers can also be piped, one a line.
  --request-url URL    the stack's output SlackRequestUrl, once it is deployed
  --team T…  --app A…  the ids of the Slack workspace and app
  --alerts-channel "#alerts"  --deploys-channel "#deploys"
  --environment NAME=PIPELINE    once for each
  --protect NAME       an environment that asks before it deploys; once for each
  --site NAME=DISTRIBUTION       a site behind CloudFront; once for each
  --office-hours 09:00-22:00     when what is tagged nightshift=office-hours runs, Monday to Friday
  --time-zone Asia/Seoul
  --owner U…           who may do everything: a user or (S…) a user group; once for each
  --manifest FILE      another file than slack-manifest.json
  --yes                takes the default of whatever is not given
  --overwrite          replaces files that are there

manifest and doctor: the AWS credentials are those of your terminal.
  --profile NAME  --region REGION  --stage STAGE
  --request-url URL    (manifest) instead of looking for it in the stack`,
  "usage.command": ({ command, meant }: { command: string; meant: string | undefined }) =>
    `There is no command ${command}.${meant ? ` Did you mean ${meant}?` : ""}`,
  "usage.flag": ({ flag, hint }: { flag: string; hint: string }) => `--${flag}: ${hint}`,

  // init
  "init.welcome": "This writes nightshift.yaml and the Slack app's manifest. Enter takes what stands in [brackets].",
  "init.overwrite": ({ files }: { files: string }) => `${files}: already there. Overwrite? (y/n)`,
  "init.kept": "Nothing was written.",
  "init.exists": ({ files }: { files: string }) =>
    `${files}: already there. Say --overwrite to replace, or --config and --manifest to write elsewhere.`,
  "init.ended": ({ question }: { question: string }) =>
    `The input ended before the question "${question}" was answered. nightshift.yaml was not written.`,
  "init.unanswered": ({ flag }: { flag: string }) => `--yes leaves this open, and it has no default: --${flag}`,
  "init.request-url": "The stack's output SlackRequestUrl (empty when it is not deployed yet)",
  "init.request-url.hint": "an address such as https://abc123.execute-api.ap-northeast-2.amazonaws.com/slack/events",
  "init.scopes": "The Slack app asks for these permissions, and no other:",
  "init.scopes.optional": "(optional)",
  "init.app.where":
    "Create the app now if you have none: https://api.slack.com/apps?new_app=1 → From a manifest → paste the file → Install.",
  "init.team": "Workspace id (T…; in the address app.slack.com/client/T…)",
  "init.team.hint": "a Slack team id, such as T0123ABCDEF",
  "init.app": "App id (A…; Basic Information → App ID)",
  "init.app.hint": "a Slack app id, such as A0123ABCDEF",
  "init.alerts": "Channel for alerts",
  "init.channel.hint": "a channel: #name, or for a private one its id, such as C0123ABCDEF",
  "init.environments": "Environments, with commas between them",
  "init.environments.hint": "short names in lower-case letters, digits, - and _; not status or help",
  "init.pipeline": ({ environment }: { environment: string }) => `CodePipeline pipeline that deploys ${environment}`,
  "init.pipeline.hint": "a pipeline's name; each environment has its own",
  "init.environment.hint": "NAME=PIPELINE, such as staging=web-staging, each pipeline once",
  "init.deploys": "Channel where deployments are told",
  "init.protected": "Environments that ask before they deploy (- for none)",
  "init.protected.hint": "names of the environments above",
  "init.sites": "Sites behind CloudFront, as name=distribution with commas between them (- for none)",
  "init.sites.hint": "NAME=DISTRIBUTION, such as www=E1ABCDEFGHIJKL",
  "init.hours": "When development machines run, Monday to Friday (- for always)",
  "init.hours.hint": "two times, such as 09:00-22:00",
  "init.zone": "Time zone",
  "init.zone.hint": "a time zone, such as Asia/Seoul",
  "init.owners": "Who may do everything: Slack user ids (U…) or user group ids (S…), with commas between them",
  "init.owners.hint":
    "ids such as U0123ABCDEF or S0123ABCDEF; a user's stands in their Slack profile under ⋮ → Copy member ID",
  "init.written": ({ file }: { file: string }) => `Wrote ${file}`,
  "init.next": `Next:
  1. Create the Slack app from the manifest, if you have not, and install it.
  2. Store its two secrets in Parameter Store.
  3. npx serverless deploy --param alarm-email=you@example.com
  4. npm run -s nightshift -- manifest   prints the manifest with the address of your deployment: paste it into the app
  5. npm run -s nightshift -- doctor
docs/install.md explains each step.`,

  // The comments in nightshift.yaml.
  "file.head": " What this team operates. docs/configuration.md describes each key. Deploy again after a change.",
  "file.slack": " Commands from any other workspace or app are refused.",
  "file.language": " What is said in channels; each person is answered in the language of their own Slack.",
  "file.alerts": " Where alerts go that no environment claims.",
  "file.environments":
    " What /deploy takes. Each has a pipeline of its own; protection: confirm asks before it deploys.\n tag: name=value says which instances and databases are its own; env=<its name> when left out.",
  "file.sites": " Sites behind CloudFront, by the name that /cache takes.",
  "file.schedules":
    " Instances and databases tagged nightshift=office-hours are stopped and started at these times.\n noticeMinutes: how long before a stop it is announced (15). holidays: dates on which it does not start.",
  "file.people":
    " Nobody named means nobody may do anything. roles: viewer looks, operator runs instances, deployer deploys,\n owner does everything. environments: [dev] limits them. group: S… names a Slack user group.",
  "file.sites.example": ' sites:\n   www:\n     distribution: E1ABCDEFGHIJKL\n     channel: "#deploys"',
  "file.schedules.example":
    ' schedules:\n   office-hours:   # what is tagged nightshift=office-hours\n     days: [mon, tue, wed, thu, fri]\n     start: "09:00"\n     stop: "22:00"\n     timeZone: Asia/Seoul\n     channel: "#dev"',

  // manifest
  "manifest.no-url":
    "The address is not known: the stack was not found. Deploy first, or give it with --request-url. The manifest below holds a placeholder.",

  // doctor
  "doctor.right": "Everything is right.",
  "doctor.unsure": ({ unsure }: { unsure: number }) => `Nothing is wrong; ${unsure} to look at (!).`,
  "doctor.wrong": ({ wrong, unsure }: { wrong: number; unsure: number }) =>
    `${wrong} wrong (✗)${unsure ? `, ${unsure} to look at (!)` : ""}.`,
  "check.skipped": ({ needs }: { needs: string }) => `Not looked at: ${needs} could not be read.`,
  "known.config": "nightshift.yaml",
  "known.account": "the AWS account",
  "known.deployment": "the stack",
  "known.botToken": "the bot token",
  "known.signingSecret": "the signing secret",
  "known.slack": "Slack",
  "known.scopes": "the token's scopes",
  "deploy.again": ({ stage, region }: { stage: string; region: string }) =>
    `Deploy again: npx serverless deploy --stage ${stage} --region ${region} --param alarm-email=you@example.com`,
  "call.failed": ({ reason }: { reason: string }) => `Could not be looked at. ${reason}`,
  "call.failed.remedy": "Try again; when it stays, look at the reason above.",
  "aws.denied": ({ reason }: { reason: string }) => `You may not look at this. ${reason}`,
  "aws.denied.remedy": "Run the doctor as somebody who may, such as with the policy ReadOnlyAccess.",
  "slack.refused": ({ code }: { code: string }) => `Slack refused to tell: ${code}`,

  "config.title": "Configuration",
  "config.valid": ({ environments }: { environments: string }) => `nightshift.yaml is valid: ${environments}`,
  "config.missing": ({ file }: { file: string }) => `${file} cannot be read.`,
  "config.missing.remedy": "Write it: npm run -s nightshift -- init",
  "config.problem": ({ path, message }: { path: string; message: string }) =>
    `${path || "nightshift.yaml"}: ${message}`,
  "config.problem.remedy": "docs/configuration.md describes each key.",

  "account.title": "AWS account",
  "account.known": ({ id, region, arn }: { id: string; region: string; arn: string }) =>
    `${id} in ${region}, as ${arn}`,
  "account.unknown": ({ reason }: { reason: string }) => `AWS does not know you: ${reason}`,
  "account.unknown.remedy": "Log in (aws sso login, or aws configure) and name the profile with --profile.",

  "stack.title": "Stack",
  "stack.missing": ({ stack, region }: { stack: string; region: string }) => `${stack} is not deployed in ${region}.`,
  "stack.missing.remedy": ({ stage, region }: { stage: string; region: string }) =>
    `npx serverless deploy --stage ${stage} --region ${region} --param alarm-email=you@example.com`,
  "stack.deployed": ({ stack, status }: { stack: string; status: string }) => `${stack}: ${status}`,
  "stack.broken": ({ stack, status }: { stack: string; status: string }) => `${stack}: ${status}`,
  "stack.broken.remedy": "Look at the stack's events in the CloudFormation console, then deploy again.",
  "stack.complete": ({ count }: { count: number }) => `all ${count} resources of serverless.yml are there`,
  "stack.incomplete": ({ resources }: { resources: string }) => `serverless.yml has what the stack lacks: ${resources}`,

  "secrets.title": "Secrets",
  "secret.stored": ({ name }: { name: string }) => `${name} is stored, encrypted`,
  "secret.missing": ({ name }: { name: string }) => `${name} is missing.`,
  "secret.hidden": ({ name }: { name: string }) => `${name}: you may not read it.`,
  "secret.open": ({ name, type }: { name: string; type: string }) => `${name} is a ${type}, not encrypted.`,
  "secret.open.remedy": ({ name }: { name: string }) =>
    `Delete it (aws ssm delete-parameter --name ${name}), store it again as SecureString, and rotate it in Slack.`,
  "secret.spaced": ({ name }: { name: string }) => `${name} holds a space or a line break: something was pasted along.`,
  "secret.other": ({ name }: { name: string }) => `${name} holds something else: the two secrets may be exchanged.`,
  "secret.store": ({ name, region }: { name: string; region: string }) =>
    `read -rs SECRET; printf %s "$SECRET" | aws ssm put-parameter --region ${region} --type SecureString --overwrite --name ${name} --value file:///dev/stdin`,

  "slack.title": "Slack app",
  "slack.token.refused": ({ code }: { code: string }) => `Slack does not take the bot token: ${code}`,
  "slack.token.refused.remedy":
    "Copy the token anew (OAuth & Permissions → Bot User OAuth Token) and store it; install the app again if it was removed.",
  "slack.team": ({ team, teamId, user }: { team: string; teamId: string; user: string }) =>
    `the token is that of @${user} in ${team} (${teamId})`,
  "slack.team.other": ({ team, teamId, named }: { team: string; teamId: string; named: string }) =>
    `The token belongs to the workspace ${team} (${teamId}); nightshift.yaml says slack.team: ${named}.`,
  "slack.team.other.remedy": "Correct slack.team and deploy again, or store the token of the right workspace.",
  "slack.scopes": ({ count }: { count: number }) => `the token has the ${count} scopes that Nightshift needs`,
  "slack.scopes.missing": ({ scopes }: { scopes: string }) => `The token lacks scopes: ${scopes}`,
  "slack.scopes.missing.remedy": ({ reasons }: { reasons: string }) =>
    `${reasons} Paste the manifest anew (npm run -s nightshift -- manifest), then install the app again.`,
  "slack.scopes.optional": ({ scopes }: { scopes: string }) => `The token lacks optional scopes: ${scopes}`,
  "slack.scopes.surplus": ({ scopes }: { scopes: string }) =>
    `The token has scopes that Nightshift does not need: ${scopes}`,
  "slack.scopes.surplus.remedy": "Take them out under OAuth & Permissions and install the app again.",
  "slack.app": ({ app }: { app: string }) => `the app is ${app}`,
  "slack.app.other": ({ app, named }: { app: string; named: string }) =>
    `The token belongs to the app ${app}; nightshift.yaml says slack.app: ${named}.`,
  "slack.app.other.remedy": "Correct slack.app and deploy again, or store the token of the right app.",
  "slack.app.unseen": "Which app the token belongs to cannot be seen without the scope users:read.",

  "channels.title": "Channels",
  "channels.unseen": ({ scope }: { scope: string }) => `Channels cannot be seen without the scope ${scope}.`,
  "channel.joined": ({ name }: { name: string }) => `${name}: the bot is a member`,
  "channel.open": ({ name }: { name: string }) =>
    `${name} is there; the bot is no member. It can post all the same, as long as the channel is public.`,
  "channel.closed": ({ name, where }: { name: string; where: string }) =>
    `${name} is private and the bot is no member (${where}).`,
  "channel.invite": ({ name }: { name: string }) => `In ${name}: /invite @Nightshift`,
  "channel.archived": ({ name, where }: { name: string; where: string }) => `${name} is archived (${where}).`,
  "channel.archived.remedy": "Bring it back in Slack, or name another channel and deploy again.",
  "channel.missing": ({ name, where }: { name: string; where: string }) =>
    `There is no public channel ${name} (${where}).`,
  "channel.missing.remedy": ({ meant }: { meant: string | undefined }) =>
    `${meant ? `Did you mean ${meant}? ` : ""}Create it, or correct its name; a private channel is named by its id, such as C0123ABCDEF.`,
  "channel.unknown": ({ name, where }: { name: string; where: string }) =>
    `${name} does not exist, or it is private and the bot is no member (${where}).`,
  "channel.unknown.remedy": "Correct the id, or invite the bot in that channel: /invite @Nightshift",

  "people.title": "People",
  "people.nobody": "Nobody is named under people: nobody may do anything.",
  "people.nobody.remedy": "Add a person with the role owner to nightshift.yaml and deploy again.",
  "people.unseen": ({ scope }: { scope: string }) => `This cannot be seen without the scope ${scope}.`,
  "user.known": ({ id, name }: { id: string; name: string }) => `${id} is ${name}`,
  "user.outside": ({ id, team }: { id: string; team: string }) =>
    `${id} is of another workspace (${team}) and cannot be seen.`,
  "user.missing": ({ id, where }: { id: string; where: string }) =>
    `There is no user ${id} in the workspace (${where}).`,
  "user.gone": ({ id, name, where }: { id: string; name: string; where: string }) =>
    `${id} (${name}) has been deactivated (${where}).`,
  "user.missing.remedy":
    "Correct or remove the id and deploy again; it stands in the Slack profile under ⋮ → Copy member ID.",
  "group.known": ({ id, name }: { id: string; name: string }) => `${id} is @${name}`,
  "group.missing": ({ id, where }: { id: string; where: string }) => `There is no user group ${id} (${where}).`,
  "group.disabled": ({ id, name, where }: { id: string; name: string; where: string }) =>
    `The user group ${id} (@${name}) is disabled (${where}).`,
  "group.missing.remedy": "Correct or remove the id and deploy again.",

  "door.title": "Front door",
  "door.nowhere": "The stack has no output SlackRequestUrl.",
  "door.closed": ({ url, reason }: { url: string; reason: string }) => `${url} does not answer: ${reason}`,
  "door.closed.remedy": "Look whether the address can be reached from here, and whether the stack is whole.",
  "door.guarded": ({ url }: { url: string }) => `${url} refuses what is not signed`,
  "door.unguarded": ({ status }: { status: number }) =>
    `A request without a signature was answered with HTTP ${status} instead of 401.`,
  "door.log": "Look at the log of the function slack.",
  "door.certificate": "it answers Slack's check of its certificate",
  "door.certificate.refused": ({ status }: { status: string }) =>
    `Slack's check of the certificate was answered with ${status} instead of HTTP 200.`,

  "signature.title": "Signature",
  "signature.taken": "the front door takes what is signed with the stored secret",
  "signature.refused": ({ status }: { status: number }) =>
    `What is signed with the stored secret was answered with HTTP ${status}.`,
  "signature.refused.remedy":
    "Look whether this computer's clock is right, and at the log of the function slack: its role must be able to read the secret.",

  "pipelines.title": "Pipelines",
  "pipeline.known": ({ environment, pipeline, stages }: { environment: string; pipeline: string; stages: string }) =>
    `${environment}: ${pipeline} (${stages})`,
  "pipeline.missing": ({ environment, pipeline, region }: { environment: string; pipeline: string; region: string }) =>
    `${environment}: there is no pipeline ${pipeline} in ${region}.`,
  "pipeline.hidden": ({ environment, pipeline, region }: { environment: string; pipeline: string; region: string }) =>
    `${environment}: you may not look at ${pipeline} in ${region}.`,
  "pipeline.missing.remedy": ({ environment, meant }: { environment: string; meant: string | undefined }) =>
    `${meant ? `Did you mean ${meant}? ` : ""}Correct environments.${environment}.pipeline and deploy again.`,

  "sites.title": "Sites",
  "sites.none": "none are named",
  "site.known": ({ site, distribution, address }: { site: string; distribution: string; address: string }) =>
    `${site}: ${distribution} (${address})`,
  "site.disabled": ({ site, distribution }: { site: string; distribution: string }) =>
    `${site}: the distribution ${distribution} is disabled.`,
  "site.disabled.remedy": "Enable it in CloudFront, or take the site out of nightshift.yaml.",
  "site.hidden": ({ site, distribution }: { site: string; distribution: string }) =>
    `${site}: you may not look at ${distribution}.`,
  "site.missing": ({ site, distribution }: { site: string; distribution: string }) =>
    `${site}: there is no distribution ${distribution} in this account.`,
  "site.missing.remedy": ({ site }: { site: string }) => `Correct sites.${site}.distribution and deploy again.`,

  "schedules.title": "Schedules",
  "schedules.none": "none are named",
  "schedule.used": ({ schedule, count }: { schedule: string; count: number }) => `${schedule}: ${count} tagged`,
  "schedule.hidden": ({ schedules }: { schedules: string }) =>
    `You may not look at what these schedules are for: ${schedules}`,
  "schedule.empty": ({ schedule, tag }: { schedule: string; tag: string }) => `${schedule}: nothing is tagged ${tag}.`,
  "schedule.empty.remedy": ({ tag }: { tag: string }) => `Tag the instances and databases that it is for with ${tag}.`,
  "schedule.stray": ({ resource, tag }: { resource: string; tag: string }) =>
    `${resource} is tagged ${tag}, which is no schedule.`,
  "schedule.stray.remedy": ({ meant }: { meant: string | undefined }) =>
    meant ? `Did you mean ${meant}?` : "Correct the tag, or name the schedule in nightshift.yaml.",

  "rights.title": "Rights of the functions",
  "rights.whole": ({ name, count }: { name: string; count: number }) =>
    `${name}: IAM allows all ${count} actions of deploy/iam.json`,
  "rights.written": ({ name, count }: { name: string; count: number }) =>
    `${name}: the role's policy has all ${count} actions of deploy/iam.json (as written; IAM was not asked)`,
  "rights.missing": ({ name, rights }: { name: string; rights: string }) => `${name} may not: ${rights}`,
  "rights.missing.remedy": ({ stage, region }: { stage: string; region: string }) =>
    `Deploy again (npx serverless deploy --stage ${stage} --region ${region} --param alarm-email=you@example.com); when it stays, a permissions boundary or a policy of the organisation forbids it.`,
  "rights.nothing": ({ name }: { name: string }) =>
    `${name}: the stack lacks its role, or something that its rights are about.`,
  "rights.unseen": ({ name }: { name: string }) => `${name}: you may not look at its role.`,
  "rights.unseen.remedy": "It takes iam:SimulatePrincipalPolicy or iam:GetRolePolicy.",

  "rules.title": "Events",
  "rule.on": ({ rule }: { rule: string }) => `${rule} is enabled and sends to the events queue`,
  "rule.disabled": ({ rule }: { rule: string }) => `${rule} is disabled.`,
  "rule.disabled.remedy": ({ name, region }: { name: string; region: string }) =>
    `aws events enable-rule --region ${region} --name ${name}`,
  "rule.astray": ({ rule }: { rule: string }) => `${rule} does not send to the events queue.`,
  "rule.missing": ({ rule }: { rule: string }) => `${rule} has been deleted.`,
  "topic.heard": ({ topic }: { topic: string }) => `what is published to ${topic} reaches the events queue`,
  "topic.unheard": "What is published to AlertsTopic does not reach the events queue.",

  "queues.title": "Queues",
  "queue.safe": ({ queue, target }: { queue: string; target: string }) => `${queue} sets aside what fails in ${target}`,
  "queue.unsafe": ({ queue }: { queue: string }) => `${queue} has no queue for dead letters.`,
  "queue.missing": ({ queue }: { queue: string }) => `${queue} has been deleted.`,
  "queue.behind": ({ queue, count }: { queue: string; count: number }) => `${count} messages wait in ${queue}.`,
  "queue.behind.remedy": "Look at the log of the function that reads it.",
  "queue.no-dead-letters": ({ queue }: { queue: string }) => `${queue}: empty`,
  "queue.dead-letters": ({ queue, count }: { queue: string; count: number }) =>
    `${queue}: ${count} dead ${count === 1 ? "letter" : "letters"}`,
  "queue.dead-letters.remedy": ({ queue, region }: { queue: string; region: string }) =>
    `Look at the function's log, then bring them back: SQS console (${region}) → ${queue} → Start DLQ redrive.`,

  "alarms.title": "Alarms",
  "alarms.heard": ({ who }: { who: string }) => `alarms reach ${who}`,
  "alarms.unconfirmed": ({ who }: { who: string }) =>
    `${who} has not confirmed the subscription: alarms do not reach it.`,
  "alarms.unconfirmed.remedy":
    "Press the link in the e-mail from AWS Notifications; it is good for two days, and comes again with Request confirmation in the SNS console.",
  "alarms.nobody": "Nobody is told when Slack or the bot itself is at fault.",
  "alarms.nobody.remedy": "Deploy with --param alarm-email=you@example.com",
  "alarms.nowhere": "The stack has no topic for alarms.",
};

/** The shape of every language's words: the same keys and arguments. */
export type Words = {
  readonly [Key in keyof typeof en]: (typeof en)[Key] extends (args: infer Args) => string
    ? (args: Args) => string
    : (typeof en)[Key] extends string
      ? string
      : { readonly [Name in keyof (typeof en)[Key]]: string };
};
