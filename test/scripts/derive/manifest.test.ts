import { describe, expect, it } from "vitest";
import { catalog } from "../../../handlers/catalog.ts";
import { commands } from "../../../handlers/index.ts";
import { botScopes, type CommandOfManifest, deriveManifest } from "../../../scripts/derive/manifest.ts";

const command = (name: string, args: CommandOfManifest["args"] = {}): CommandOfManifest => ({
  name,
  args,
  summary: "summary.deploy",
});
const environment = { kind: "environment" } as const;

describe("The Slack app manifest", () => {
  it("has one slash command for each first word, hinting at the words after it", () => {
    const { features } = deriveManifest(
      [
        command("deploy", { environment }),
        command("deploy status", { environment: { ...environment, optional: true } }),
        command("deploy help"),
        command("nightshift help"),
      ],
      catalog,
    );
    expect(features.slash_commands.map(({ command, usage_hint }) => [command, usage_hint])).toEqual([
      ["/deploy", "<environment> | status [environment] | help"],
      ["/nightshift", "help"],
    ]);
  });

  it("refuses two commands of one name", () => {
    expect(() => deriveManifest([command("deploy"), command("deploy")], catalog)).toThrow(
      "Two commands are named deploy",
    );
  });

  const manifest = deriveManifest(commands, catalog);

  it("asks for just these scopes", () => {
    expect(manifest.oauth_config.scopes.bot).toEqual(botScopes);
    expect(botScopes).toEqual([
      "commands",
      "chat:write",
      "chat:write.public",
      "users:read",
      "usergroups:read",
      "channels:history",
      "groups:history",
      "channels:read",
      "groups:read",
    ]);
  });

  it("sends everything to one address", () => {
    const urls = manifest.features.slash_commands.map(({ url }) => url);
    expect(new Set([...urls, manifest.settings.interactivity.request_url]).size).toBe(1);
  });

  // https://docs.slack.dev/reference/app-manifest
  it("keeps to Slack's limits", () => {
    const { display_information: shown, features } = manifest;
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    expect(shown.long_description.length).toBeGreaterThanOrEqual(175);
    expect(shown.long_description.length).toBeLessThanOrEqual(4000);
    expect(features.slash_commands.length).toBeLessThanOrEqual(50);
    for (const { command, description, usage_hint } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z][a-z0-9_-]{0,30}$/);
      expect(description.length).toBeLessThanOrEqual(2000);
      expect(usage_hint?.length ?? 0).toBeLessThanOrEqual(1000);
    }
  });
});
