import type { ArgumentSpecs } from "../../lib/app/define.ts";
import type { Catalog } from "../../lib/i18n/catalog.ts";
import type { PlainKey } from "../../lib/pure/text.ts";

/** The bot's scopes, each with the reason that a workspace's owner may ask for. https://docs.slack.dev/reference/scopes */
export const scopeReasons = {
  commands: "People talk to Nightshift with slash commands.",
  "chat:write": "It posts deployments and alerts, and keeps each of them up to date in place.",
  "chat:write.public": "It posts to the public channels that nightshift.yaml names without being invited to each.",
  "users:read": "It answers each person in the language of their own Slack; a command's payload does not tell it.",
  "usergroups:read": "Roles in nightshift.yaml can be given to user groups.",
} as const satisfies Record<string, string>;

/** Scopes that a workspace may leave out, each with what is missing then. */
export const optionalScopeReasons = {
  "channels:history":
    "After a crash while posting, it looks whether the message stands there already. Without it, it says that it may be there twice.",
  "groups:history": "The same in private channels.",
  "channels:read":
    "nightshift doctor looks whether the channels that nightshift.yaml names exist. Without it, it says that it cannot.",
  "groups:read": "The same of private channels.",
} as const satisfies Record<string, string>;

export type BotScope = keyof typeof scopeReasons | keyof typeof optionalScopeReasons;

export const optionalBotScopes = Object.keys(optionalScopeReasons) as BotScope[];

/** All scopes, including the optional ones. */
export const botScopes = [...Object.keys(scopeReasons), ...optionalBotScopes] as BotScope[];

/** Slack's request URL for commands, buttons and submissions, until the stack's output SlackRequestUrl is known. */
const placeholder = "https://REPLACE-WITH-SlackRequestUrl.example.com/slack/events";

/** What the manifest needs of a command's definition. */
export interface CommandOfManifest {
  readonly name: string;
  readonly args: ArgumentSpecs;
  readonly summary: PlainKey;
}

/** The part of Slack's manifest that is used. https://docs.slack.dev/reference/app-manifest */
export interface Manifest {
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly long_description: string;
    readonly background_color: string;
  };
  readonly features: {
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
    readonly slash_commands: readonly ManifestCommand[];
  };
  readonly oauth_config: {
    readonly scopes: { readonly bot: readonly BotScope[]; readonly bot_optional: readonly BotScope[] };
  };
  readonly settings: {
    readonly event_subscriptions: { readonly request_url: string; readonly bot_events: readonly string[] };
    readonly interactivity: { readonly is_enabled: boolean; readonly request_url: string };
    readonly org_deploy_enabled: boolean;
    readonly socket_mode_enabled: boolean;
    readonly token_rotation_enabled: boolean;
  };
}

interface ManifestCommand {
  readonly command: string;
  readonly url: string;
  readonly description: string;
  readonly usage_hint?: string;
  readonly should_escape: boolean;
}

/** The manifest of the Slack app with these commands; `requestUrl` is the stack's SlackRequestUrl, once it is known. */
export function deriveManifest(
  commands: readonly CommandOfManifest[],
  catalog: Catalog,
  requestUrl = placeholder,
): Manifest {
  return {
    display_information: {
      name: "Nightshift",
      description: "Deploys, watches and looks after what a team runs on AWS, while the others sleep.",
      long_description:
        "Nightshift is the one on duty while the others sleep. It starts deployments and keeps one message for each up to " +
        "date, tells which instances were replaced and why, and answers each person in their own language. It runs in " +
        "your own AWS account, does only what its handlers declare, and only for the people that nightshift.yaml names.",
      background_color: "#1b1f3b",
    },
    features: {
      bot_user: { display_name: "Nightshift", always_online: true },
      slash_commands: slashCommands(commands, catalog, requestUrl),
    },
    oauth_config: { scopes: { bot: botScopes, bot_optional: optionalBotScopes } },
    settings: {
      // Cached people and groups are invalidated by these events.
      event_subscriptions: {
        request_url: requestUrl,
        bot_events: ["user_change", "subteam_members_changed"],
      },
      interactivity: { is_enabled: true, request_url: requestUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}

/** Slack has one command for each first word; the subcommands become its usage hint. */
function slashCommands(commands: readonly CommandOfManifest[], catalog: Catalog, url: string): ManifestCommand[] {
  const byFirstWord = new Map<string, [CommandOfManifest, ...CommandOfManifest[]]>();
  for (const command of commands) {
    const [first = ""] = command.name.split(" ");
    if (!first) throw new Error("A command has no name");
    const family = byFirstWord.get(first);
    if (family?.some(({ name }) => name === command.name)) throw new Error(`Two commands are named ${command.name}`);
    if (family) family.push(command);
    else byFirstWord.set(first, [command]);
  }
  return [...byFirstWord].map(([first, family]) => {
    const main = family.find(({ name }) => name === first) ?? family[0];
    const hint = family.map(usage).filter(Boolean).join(" | ");
    return {
      command: `/${first}`,
      url,
      description: catalog.en[main.summary],
      ...(hint && { usage_hint: hint }),
      // A mentioned person arrives as an id, which cannot be derived from a typed name.
      should_escape: true,
    };
  });
}

/** The part after the first word: `status [environment]`. */
function usage({ name, args }: CommandOfManifest): string {
  const subcommand = name.split(" ").slice(1);
  const parts = Object.entries(args).map(([arg, { optional }]) => (optional ? `[${arg}]` : `<${arg}>`));
  return [...subcommand, ...parts].join(" ");
}
