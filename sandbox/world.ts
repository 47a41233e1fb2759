/** The sandbox's initial state: one AWS account and one Slack workspace of a small web team in Seoul. */

export const account = "123456789012";
export const region = "ap-northeast-2";

/** When each play begins, unless its first step is a `clock`. */
export const start = new Date("2026-11-23T09:00:00+09:00");

export interface StageOfWorld {
  readonly name: string;
  readonly action: string;
  readonly category: "Source" | "Build" | "Approval" | "Deploy";
  readonly provider: string;
  /** The duration of the stage's action in milliseconds; an approval takes as long as people do. */
  readonly takes?: number;
}

export interface PipelineOfWorld {
  readonly name: string;
  readonly repository: string;
  readonly branch: string;
  readonly stages: readonly StageOfWorld[];
}

const source: StageOfWorld = {
  name: "Source",
  action: "Source",
  category: "Source",
  provider: "CodeStarSourceConnection",
  takes: 8_000,
};
const build: StageOfWorld = {
  name: "Build",
  action: "Build",
  category: "Build",
  provider: "CodeBuild",
  takes: 95_000,
};
const approval: StageOfWorld = {
  name: "Approval",
  action: "ApproveRelease",
  category: "Approval",
  provider: "Manual",
};
const deploy: StageOfWorld = {
  name: "Deploy",
  action: "Deploy",
  category: "Deploy",
  provider: "CodeDeploy",
  takes: 70_000,
};

export const pipelines: readonly PipelineOfWorld[] = [
  { name: "web-dev", repository: "acme/web", branch: "develop", stages: [source, build, deploy] },
  { name: "web-staging", repository: "acme/web", branch: "main", stages: [source, build, deploy] },
  {
    name: "web-production",
    repository: "acme/web",
    branch: "release",
    stages: [source, build, approval, deploy],
  },
];

export interface InstanceOfWorld {
  readonly id: string;
  readonly type: string;
  readonly zone: string;
  readonly state: "running" | "stopped";
  readonly tags: Readonly<Record<string, string>>;
  /** Its Auto Scaling group. */
  readonly group?: string;
}

export const instances: readonly InstanceOfWorld[] = [
  {
    id: "i-0d1a2b3c4d5e6f701",
    type: "t3.small",
    zone: "ap-northeast-2a",
    state: "running",
    tags: { Name: "dev-api", env: "dev", nightshift: "office-hours" },
  },
  {
    id: "i-0d1a2b3c4d5e6f702",
    type: "t3.small",
    zone: "ap-northeast-2c",
    state: "running",
    tags: { Name: "dev-worker", env: "dev", nightshift: "office-hours" },
  },
  {
    id: "i-0d1a2b3c4d5e6f703",
    type: "c6i.large",
    zone: "ap-northeast-2a",
    state: "stopped",
    tags: { Name: "staging-batch", env: "staging" },
  },
  {
    id: "i-0a51ce6e8d2f40c11",
    type: "t3.medium",
    zone: "ap-northeast-2a",
    state: "running",
    tags: { Name: "web-staging", env: "staging" },
    group: "web-staging-asg",
  },
  {
    id: "i-0a51ce6e8d2f40c12",
    type: "t3.medium",
    zone: "ap-northeast-2c",
    state: "running",
    tags: { Name: "web-staging", env: "staging" },
    group: "web-staging-asg",
  },
];

export interface GroupOfWorld {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly zones: readonly string[];
  readonly type: string;
  readonly tags: Readonly<Record<string, string>>;
}

export const groups: readonly GroupOfWorld[] = [
  {
    name: "web-staging-asg",
    min: 2,
    max: 4,
    desired: 2,
    zones: ["ap-northeast-2a", "ap-northeast-2c"],
    type: "t3.medium",
    tags: { Name: "web-staging", env: "staging" },
  },
];

export interface TargetGroupOfWorld {
  readonly name: string;
  /** The last part of its ARN. */
  readonly id: string;
  /** The Auto Scaling group that registers its instances there. */
  readonly group?: string;
  /** Other registered instances. */
  readonly instances?: readonly string[];
}

export const targetGroups: readonly TargetGroupOfWorld[] = [
  { name: "web-staging", id: "73e2d6bc24d8a067", group: "web-staging-asg" },
  { name: "dev", id: "9f1c2b3a4d5e6f70", instances: ["i-0d1a2b3c4d5e6f701", "i-0d1a2b3c4d5e6f702"] },
];

export interface DatabaseOfWorld {
  readonly id: string;
  readonly engine: string;
  readonly version: string;
  readonly type: string;
  readonly zone: string;
  /** In GiB; a member of an Aurora or DocumentDB cluster has none of its own. */
  readonly storage?: number;
  readonly multiAz?: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** The source database, if it is a read replica. */
  readonly replicaOf?: string;
  /** Its cluster; the first member is the writer. */
  readonly cluster?: string;
}

export interface DatabaseClusterOfWorld {
  readonly id: string;
  readonly engine: string;
  readonly version: string;
  /** The class of its instances, which only a Multi-AZ DB cluster has. */
  readonly type?: string;
  readonly tags: Readonly<Record<string, string>>;
}

const devOffice = { env: "dev", nightshift: "office-hours" };

export const databaseClusters: readonly DatabaseClusterOfWorld[] = [
  { id: "dev-aurora", engine: "aurora-mysql", version: "8.0.mysql_aurora.3.08.0", tags: devOffice },
  { id: "dev-docs", engine: "docdb", version: "5.0.0", tags: devOffice },
  {
    id: "staging-multi",
    engine: "postgres",
    version: "16.6",
    type: "db.m6gd.large",
    tags: { env: "staging" },
  },
];

/** Members carry their cluster's tags, as with the common Terraform modules. */
export const databases: readonly DatabaseOfWorld[] = [
  {
    id: "dev-db",
    engine: "mysql",
    version: "8.0.40",
    type: "db.t3.medium",
    zone: "ap-northeast-2a",
    storage: 50,
    tags: devOffice,
  },
  {
    id: "dev-replica",
    engine: "postgres",
    version: "16.6",
    type: "db.t3.medium",
    zone: "ap-northeast-2c",
    storage: 100,
    tags: { env: "staging" },
    replicaOf: "staging-db",
  },
  {
    id: "staging-db",
    engine: "postgres",
    version: "16.6",
    type: "db.t3.medium",
    zone: "ap-northeast-2a",
    storage: 100,
    tags: { env: "staging" },
  },
  {
    id: "dev-aurora-1",
    engine: "aurora-mysql",
    version: "8.0.mysql_aurora.3.08.0",
    type: "db.t3.medium",
    zone: "ap-northeast-2a",
    tags: devOffice,
    cluster: "dev-aurora",
  },
  {
    id: "dev-docs-1",
    engine: "docdb",
    version: "5.0.0",
    type: "db.t3.medium",
    zone: "ap-northeast-2c",
    tags: devOffice,
    cluster: "dev-docs",
  },
  ...["ap-northeast-2a", "ap-northeast-2b", "ap-northeast-2c"].map((zone, index) => ({
    id: `staging-multi-instance-${index + 1}`,
    engine: "postgres",
    version: "16.6",
    type: "db.m6gd.large",
    zone,
    storage: 100,
    tags: { env: "staging" },
    cluster: "staging-multi",
  })),
];

/** One account and region with its contents. */
export interface PlaceOfWorld {
  readonly account: string;
  readonly region: string;
  readonly pipelines: readonly PipelineOfWorld[];
  readonly instances: readonly InstanceOfWorld[];
  readonly groups: readonly GroupOfWorld[];
  readonly targetGroups: readonly TargetGroupOfWorld[];
  readonly databases: readonly DatabaseOfWorld[];
  readonly databaseClusters: readonly DatabaseClusterOfWorld[];
  readonly sites: readonly SiteOfWorld[];
}

export interface SiteOfWorld {
  readonly id: string;
  readonly domain: string;
  readonly alias: string;
  readonly comment: string;
}

const empty = {
  pipelines: [],
  instances: [],
  groups: [],
  targetGroups: [],
  databases: [],
  databaseClusters: [],
  sites: [],
};

/** The team's other account, which production was moved to, and another region of its own account. */
export const elsewhere: readonly PlaceOfWorld[] = [
  {
    ...empty,
    account: "210987654321",
    region,
    pipelines: [
      {
        name: "web-production",
        repository: "acme/web",
        branch: "release",
        stages: [source, build, approval, deploy],
      },
    ],
    instances: [
      {
        id: "i-0b9a8c7d6e5f40101",
        type: "t3.small",
        zone: "ap-northeast-2a",
        state: "running",
        tags: { Name: "dev-api", env: "production", nightshift: "office-hours" },
      },
    ],
    databases: [
      {
        id: "dev-db",
        engine: "postgres",
        version: "16.6",
        type: "db.t3.medium",
        zone: "ap-northeast-2a",
        storage: 100,
        tags: { env: "production" },
      },
    ],
    sites: [
      {
        id: "E2NIGHTSHIFT00",
        domain: "d222222abcdef8.cloudfront.net",
        alias: "shop.example.com",
        comment: "shop",
      },
    ],
  },
  {
    ...empty,
    account,
    region: "ap-northeast-1",
    pipelines: [{ name: "web-tokyo", repository: "acme/web", branch: "main", stages: [source, build, deploy] }],
    instances: [
      {
        id: "i-0c1d2e3f4a5b60201",
        type: "t3.small",
        zone: "ap-northeast-1a",
        state: "running",
        tags: { Name: "tokyo-api", env: "tokyo" },
      },
    ],
  },
];

/** The roles of other accounts that trust the bot, and their external ids. */
export const trustingRoles: Readonly<Record<string, string>> = {
  "arn:aws:iam::210987654321:role/nightshift": "acme-nightshift",
};

/** The deployment's topic that budgets are sent to, unless a play names another. */
export const alertsTopic = "nightshift-sandbox-alerts";

export const sites = [
  { id: "E1NIGHTSHIFT00", domain: "d111111abcdef8.cloudfront.net", alias: "www.example.com", comment: "www" },
] as const satisfies readonly SiteOfWorld[];

/** The bot's own location. */
export const home: PlaceOfWorld = {
  account,
  region,
  pipelines,
  instances,
  groups,
  targetGroups,
  databases,
  databaseClusters,
  sites,
};

export const slack = {
  team: { id: "T0NIGHT", name: "Acme", domain: "acme-web" },
  appId: "A0NIGHTSHIFT",
  bot: { id: "B0NIGHTSHIFT", userId: "U0NIGHTSHIFT", name: "nightshift" },
  /** The same in every sandbox, so that a play's raw request can sign itself. They protect nothing. */
  signingSecret: "sandbox-signing-secret",
  botToken: "xoxb-sandbox",
  channels: [
    { id: "C0DEPLOYS", name: "deploys", topic: "What goes out, and how it went" },
    { id: "C0ALERTS", name: "alerts", topic: "What needs a look" },
    { id: "C0DEV", name: "dev", topic: "Everything else" },
  ],
  people: [
    { id: "U0OWNER", persona: "owner", name: "Seo-yeon Park", locale: "en-US", timeZone: "Asia/Seoul" },
    { id: "U0OPERATOR", persona: "operator", name: "Min-jun Kim", locale: "en-US", timeZone: "Asia/Seoul" },
    { id: "U0VIEWER", persona: "viewer", name: "Ji-woo Lee", locale: "en-US", timeZone: "Asia/Seoul" },
  ],
  groups: [
    { id: "S0OPS", handle: "ops", name: "Operators", users: ["U0OPERATOR", "U0OWNER"] },
    { id: "S0OWNERS", handle: "owners", name: "Owners", users: ["U0OWNER"] },
  ],
} as const;

export type Persona = (typeof slack.people)[number]["persona"];
