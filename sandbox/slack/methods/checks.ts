/** Methods that identify the caller, and validate blocks. */
import * as v from "valibot";
import { slack } from "../../world.ts";
import { accept, refuse } from "../answer.ts";
import type { Problem } from "../blocks/problems.ts";
import { validateBlocks } from "../blocks/validate.ts";
import { parseView } from "../blocks/views.ts";
import { defineMethod, json, type Method } from "../method.ts";

const authTest = defineMethod({
  name: "auth.test",
  takes: v.object({}),
  run() {
    return accept({
      url: `https://${slack.team.domain}.slack.com/`,
      team: slack.team.name,
      user: slack.bot.name,
      team_id: slack.team.id,
      user_id: slack.bot.userId,
      bot_id: slack.bot.id,
      is_enterprise_install: false,
    });
  },
});

const apiTest = defineMethod({
  name: "api.test",
  isOpen: true,
  takes: v.record(v.string(), v.unknown()),
  run(args) {
    return typeof args.error === "string" ? refuse(args.error, { args }) : accept({ args });
  },
});

const refuseWith = (error: string, problems: readonly Problem[]) =>
  problems.length === 0
    ? accept()
    : refuse(error, { errors: problems.map((one) => ({ ...one, code: "failed_constraint" })) });

/** https://docs.slack.dev/reference/methods/blocks.validate */
const blocksValidate = defineMethod({
  name: "blocks.validate",
  isOpen: true,
  takes: v.object({ blocks: json, message: json, view: json }),
  run(args) {
    const given = [args.blocks, args.message, args.view].filter((one) => one !== undefined);
    if (given.length !== 1) return refuse("invalid_arguments");
    if (args.blocks !== undefined) return refuseWith("invalid_blocks", validateBlocks(args.blocks, "message"));
    if (args.message !== undefined) {
      const { blocks } = args.message as { blocks?: unknown };
      return refuseWith("invalid_message", validateBlocks(blocks, "message"));
    }
    const type = (args.view as { type?: unknown } | null)?.type === "home" ? "home" : "modal";
    const parsed = parseView(args.view, type);
    return refuseWith("invalid_view", "problems" in parsed ? parsed.problems : []);
  },
});

export const checkMethods: readonly Method[] = [authTest, apiTest, blocksValidate];
