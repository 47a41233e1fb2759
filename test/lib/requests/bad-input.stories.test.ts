import { describe, expect, it } from "vitest";
import { answersTo, playOut } from "../../stage.ts";

/** What people and their keyboards send, and what nobody should. None of it names anything that there is. */
const nonsense = [
  ["one letter too few", "stagin"],
  ["a ping", "<!channel>"],
  ["a person", "<@U0OWNER>"],
  ["backticks", "`x`"],
  ["smart quotes", "“nowhere”"],
  ["full-width letters and a full-width space", "ｎｏｗｈｅｒｅ　"],
  ["an emoji", "🚀"],
  ["ten thousand characters", "x".repeat(10_000)],
  ["an option that there is not", "--force"],
  ["a long dash", "—force"],
  ["the name of an object's own", "__proto__"],
  ["another one", "constructor"],
  ["a shell's", "; rm -rf /"],
  ["a lone quote", "'"],
  ["half a tag", "env="],
  ["the other half", "=x"],
  ["a tag that nothing has", "no=where"],
] as const;

/** Each command with what it needs before the word that is wrong. */
const commands = [
  "/deploy",
  "/deploy status",
  "/ec2",
  "/ec2 list",
  "/ec2 stop",
  "/ec2 reboot",
  "/rds start",
  "/rds stop",
  "/cache invalidate",
  "/cache invalidate www",
  "/cost",
  "/schedule explain",
  "/nightshift",
] as const;

describe.each(commands)("%s", (command) => {
  it("answers whatever is typed after it, names what is wrong and the next step, and changes nothing", async () => {
    const report = await playOut(nonsense.map(([, word]) => ({ say: `${command} ${word}` })));
    const answers = answersTo(report, "operator");
    expect(answers).toHaveLength(nonsense.length);
    for (const [index, { text }] of answers.entries()) {
      const [reason, word] = nonsense[index] ?? [];
      const told = `${command} with ${reason} (${word?.slice(0, 40)}): ${text}`;
      expect(text, told).toMatch(/^:warning:/);
      expect(text, told).toMatch(/Did you mean|say |There are|shows?|Sites:|for example|&lt;[a-z]+&gt;/i);
      expect(text.length, told).toBeLessThan(2_000);
    }
    const changing = report.calls.filter(({ operation }) => /^(Start|Stop|Reboot|Create|Put(?!Item))/.test(operation));
    expect(changing).toEqual([]);
  });
});

it("looks nothing up in AWS for what nothing can be called", async () => {
  const report = await playOut([
    { say: "/ec2 stop <!channel>" },
    { say: "/rds stop env=" },
    { say: "/schedule explain <x>" },
  ]);
  const services = new Set(report.calls.map(({ service }) => service));
  expect([...services].sort()).toEqual(["dynamodb", "sqs", "ssm"]);
});
