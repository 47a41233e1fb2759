import { beanstalkUrl } from "../../lib/pure/console.ts";
import { type Content, present, type Tone } from "../../lib/pure/content.ts";
import { say, type Text } from "../../lib/pure/text.ts";
import { truncate } from "../../lib/pure/truncate.ts";
import { type BeanstalkNews, judgeHealth, severityOfStatus } from "./state.ts";

/** The message of an environment's health. */
export function beanstalkHealthMessage(news: BeanstalkNews, isWell: boolean, region: string): Content {
  const severity = judgeHealth(news);
  const tone: Tone = isWell ? "success" : severity === "high" ? "failure" : "warning";
  return message(news, beanstalkHealthTitle(news, isWell), tone, region);
}

export function beanstalkHealthTitle({ environment, health }: BeanstalkNews, isWell: boolean): Text {
  const name = truncate(environment, 150);
  if (isWell) return say("beanstalk.well", { name });
  return health ? say("beanstalk.health", { name, health: health.to }) : say("beanstalk.unwell", { name });
}

/** The message of an operation on an environment, or of an event of its resources. */
export function beanstalkMessage(news: BeanstalkNews, region: string): Content {
  const { status, environment } = news;
  const name = truncate(environment, 150);
  const title = status
    ? say("beanstalk.status", { name, status: truncate(status, 200) })
    : say("beanstalk.event", { name });
  const tones: Readonly<Record<string, Tone>> = { high: "failure", medium: "warning", low: "info" };
  const isGood = /\b(successful|succeeded|completed|complete)\b/i.test(status ?? "");
  return message(news, title, isGood ? "success" : (tones[severityOfStatus(news)] ?? "info"), region);
}

function message(
  { application, environment, message: said, health, at }: BeanstalkNews,
  title: Text,
  tone: Tone,
  region: string,
): Content {
  return {
    tone,
    title,
    ...(said && { lines: [truncate(said, 550)] }),
    facts: present([
      health?.from && {
        label: "beanstalk.change",
        value: say("beanstalk.from-to", { from: health.from, to: health.to }),
      },
      { label: "beanstalk.environment", value: truncate(environment, 150) },
      application && { label: "code-deploy.application", value: truncate(application, 150) },
      { label: "event.time", value: { time: at } },
    ]),
    buttons: [{ action: "open", label: "button.open", url: beanstalkUrl(region, application) }],
  };
}
