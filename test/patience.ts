/**
 * Whoever waits in real time, waits as long as it takes: a busy machine is slow, and no test may fail for that. The
 * bot's own limits are for Slack and AWS, which here are in this process.
 */
import { env } from "node:process";

AbortSignal.timeout = () => new AbortController().signal;
env.SLACK_PATIENCE_MS = "60000";
