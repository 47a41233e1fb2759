import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { openAws } from "./open.ts";

const run = promisify(execFile);

function hasCli(): boolean {
  try {
    execFileSync("aws", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("the AWS CLI", () => {
  it.runIf(hasCli())("drives every protocol", async () => {
    const { aws } = await openAws();
    const call = async (...args: string[]): Promise<string> => {
      const { stdout } = await run("aws", ["--endpoint-url", aws.url, "--output", "text", ...args], {
        env: {
          PATH: process.env.PATH,
          HOME: "/nonexistent",
          AWS_ACCESS_KEY_ID: "cli",
          AWS_SECRET_ACCESS_KEY: "secret",
          AWS_DEFAULT_REGION: "ap-northeast-2",
          AWS_PAGER: "",
          ...(process.env.PYENV_ROOT ? { PYENV_ROOT: process.env.PYENV_ROOT } : {}),
        },
      });
      return stdout.trim();
    };
    const queue = `${aws.url}/123456789012/jobs`;
    aws.queues.create("jobs", {});
    aws.queues.send("jobs", "hello");
    const answers = await Promise.all([
      call("sts", "get-caller-identity", "--query", "Arn"),
      call("codepipeline", "list-pipelines", "--query", "pipelines[].name"),
      call("sqs", "receive-message", "--queue-url", queue, "--query", "Messages[].Body"),
      call(
        "ec2",
        "describe-instances",
        "--filters",
        "Name=tag:Name,Values=staging-*",
        "--query",
        "Reservations[].Instances[].State.Name",
      ),
      call("cloudfront", "list-distributions", "--query", "DistributionList.Items[].Id"),
      call("rds", "describe-db-instances", "--query", "DBInstances[?Engine=='mysql'].DBInstanceIdentifier"),
      call(
        "ce",
        "get-cost-and-usage",
        "--time-period",
        "Start=2026-11-21,End=2026-11-23",
        "--granularity",
        "DAILY",
        "--metrics",
        "UnblendedCost",
        "--query",
        "ResultsByTime[].[TimePeriod.Start, Estimated]",
      ),
      call("codepipeline", "get-pipeline-state", "--name", "nope").catch((error: Error) => error.message),
    ]);
    expect(answers).toEqual([
      "arn:aws:sts::123456789012:assumed-role/cli/cli",
      "web-dev\tweb-staging\tweb-production",
      "hello",
      "stopped",
      "E1NIGHTSHIFT00",
      "dev-db",
      "2026-11-21\tFalse\n2026-11-22\tTrue",
      expect.stringContaining("(PipelineNotFoundException)"),
    ]);
  });
});
