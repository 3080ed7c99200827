import assert from "node:assert/strict";
import { problems } from "./minimal.ts";
import { refuses } from "./refuses.ts";

describe("the network of a place", () => {
  refuses([
    [
      "has zones of its region, two or more, each once",
      { "environment.network": { zones: ["eu-north-1a", "eu-west-1a", "eu-north-1a"] } },
      [
        'slipway:environment.network.zones[1] "eu-west-1a": is no zone of eu-north-1: write it like eu-north-1a',
        'slipway:environment.network.zones[2] "eu-north-1a": is there twice: remove it',
      ],
    ],
    [
      "has two zones at least",
      { "environment.network": { zones: ["eu-north-1a"] } },
      ["slipway:environment.network.zones: has 1: a load balancer and a database need 2 or more"],
    ],
    [
      "names its zones where they differ from account to account",
      { "environment.aws.region": "us-west-1" },
      [
        "slipway:environment.network.zones: is missing: which zones of us-west-1 an account has differs from account to account: name two",
      ],
    ],
    [
      "has room for subnets",
      { "environment.network": { cidr: "10.0.0.0/24" } },
      [
        "slipway:environment.network.cidr: cannot lay out subnets in 10.0.0.0/24, which has 256 addresses: use a block from /16 (65,536, AWS's largest) to /22 (1,024: an eighth of it for a zone, and a quarter of that for its load balancer, is 32, AWS's least)",
      ],
    ],
    [
      "is a block that begins where it should",
      { "environment.network": { cidr: "10.0.1.0/16" } },
      ['slipway:environment.network.cidr: "10.0.1.0/16" has bits set after its prefix: write 10.0.0.0/16'],
    ],
    [
      "does not take the addresses of Docker",
      { "environment.network": { cidr: "172.17.128.0/18" } },
      [
        'slipway:environment.network.cidr "172.17.128.0/18": with 172.17.128.0 to 172.17.191.255 overlaps what Docker keeps to itself, 172.17.0.0/16 (172.17.0.0 to 172.17.255.255): use another block, like 10.30.0.0/16',
      ],
    ],
    [
      "has an address for every task, also while a deployment has both the old and the new ones",
      {
        "environment.network": { cidr: "10.0.0.0/22" },
        "environment.services": { api: { max: 50 } },
        "app.services.worker.exactlyOne": true,
        "app.services.other": { kind: "worker", image: "app" },
        "app.jobs.weekly": { image: "app", schedule: "rate(7 days)" },
        "environment.services.other": { max: 2, scale: { schedules: [{ at: "cron(0 6 * * ? *)", min: 9, max: 9 }] } },
      },
      [
        'slipway:environment.network.cidr "10.0.0.0/22": has too few addresses for tasks: 2 zones × 59 = 118, and a deployment may need 2 × 50 of api + 2 × 9 of other + worker + 2 of jobs = 121: use a wider block, more zones or a smaller max',
      ],
    ],
    [
      "has endpoints that AWS has, each once",
      { "environment.network": { endpoints: ["sts", "s3", "sts"] } },
      [
        'slipway:environment.network.endpoints[1] "s3": unknown value: use one of backup, ecr.api, ecr.dkr, elasticfilesystem, kms, logs, monitoring, rds, secretsmanager, sqs, ssm, ssmmessages, sts',
        'slipway:environment.network.endpoints[1] "sts": is there twice: remove it',
      ],
    ],
  ]);
});

describe("networks of one account", () => {
  const neighbour = (own: object) => [
    { stack: "production", accountId: "111111111111", sharedAccountOwner: true, ...own },
  ];

  it("share no addresses, because they could never be joined", () => {
    assert.deepEqual(problems({}, { siblings: neighbour({ cidr: "10.20.128.0/17" }) }), [
      'slipway:environment.network.cidr "10.20.0.0/16": with 10.20.0.0 to 10.20.255.255 overlaps the network of production, in the same account, 10.20.128.0/17 (10.20.128.0 to 10.20.255.255): use another block, like 10.30.0.0/16',
    ]);
    assert.deepEqual(problems({}, { siblings: neighbour({ cidr: "10.10.0.0/16" }) }), []);
  });

  it("are told together, since one line a stack hides all else", () => {
    const siblings = ["production", "test", "demo"].flatMap((stack) =>
      neighbour({ cidr: "10.20.0.0/16" }).map((other) => ({ ...other, stack, sharedAccountOwner: stack === "test" })),
    );
    const told = problems({}, { siblings }).filter((problem) => problem.includes("overlaps"));
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", /production.*; and the network of test.*; and the network of demo/);
  });

  it("are told a block that none of them has", () => {
    const [told = ""] = problems(
      { "environment.network": { cidr: "10.30.0.0/16" } },
      { siblings: neighbour({ cidr: "10.30.0.0/16" }) },
    );
    assert.match(told, /like 10\.40\.0\.0\/16$/);
  });

  it("may be what they like in two accounts, and where one is broken that stack's own check says so", () => {
    assert.deepEqual(problems({}, { siblings: neighbour({ cidr: "10.20.0.0/16", accountId: "222222222222" }) }), []);
    assert.deepEqual(problems({}, { siblings: neighbour({ cidr: "10.20.1.0/16" }) }), []);
  });
});

describe("a network that somebody else has made", () => {
  const subnets = {
    public: ["subnet-00000001", "subnet-00000002"],
    private: ["subnet-00000003", "subnet-00000004"],
    data: ["subnet-00000003", "subnet-00000004"],
  };
  const existing = { vpcId: "vpc-0123456789abcdef0", subnets };
  refuses([
    ["is named by its ids, and tasks may share subnets with data", { "environment.network": { existing } }, []],
    [
      "leaves nothing else to say about the network",
      {
        "environment.network": {
          existing,
          cidr: "10.0.0.0/16",
          zones: ["eu-north-1a"],
          nat: "none",
          endpoints: ["sts"],
          flowLogs: "all",
        },
      },
      [
        ["cidr", ' "10.0.0.0/16"'],
        ["zones", ""],
        ["nat", ' "none"'],
        ["endpoints", ""],
        ["flowLogs", ' "all"'],
      ].map(
        ([key, value]) =>
          `slipway:environment.network.${key}${value}: is a matter of whoever made slipway:environment.network.existing: remove one of the two`,
      ),
    ],
    [
      "has subnets in two zones, and none that is public and private",
      {
        "environment.network": {
          existing: {
            ...existing,
            subnets: { ...subnets, public: ["subnet-00000001", "subnet-00000003"], data: ["subnet-00000004"] },
          },
        },
      },
      [
        "slipway:environment.network.existing.subnets.data: has 1: a load balancer, services and databases need 2 or more, each in another zone",
        'slipway:environment.network.existing.subnets.private[0] "subnet-00000003": is among the public subnets too: name one that the internet cannot reach',
      ],
    ],
    [
      "has ids as AWS writes them",
      { "environment.network": { existing: { ...existing, vpcId: "main" } } },
      ['slipway:environment.network.existing.vpcId "main": is no id of a VPC: write it like vpc-0123456789abcdef0'],
    ],
  ]);
});
