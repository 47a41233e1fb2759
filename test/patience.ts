/**
 * Whoever waits in real time for who is in this process has the time of a busy machine: the bot for Slack and AWS, and
 * Slack for the bot.
 */
import { env } from "node:process";

const timeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => timeout(Math.max(ms, 20_000));
env.SLACK_PATIENCE_MS = "60000";
