/** The bot against moto, an AWS that we did not write: that it does not depend on how our own local AWS behaves. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { CreateTagsCommand, DescribeInstancesCommand, EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { region } from "../../sandbox/world.ts";

const hasMoto = (() => {
  try {
    execFileSync("moto_server", ["--help"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

let moto: ChildProcess;
let sandbox: Sandbox;
let endpoint: string;
let ec2: EC2Client;
const ids: string[] = [];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("No port");
  return address.port;
}

async function untilUp(url: string): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("moto did not start");
}

describe.runIf(hasMoto)("with moto behind it, the bot", () => {
  beforeAll(async () => {
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}`;
    moto = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    await untilUp(endpoint);
    const settings = { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
    ec2 = new EC2Client(settings);
    for (const name of ["dev-api", "dev-worker"]) {
      const { Instances = [] } = await ec2.send(
        new RunInstancesCommand({
          ImageId: "ami-12c6146b",
          MinCount: 1,
          MaxCount: 1,
          InstanceType: "t3.small",
        }),
      );
      const id = Instances[0]?.InstanceId ?? "";
      ids.push(id);
      const tags = { Name: name, env: "dev", nightshift: "office-hours" };
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await ec2.send(new CreateTagsCommand({ Resources: [id], Tags }));
    }
    await new RDSClient(settings).send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: "dev-db",
        DBInstanceClass: "db.t3.medium",
        Engine: "mysql",
        AllocatedStorage: 20,
        MasterUsername: "admin",
        MasterUserPassword: "not-a-secret",
        Tags: [{ Key: "env", Value: "dev" }],
      }),
    );
    sandbox = await startSandbox({ endpoint, start: new Date("2026-11-23T21:50:00+09:00") });
  });

  afterAll(async () => {
    await sandbox?.close();
    moto?.kill();
  });

  const said = async (text: string): Promise<string> => {
    const before = sandbox.slack.messages.length;
    await sandbox.say("operator", "#deploys", text);
    await sandbox.drain();
    return sandbox.slack.messages
      .slice(before)
      .map((message) => message.text)
      .join("\n");
  };

  it("answers, with its queues, table and secrets there", async () => {
    expect(await said("/nightshift help")).toContain("What you can do here");
  });

  it("lists, stops and starts instances", async () => {
    expect(await said("/ec2 list dev")).toMatch(/dev-api[\s\S]*running[\s\S]*dev-worker/);
    expect(await said("/ec2 stop dev-api")).toMatch(/Stopping.*dev-api/);
    // Looked at again by the next tick.
    await sandbox.advanceTo(new Date(sandbox.now().getTime() + 2 * 60_000));
    await sandbox.drain();
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [ids[0] ?? ""] }));
    expect(Reservations[0]?.Instances?.[0]?.State?.Name).toBe("stopped");
    expect(await said("/ec2 start env=dev")).toMatch(/dev-api[\s\S]*dev-worker[\s\S]*is running already/);
  });

  it("lists and stops databases", async () => {
    expect(await said("/rds list")).toMatch(/dev-db[\s\S]*available/);
    expect(await said("/rds stop dev-db")).toMatch(/dev-db/);
  });

  it("tells a replacement from events", async () => {
    sandbox.event({
      id: "moto-1",
      source: "aws.autoscaling",
      "detail-type": "EC2 Instance Terminate Successful",
      account: "123456789012",
      region,
      time: "2026-11-23T00:00:00Z",
      resources: [],
      detail: {
        AutoScalingGroupName: "web-asg",
        EC2InstanceId: "i-0123456789abcdef0",
        Cause:
          "At 2026-11-23T00:00:00Z an instance was taken out of service in response to an ELB system health check failure.",
        StartTime: "2026-11-23T00:00:00Z",
        EndTime: "2026-11-23T00:00:40Z",
      },
    });
    await sandbox.drain();
    expect(sandbox.slack.messages.at(-1)?.text).toContain("web-asg is replacing an unhealthy instance");
  });

  it("stops what is tagged at night", async () => {
    await sandbox.advanceTo(new Date("2026-11-23T22:02:00+09:00"));
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: ids }));
    const states = Reservations.flatMap(({ Instances = [] }) => Instances.map(({ State }) => State?.Name));
    expect(states).toEqual(["stopped", "stopped"]);
  });
});

// Without moto there is nothing to test, and the run says so.
it.skipIf(hasMoto)("moto_server is not installed: left out", () => {
  expect(hasMoto).toBe(false);
});
