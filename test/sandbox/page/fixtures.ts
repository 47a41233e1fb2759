/** A workspace in the middle of a working day, with every kind of block that the page draws. */
import type { PageState, PageView } from "../../../sandbox/page/model.ts";
import type { Block, SlackMessage } from "../../../sandbox/slack/model.ts";
import { slack } from "../../../sandbox/world.ts";

const bot = slack.bot.userId;
const [owner, operator, viewer] = slack.people;
const [deploys, alerts, dev] = slack.channels;

/** The Slack timestamp of a time of day on November 23, in Seoul. */
export function ts(time: string, day = "2026-11-23"): string {
  return `${Date.parse(`${day}T${time}+09:00`) / 1000}.000100`;
}

interface Draft extends Partial<SlackMessage> {
  readonly ts: string;
}

function message(channel: string, draft: Draft): SlackMessage {
  return {
    channel,
    user: bot,
    text: "",
    blocks: [],
    edits: 0,
    updatedAt: new Date(Number(draft.ts) * 1000).toISOString(),
    ...draft,
  };
}

const plainText = (text: string) => ({ type: "plain_text", text, emoji: true });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const section = (text: string): Block => ({ type: "section", text: mrkdwn(text) });
const rich = (...elements: unknown[]) => ({ type: "rich_text", elements });
const line = (...parts: unknown[]) => ({
  type: "rich_text_section",
  elements: parts.map((part) => (typeof part === "string" ? { type: "text", text: part } : part)),
});

export const deployment = message(deploys.id, {
  ts: ts("09:02:10"),
  text: "web-staging is being deployed",
  edits: 3,
  blocks: [
    { type: "header", text: plainText(":rocket: Deploying web-staging") },
    section(
      "<@U0OPERATOR> started a release of `main` at *<https://github.com/acme/web/commit/4f2a9c1|4f2a9c1>* — Fix the cart's rounding of VAT &amp; shipping",
    ),
    {
      type: "plan",
      title: "Pipeline web-staging",
      tasks: [
        {
          type: "task_card",
          task_id: "source",
          title: "Source",
          status: "complete",
          details: rich(line("acme/web ", { type: "text", text: "main", style: { code: true } }, " · 8 s")),
          sources: [
            { type: "url", url: "https://github.com/acme/web/commit/4f2a9c1", text: "Commit 4f2a9c1" },
            { type: "url", url: "https://github.com/acme/web/pull/412", text: "Pull request #412" },
          ],
        },
        {
          type: "task_card",
          task_id: "build",
          title: "Build",
          status: "complete",
          details: rich(line("CodeBuild · 1 min 35 s")),
          output: rich(line("612 tests passed, coverage 91.4 %")),
        },
        {
          type: "task_card",
          task_id: "deploy",
          title: "Deploy",
          status: "in_progress",
          details: rich(
            line("CodeDeploy · since ", {
              type: "date",
              timestamp: 1795392270,
              format: "{time}",
              fallback: "09:04",
            }),
          ),
        },
        { type: "task_card", task_id: "verify", title: "Verify", status: "pending" },
      ],
    },
    {
      type: "actions",
      block_id: "deployment",
      elements: [
        { type: "button", action_id: "deploy_pause", text: plainText("Pause"), value: "web-staging" },
        {
          type: "button",
          action_id: "deploy_stop",
          style: "danger",
          text: plainText("Stop"),
          value: "web-staging",
          confirm: {
            title: plainText("Stop this deployment?"),
            text: mrkdwn(
              "The instances that already have `4f2a9c1` keep it. *web-staging* may serve two versions until the next deployment.",
            ),
            confirm: plainText("Stop it"),
            deny: plainText("Keep going"),
            style: "danger",
          },
        },
        {
          type: "button",
          action_id: "open_pipeline",
          text: plainText("Open in AWS"),
          url: "https://console.aws.amazon.com/codesuite",
        },
        {
          type: "overflow",
          action_id: "deploy_more",
          options: [
            { text: plainText("Mute for an hour"), value: "mute" },
            { text: plainText("Show the commits"), value: "commits" },
          ],
        },
      ],
    },
    {
      type: "context",
      elements: [
        mrkdwn("web-staging · ap-northeast-2 · execution `c0ffee12` · started <!date^1795392130^{time}|09:02>"),
      ],
    },
  ],
  reactions: [
    { name: "eyes", users: [owner.id] },
    { name: "+1", users: [operator.id, viewer.id] },
  ],
});

const failed = message(deploys.id, {
  ts: ts("08:41:00"),
  text: "web-dev failed",
  edits: 5,
  blocks: [
    { type: "header", text: plainText(":x: web-dev failed in Build") },
    {
      type: "plan",
      title: "Pipeline web-dev",
      tasks: [
        { type: "task_card", task_id: "source", title: "Source", status: "complete" },
        {
          type: "task_card",
          task_id: "build",
          title: "Build",
          status: "error",
          details: rich(line("CodeBuild · phase BUILD · exit code 1")),
          output: rich({
            type: "rich_text_preformatted",
            elements: [{ type: "text", text: "FAIL src/cart.test.ts\n  expected 10 to equal 10.01 <total & tax>" }],
          }),
          sources: [{ type: "url", url: "https://console.aws.amazon.com/codebuild/logs", text: "Build log" }],
        },
        { type: "task_card", task_id: "deploy", title: "Deploy", status: "pending" },
      ],
    },
    {
      type: "actions",
      elements: [
        {
          type: "button",
          action_id: "retry_stage",
          style: "primary",
          text: plainText("Retry the stage"),
          value: "web-dev",
        },
        {
          type: "static_select",
          action_id: "snooze",
          placeholder: plainText("Remind me…"),
          options: [
            { text: plainText("In 15 minutes"), value: "15m" },
            { text: plainText("In an hour"), value: "1h" },
            {
              text: plainText("Tomorrow at 9"),
              value: "morning",
              description: plainText("in your own time zone"),
            },
          ],
        },
      ],
    },
  ],
});

const confirmation = message(deploys.id, {
  ts: ts("09:05:30"),
  ephemeralTo: operator.id,
  text: "Deploy web-production?",
  blocks: [
    section(
      ":warning: *web-production* is live. Deploy `release` at `9be01d7` to 4 instances?\n> 3 commits since last Thursday, last one by Ji-woo Lee",
    ),
    {
      type: "actions",
      elements: [
        {
          type: "button",
          action_id: "confirm_deploy",
          style: "primary",
          text: plainText("Deploy to production"),
          value: "web-production",
        },
        { type: "button", action_id: "cancel_deploy", text: plainText("Cancel") },
      ],
    },
    { type: "context", elements: [mrkdwn("Good for 5 minutes. Nobody else sees this.")] },
  ],
});

const korean = message(deploys.id, {
  ts: ts("09:06:40"),
  text: "web-production 배포 승인을 기다리고 있습니다",
  blocks: [
    { type: "header", text: plainText(":hourglass_flowing_sand: web-production 배포 승인 대기") },
    section(
      "<@U0OWNER> 님, 운영 배포 승인이 필요합니다. 빌드는 *정상적으로* 끝났고 변경 사항은 다음과 같습니다.\n• 장바구니 합계 반올림 수정 (`4f2a9c1`)\n• 결제 페이지 로딩 속도 개선\n• ~이전 쿠폰 화면~ 제거",
    ),
    {
      type: "actions",
      elements: [
        { type: "button", action_id: "approve", style: "primary", text: plainText("승인"), value: "ok" },
        { type: "button", action_id: "reject", style: "danger", text: plainText("반려"), value: "no" },
      ],
    },
    {
      type: "context",
      elements: [mrkdwn("<!date^1795392400^{date_short_pretty} {time}|11월 23일 09:06> 요청 · 승인 권한: 소유자")],
    },
  ],
});

const replacement = message(alerts.id, {
  ts: ts("08:12:00"),
  text: "An instance of web-staging-asg was replaced",
  edits: 1,
  blocks: [
    { type: "header", text: plainText(":adhesive_bandage: Instance replaced in web-staging-asg") },
    {
      type: "section",
      text: mrkdwn("The load balancer's health check failed; the group launched a new instance and is whole again."),
      accessory: {
        type: "button",
        action_id: "mute_group",
        text: plainText("Mute 1 h"),
        value: "web-staging-asg",
      },
    },
    {
      type: "section",
      fields: [
        mrkdwn("*Out*\n`i-0a51ce6e8d2f40c11`"),
        mrkdwn("*In*\n`i-0b77fe0211aa90d3e`"),
        mrkdwn("*Why*\nELB system health check failure"),
        mrkdwn("*Took*\n4 min 12 s"),
        mrkdwn("*Zone*\nap-northeast-2a"),
        mrkdwn("*Capacity*\n2 of 2 healthy"),
      ],
    },
    { type: "divider" },
    {
      type: "context",
      elements: [
        { type: "image", image_url: "/missing.png", alt_text: "AWS" },
        mrkdwn("<!date^1795389120^{date_pretty} at {time}|today> · replaced 3 times in a week"),
      ],
    },
  ],
});

const charts = message(alerts.id, {
  ts: ts("08:30:00"),
  text: "Cost this week",
  blocks: [
    { type: "header", text: plainText(":bar_chart: Cost, week of November 16") },
    {
      type: "data_visualization",
      title: "Daily cost by service (USD)",
      chart: {
        type: "bar",
        axis_config: {
          categories: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
          x_label: "Day",
          y_label: "USD",
        },
        series: [
          {
            name: "EC2",
            data: [
              ["Mon", 41.2],
              ["Tue", 43.9],
              ["Wed", 39.4],
              ["Thu", 40.1],
              ["Fri", 44.7],
              ["Sat", 18.2],
              ["Sun", 16.9],
            ].map(([label, value]) => ({ label, value })),
          },
          {
            name: "RDS",
            data: [
              ["Mon", 22.1],
              ["Tue", 22.3],
              ["Wed", 22.1],
              ["Thu", 22.4],
              ["Fri", 22.2],
              ["Sat", 21.8],
              ["Sun", 21.7],
            ].map(([label, value]) => ({ label, value })),
          },
        ],
      },
    },
    {
      type: "data_visualization",
      title: "Where it went",
      chart: {
        type: "pie",
        segments: [
          { label: "EC2", value: 244.4 },
          { label: "RDS", value: 154.6 },
          { label: "CloudFront", value: 61.2 },
          { label: "S3", value: 23.8 },
          { label: "Lambda", value: 4.1 },
        ],
      },
    },
  ],
});

const minutes = "08:00 08:05 08:10 08:15 08:20 08:25 08:30 08:35 08:40 08:45 08:50 08:55 09:00".split(" ");

const latency = message(alerts.id, {
  ts: ts("08:55:00"),
  text: "Alarm: latency",
  blocks: [
    section(
      ":rotating_light: <!here> *Alarm* `web-staging p95` is *ALARM*\n```p95 latency 812 ms > 500 ms for 3 datapoints\nhost=<web-staging> & more```",
    ),
    {
      type: "data_visualization",
      title: "p95 latency, last hour (ms)",
      chart: {
        type: "line",
        axis_config: { categories: minutes, y_label: "ms" },
        series: [
          { name: "p95", values: [310, 322, 305, 340, 360, 355, 410, 480, 590, 702, 760, 812, 805] },
          { name: "p50", values: [120, 118, 121, 125, 124, 130, 138, 150, 171, 190, 205, 212, 209] },
        ].map(({ name, values }) => ({
          name,
          data: values.map((value, index) => ({ label: minutes[index], value })),
        })),
      },
    },
    {
      type: "data_visualization",
      title: "Requests by zone",
      chart: {
        type: "area",
        axis_config: { categories: ["06:00", "07:00", "08:00", "09:00"], x_label: "Hour" },
        series: [
          {
            name: "ap-northeast-2a",
            data: [
              ["06:00", 12400],
              ["07:00", 18100],
              ["08:00", 31800],
              ["09:00", 29700],
            ].map(([label, value]) => ({ label, value })),
          },
          {
            name: "ap-northeast-2c",
            data: [
              ["06:00", 9400],
              ["07:00", 14100],
              ["08:00", 22000],
              ["09:00", 24500],
            ].map(([label, value]) => ({ label, value })),
          },
        ],
      },
    },
  ],
});

const instances = message(dev.id, {
  ts: ts("09:01:00"),
  text: "Instances",
  ephemeralTo: operator.id,
  blocks: [
    section("*7 instances* in `dev` and `staging`"),
    {
      type: "data_table",
      caption: "Instances in ap-northeast-2",
      page_size: 4,
      row_header_column_index: 0,
      rows: [
        ["Name", "State", "Type", "Cost a day"].map((text) => ({ type: "raw_text", text })),
        ...(
          [
            ["dev-api", ":large_green_circle: running", "t3.small", 0.62],
            ["dev-worker", ":large_green_circle: running", "t3.small", 0.62],
            ["staging-batch", ":white_circle: stopped", "c6i.large", 0.11],
            ["web-staging 1", ":large_green_circle: running", "t3.medium", 1.25],
            ["web-staging 2", ":large_green_circle: running", "t3.medium", 1.25],
            ["bastion", ":white_circle: stopped", "t3.nano", 0.02],
            ["qa-runner", ":large_green_circle: running", "m6i.xlarge", 5.53],
          ] as const
        ).map(([name, state, type, cost]) => [
          { type: "raw_text", text: name },
          { type: "raw_text", text: state },
          { type: "raw_text", text: type },
          { type: "raw_number", value: cost, text: `$${cost.toFixed(2)}` },
        ]),
      ],
    },
    {
      type: "table",
      column_settings: [{}, { align: "right" }],
      rows: [
        [
          { type: "raw_text", text: "Schedule" },
          { type: "raw_text", text: "Next" },
        ],
        [
          rich(line({ type: "text", text: "office-hours", style: { bold: true } })),
          { type: "raw_text", text: "stop at 22:00" },
        ],
      ],
    },
  ],
});

const words = message(dev.id, {
  ts: ts("08:20:00"),
  text: "rich text",
  blocks: [
    rich(
      line(
        "Release notes for ",
        { type: "text", text: "web 2.14", style: { bold: true } },
        " ",
        { type: "emoji", name: "tada", unicode: "1f389" },
        " with ",
        { type: "user", user_id: viewer.id },
        " and ",
        { type: "channel", channel_id: alerts.id },
      ),
      {
        type: "rich_text_list",
        style: "ordered",
        elements: [
          line("Cart totals round to the won"),
          line("Faster checkout, see ", { type: "link", url: "https://example.com/pr/412", text: "#412" }),
        ],
      },
      {
        type: "rich_text_list",
        style: "bullet",
        indent: 1,
        elements: [
          line("preload the payment sheet"),
          line("no more ", { type: "text", text: "spinner", style: { strike: true, italic: true } }),
        ],
      },
      { type: "rich_text_list", style: "ordered", elements: [line("Old coupons removed")] },
      { type: "rich_text_quote", elements: [{ type: "text", text: "Ship small, ship often." }] },
      {
        type: "rich_text_preformatted",
        elements: [{ type: "text", text: "$ curl -I https://www.example.com\nHTTP/2 200" }],
      },
    ),
    {
      type: "markdown",
      text: "## Runbook\n1. Look at **web-staging** first\n2. Then `dev-api`\n   - _logs_ in [CloudWatch](https://example.com)\n\n| Step | Owner |\n|---|---|\n| Restart | operator |\n| Approve | owner |",
    },
    {
      type: "image",
      image_url: "/missing.png",
      alt_text: "Latency before and after the release",
      title: plainText("Before and after"),
    },
    {
      type: "container",
      title: plainText("What changed"),
      subtitle: plainText("3 commits"),
      is_collapsible: true,
      default_collapsed: false,
      child_blocks: [
        section("`4f2a9c1` Fix rounding\n`77ab0e2` Preload the payment sheet"),
        { type: "divider" },
        { type: "context", elements: [mrkdwn("compared with *2.13*")] },
      ],
    },
    {
      type: "carousel",
      elements: ["web-dev", "web-staging", "web-production"].map((name, index) => ({
        type: "card",
        title: mrkdwn(`*${name}*`),
        subtitle: mrkdwn(["develop", "main", "release"][index] ?? ""),
        body: mrkdwn(["Deployed 3 hours ago", "Deploying now", "Waits for approval"][index] ?? ""),
        actions: [{ type: "button", action_id: `open_${name}`, text: plainText("Details"), value: name }],
      })),
    },
    { type: "alert", level: "warning", text: mrkdwn("The freeze begins on *Friday*.") },
  ],
});

export const messages: readonly SlackMessage[] = [
  message(deploys.id, {
    ts: ts("18:20:00", "2026-11-22"),
    user: viewer.id,
    text: "Is the freeze over? I have a fix for the cart waiting :eyes:",
  }),
  message(deploys.id, {
    ts: ts("18:21:10", "2026-11-22"),
    user: viewer.id,
    text: "_Nothing urgent_, tomorrow is fine. See <#C0ALERTS> and <https://example.com/a?b=1&amp;c=2|the plan>.",
  }),
  failed,
  message(deploys.id, {
    ts: ts("09:01:00"),
    user: operator.id,
    text: "On it — staging first, then production.",
  }),
  deployment,
  message(deploys.id, {
    ts: ts("09:03:00"),
    threadTs: deployment.ts,
    text: ":package: Build finished in 1 min 35 s",
  }),
  message(deploys.id, {
    ts: ts("09:04:20"),
    threadTs: deployment.ts,
    user: owner.id,
    text: "Thanks! I'll look at the cart once it is out.",
  }),
  confirmation,
  korean,
  replacement,
  charts,
  latency,
  words,
  instances,
];

export const state: PageState = {
  now: "2026-11-23T09:07:12+09:00",
  speed: 1,
  team: { name: slack.team.name },
  bot: { userId: bot, name: slack.bot.name },
  channels: slack.channels.map((channel) => ({ ...channel, hasBot: true })),
  people: slack.people.map((person) => ({ ...person })),
  messages,
  commands: [
    ["/deploy staging", "Deploy web-staging.", "web-staging을 배포합니다."],
    ["/deploy production", "Deploy web-production, after a confirmation.", "확인 후 web-production을 배포합니다."],
    ["/deploy status", "Say what is being deployed.", "배포 현황을 알려 줍니다."],
    ["/ec2 list", "List instances.", "인스턴스 목록을 보여 줍니다."],
    ["/ec2 start dev-api", "Start instances.", "인스턴스를 시작합니다."],
    ["/ec2 stop dev-api", "Stop instances.", "인스턴스를 중지합니다."],
    ["/cache clear www", "Clear the cache of a site.", "사이트 캐시를 비웁니다."],
    [
      "/schedule explain dev-api",
      "Say why an instance runs or doesn't.",
      "인스턴스가 켜지거나 꺼진 이유를 설명합니다.",
    ],
    ["/nightshift help", "What you may ask for.", "사용할 수 있는 명령을 보여 줍니다."],
  ].map(([text = "", en = "", ko = ""]) => ({ text, summary: { en, ko } })),
  aws: {
    pipelines: [
      {
        name: "web-dev",
        stages: [
          { name: "Source", state: "succeeded" },
          { name: "Build", state: "failed" },
          { name: "Deploy", state: "idle" },
        ],
      },
      {
        name: "web-staging",
        stages: [
          { name: "Source", state: "succeeded" },
          { name: "Build", state: "succeeded" },
          { name: "Deploy", state: "running" },
        ],
      },
      {
        name: "web-production",
        stages: [
          { name: "Source", state: "succeeded" },
          { name: "Build", state: "succeeded" },
          { name: "Approval", state: "waiting" },
          { name: "Deploy", state: "idle" },
        ],
      },
    ],
    groups: [
      {
        name: "web-staging-asg",
        instances: [
          { id: "i-0a51ce6e8d2f40c11", state: "running", healthy: true },
          { id: "i-0a51ce6e8d2f40c12", state: "running", healthy: false },
        ],
      },
    ],
    instances: [
      { id: "i-0d1a2b3c4d5e6f701", name: "dev-api", state: "running" },
      { id: "i-0d1a2b3c4d5e6f702", name: "dev-worker", state: "stopping" },
      { id: "i-0d1a2b3c4d5e6f703", name: "staging-batch", state: "stopped" },
      { id: "i-0a51ce6e8d2f40c11", name: "web-staging", state: "running" },
    ],
  },
};

export const view: PageView = {
  person: operator.id,
  errors: { until: "Choose a time that lies ahead." },
  view: {
    id: "V0OVERRIDE",
    type: "modal",
    team_id: slack.team.id,
    app_id: slack.appId,
    bot_id: slack.bot.id,
    title: { type: "plain_text", text: "Override a schedule" },
    submit: { type: "plain_text", text: "Override" },
    close: { type: "plain_text", text: "Cancel" },
    private_metadata: "",
    callback_id: "schedule_override",
    external_id: "",
    clear_on_close: false,
    notify_on_close: false,
    state: { values: {} },
    hash: "1",
    root_view_id: "V0OVERRIDE",
    previous_view_id: null,
    blocks: [
      {
        type: "alert",
        level: "info",
        text: mrkdwn("*office-hours* goes on by itself when the override ends."),
      },
      {
        type: "input",
        block_id: "target",
        label: plainText("Instance"),
        element: {
          type: "static_select",
          action_id: "instance",
          initial_option: { text: plainText("dev-api"), value: "dev-api" },
          options: [
            { text: plainText("dev-api"), value: "dev-api" },
            { text: plainText("dev-worker"), value: "dev-worker" },
          ],
        },
      },
      {
        type: "input",
        block_id: "until",
        label: plainText("Keep it running until"),
        hint: plainText("In Seoul's time."),
        element: { type: "plain_text_input", action_id: "time", placeholder: plainText("23:30") },
      },
      {
        type: "input",
        block_id: "notify",
        optional: true,
        label: plainText("Tell"),
        element: {
          type: "multi_users_select",
          action_id: "people",
          initial_users: [viewer.id],
          placeholder: plainText("Add people…"),
        },
      },
      {
        type: "input",
        block_id: "when",
        label: plainText("Afterwards"),
        element: {
          type: "radio_buttons",
          action_id: "after",
          initial_option: { text: plainText("Stop it"), value: "stop" },
          options: [
            { text: plainText("Stop it"), value: "stop", description: plainText("as the schedule says") },
            { text: plainText("Leave it"), value: "leave" },
          ],
        },
      },
    ],
  },
};
