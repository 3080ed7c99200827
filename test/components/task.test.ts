import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId.js";
import { Task } from "../../components/task.ts";
import { type Surroundings, taskArgs, type Workload } from "../../components/workload.ts";
import { answered, at, type Declared, declareComponent, ofType, place } from "../support/declare-stack.ts";
import { containersOf, type EcsContainer, statementsOf, variablesOf } from "../support/json-inputs.ts";
import { databaseUse, worker } from "../support/minimal.ts";

const secretArn = (name: string) => `arn:aws:secretsmanager:eu-north-1:111111111111:secret:${name}-AbCdEf`;
const reference = (name: string) => ({ arn: secretArn(name), valueFrom: `${secretArn(name)}:::v1` });
const login = (firewallId: string, port: number, env: string) => ({
  ready: [],
  logins: { mail: { firewallId, port, secrets: { [env]: reference(env) }, environment: {} } },
});

const surroundings: Surroundings = {
  place: { prefix: "shop-staging", ...place, vpcId: "vpc-0123456789abcdef0", logRetentionDays: 7 },
  secrets: { API_KEY: reference("API_KEY"), SESSION_KEY: reference("SESSION_KEY"), PARTNER: reference("PARTNER") },
  stores: { main: login("sg-main", 5432, "DATABASE_URL"), cache: login("sg-cache", 6379, "REDIS_URL") },
  queues: {},
  buckets: {},
  files: {},
  values: {},
};
const uses = {
  main: databaseUse(),
  cache: { store: "cache", access: "write", env: "REDIS_URL", urlDialect: "redis" },
} as const;

/** A task in the shape of a worker, which has nothing else. */
function withTask(own: Partial<Workload> = {}, around: Partial<Surroundings> = {}): Promise<Declared> {
  return declareComponent(() => {
    new Task("mail", taskArgs("mail", { ...worker(), ...own }, { ...surroundings, ...around }));
  });
}

const definition = (declared: Declared) => at(declared, "mail/mail-definition");

function container(declared: Declared, name = "mail"): EcsContainer {
  const found = containersOf(definition(declared)).find((each) => each.name === name);
  assert(found, `a container ${name}`);
  return found;
}

describe("Task", () => {
  it("cannot write to its own files, unless somebody said why it must", async () => {
    assert.equal(container(await withTask()).readonlyRootFilesystem, true);
    const declared = await withTask({ writableRoot: { because: "the image unpacks itself" } });
    assert.equal(container(declared).readonlyRootFilesystem, false);
  });

  it("holds the paths that it may write to in memory, open to whatever user it runs as", async () => {
    const writable = [
      { path: "/var/cache/app", sizeMiB: 32 },
      { path: "/tmp", sizeMiB: 64 },
    ];
    const declared = await withTask({ writable });
    const mountOptions = ["exec", "mode=1777", "nodev", "nosuid"];
    assert.deepEqual(container(declared).linuxParameters, {
      initProcessEnabled: true,
      tmpfs: [
        { containerPath: "/tmp", size: 64, mountOptions },
        { containerPath: "/var/cache/app", size: 32, mountOptions },
      ],
    });
    assert.deepEqual(containersOf(definition(declared)).length, 1, "nothing has to be prepared");
  });

  it("finds the certificates of its stores in a file that it cannot change", async () => {
    const declared = await withTask({ uses: { main: uses.main } });
    const init = container(declared, "slipway-init");
    assert(variablesOf(init).CA_BUNDLE?.includes("-----BEGIN CERTIFICATE-----"));
    assert.match(init.command?.[2] ?? "", /> \/init\/certificates\/bundle\.pem$/);
    assert.deepEqual(container(declared).mountPoints, [
      { sourceVolume: "certificates", containerPath: "/slipway/ca", readOnly: true },
    ]);
  });

  it("has no second container when there is nothing to prepare", async () => {
    assert.deepEqual(
      containersOf(definition(await withTask())).map(({ name }) => name),
      ["mail"],
    );
  });

  it("gets secrets by reference, so that no value is in its definition", async () => {
    assert.deepEqual(container(await withTask({ secrets: ["PARTNER", "API_KEY"] })).secrets, [
      { name: "API_KEY", valueFrom: reference("API_KEY").valueFrom },
      { name: "PARTNER", valueFrom: reference("PARTNER").valueFrom },
    ]);
  });

  it("may read exactly the secrets that it names, and no other of the app", async () => {
    const declared = await withTask({ secrets: ["API_KEY"], uses });
    const reading = statementsOf(at(declared, "mail/mail-execution-policy")).filter(({ Action }) =>
      Action.includes("secretsmanager:GetSecretValue"),
    );
    assert.deepEqual(
      reading.flatMap(({ Resource }) => Resource),
      ["API_KEY", "DATABASE_URL", "REDIS_URL"].map(secretArn),
    );
  });

  it("may call nothing itself, unless the configuration says what and why", async () => {
    assert.deepEqual(
      ofType(await withTask(), "RolePolicy").filter(({ name }) => name === "mail-app-policy"),
      [],
    );
    const permissions = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::files/*"], because: "it sends files" }];
    assert.deepEqual(statementsOf(at(await withTask({ permissions }), "mail/mail-app-policy")), [
      { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::files/*"] },
    ]);
  });

  it("lets nobody else's ECS use its roles", async () => {
    const declared = await withTask();
    for (const path of ["mail/mail-execution-role", "mail/mail-app-role"]) {
      const [trust] = statementsOf(at(declared, path), "assumeRolePolicy");
      assert.deepEqual(trust?.Principal, { Service: "ecs-tasks.amazonaws.com" });
      assert.deepEqual(trust?.Condition, { StringEquals: { "aws:SourceAccount": "111111111111" } });
    }
  });

  it("goes out to HTTPS, to its stores from group to group, and to what the configuration names", async () => {
    const egress = [{ port: 587, to: "any" }];
    const declared = await withTask({ uses: { main: uses.main }, egress });
    const task = answered(declared, "mail/mail-firewall").id;
    const out = ofType(declared, "SecurityGroupEgressRule").filter(({ inputs }) => inputs.securityGroupId === task);
    assert.deepEqual(
      out.map(({ inputs }) => [inputs.cidrIpv4 ?? inputs.referencedSecurityGroupId, inputs.fromPort, inputs.toPort]),
      [
        ["0.0.0.0/0", 443, 443],
        ["0.0.0.0/0", 587, 587],
        ["sg-main", 5432, 5432],
      ],
    );
  });

  it("does not depend on the order in which variables and paths are written", async () => {
    const one = await withTask({ env: { A: "1", B: "2" }, secrets: ["API_KEY", "SESSION_KEY"] });
    const other = await withTask({ env: { B: "2", A: "1" }, secrets: ["SESSION_KEY", "API_KEY"] });
    assert.equal(definition(other).inputs.containerDefinitions, definition(one).inputs.containerDefinitions);
  });

  it("fits into the 64 KiB that ECS takes, with certificates and every kind of store", async () => {
    const declared = await withTask({ uses, secrets: Object.keys(surroundings.secrets) });
    assert(Buffer.byteLength(JSON.stringify(definition(declared).inputs)) < 64 * 1024);
  });

  it("keeps old revisions, so that what runs and what a rollback needs is never taken away", async () => {
    assert.equal(definition(await withTask()).inputs.skipDestroy, true);
  });

  it("logs to a group of its own, which forgets in time", async () => {
    const declared = await withTask();
    const { inputs } = at(declared, "mail/mail-logs");
    assert.deepEqual([inputs.name, inputs.retentionInDays], ["/slipway/shop-staging/mail", 7]);
  });

  it("writes into its own log and into no other", async () => {
    const declared = await withTask();
    const writing = statementsOf(at(declared, "mail/mail-execution-policy")).filter(({ Action }) =>
      Action.includes("logs:PutLogEvents"),
    );
    assert.deepEqual(
      writing.flatMap(({ Resource }) => Resource),
      [`${answered(declared, "mail/mail-logs").arn}:*`],
    );
  });

  it("is there when all that lets it reach its stores is, so that nothing of it starts before and fails", async () => {
    const declared = await declareComponent(() => {
      const { ready } = new Task("mail", taskArgs("mail", { ...worker(), uses }, surroundings));
      new RandomId("after", { byteLength: 1 }, { dependsOn: ready });
    });
    const { dependsOn } = at(declared, "after");
    const rules = declared.resources.filter(({ type }) => /SecurityGroup(In|E)gressRule$/.test(type));
    assert.deepEqual(
      rules.filter(({ urn }) => !dependsOn.includes(urn)).map(({ path }) => path),
      [],
    );
    assert.equal(rules.length, 5);
  });

  it("pulls from a private registry with a secret that it may read", async () => {
    const image = { uri: `registry.example.com/mail@sha256:${"0".repeat(64)}`, architecture: "arm64" } as const;
    const declared = await withTask({ image: { ...image, pullSecret: "API_KEY" } });
    assert.deepEqual(container(declared).repositoryCredentials, { credentialsParameter: secretArn("API_KEY") });
    const readable = statementsOf(at(declared, "mail/mail-execution-policy")).flatMap(({ Resource }) => Resource);
    assert(readable.includes(secretArn("API_KEY")));
    assert.equal(Object(definition(declared).inputs.runtimePlatform).cpuArchitecture, "ARM64");
  });

  it("pulls a sidecar with the secret of its registry, but not what comes through the cache", async () => {
    const sidecars = {
      proxy: {
        image: `registry.example.com/proxy@sha256:${"0".repeat(64)}`,
        pullSecret: "API_KEY",
        env: {},
        secrets: [],
        essential: true,
      },
    };
    const credentials = (declared: Declared) =>
      containersOf(definition(declared)).find(({ name }) => name === "proxy")?.repositoryCredentials;
    const readable = (declared: Declared) =>
      statementsOf(at(declared, "mail/mail-execution-policy")).flatMap(({ Resource }) => Resource);
    const direct = await withTask({ sidecars });
    assert.deepEqual(credentials(direct), { credentialsParameter: secretArn("API_KEY") });
    assert(readable(direct).includes(secretArn("API_KEY")));
    const pullThrough = {
      pulls: (uri: string) => uri.startsWith("registry.example.com/"),
      uriOf: ({ uri }: { uri: string }) => `111111111111.dkr.ecr.eu-north-1.amazonaws.com/${uri}`,
      warm: () => [],
      ready: [],
    };
    const cached = await withTask({ sidecars }, { place: { ...surroundings.place, pullThrough } });
    assert.equal(credentials(cached), undefined);
    assert(!readable(cached).includes(secretArn("API_KEY")), "the cache has the credentials itself");
  });

  it("pays for no disk that is free", async () => {
    assert.equal(definition(await withTask()).inputs.ephemeralStorage, undefined);
    assert.deepEqual(definition(await withTask({ ephemeralGiB: 50 })).inputs.ephemeralStorage, { sizeInGib: 50 });
  });

  it("is given no capability of Linux beyond the usual ones, and an init process that reaps what the app leaves", async () => {
    assert.deepEqual(container(await withTask()).linuxParameters, { initProcessEnabled: true });
  });

  it("runs as the user that the configuration names, and has the time to stop that it asks for", async () => {
    const { user, stopTimeout } = container(await withTask({ user: "1001:1001", stopSeconds: 90 }));
    assert.deepEqual([user, stopTimeout], ["1001:1001", 90]);
  });

  it("with a shell has three places for its agent to write to, since its root is read-only", async () => {
    const exec = { because: "an incident" };
    const declared = await withTask({ exec });
    const volumes = ["exec-agent", "exec-logs", "exec-state"];
    assert.deepEqual(
      container(declared).mountPoints.map(({ sourceVolume, containerPath }) => [sourceVolume, containerPath]),
      [
        ["exec-agent", "/managed-agents"],
        ["exec-logs", "/var/log/amazon/ssm"],
        ["exec-state", "/var/lib/amazon/ssm"],
      ],
    );
    assert.deepEqual(
      definition(declared).inputs.volumes,
      volumes.map((name) => ({ name })),
    );
    assert.deepEqual(
      statementsOf(at(declared, "mail/mail-app-policy")).flatMap(({ Action, Resource }) =>
        [Action]
          .flat()
          .filter((action) => action.startsWith("logs:"))
          .map((action) => [action, ...[Resource].flat()]),
      ),
      [
        ["logs:DescribeLogGroups", "*"],
        ...["CreateLogStream", "DescribeLogStreams", "PutLogEvents"].map((action) => [
          `logs:${action}`,
          "arn:aws:logs:eu-north-1:111111111111:log-group:/slipway/shop-staging/cluster-shells:*",
        ]),
      ],
      "what happens in it is written down",
    );
    const open = await withTask({ exec, writableRoot: { because: "the image unpacks itself" } });
    assert.deepEqual(container(open).mountPoints, [], "a writable root has places enough");
  });

  it("has sidecars with variables, secrets and ports of their own, which the app does not see", async () => {
    const sidecars = {
      metrics: {
        image: `quay.io/acme/exporter:1.4@sha256:${"1".repeat(64)}`,
        command: ["--quiet"],
        env: { LEVEL: "info" },
        secrets: ["API_KEY"],
        port: 9100,
        essential: false,
      },
    };
    const declared = await withTask({ sidecars });
    const { image, essential, command, readonlyRootFilesystem, stopTimeout } = container(declared, "metrics");
    assert.equal(image, `quay.io/acme/exporter@sha256:${"1".repeat(64)}`, "ECS takes no tag beside a digest");
    assert.deepEqual([essential, command, readonlyRootFilesystem, stopTimeout], [false, ["--quiet"], true, 30]);
    assert.deepEqual(variablesOf(container(declared, "metrics")), {
      LEVEL: "info",
      API_KEY: reference("API_KEY").valueFrom,
    });
    assert.deepEqual(variablesOf(container(declared)), {});
    const readable = statementsOf(at(declared, "mail/mail-execution-policy")).flatMap(({ Resource }) => Resource);
    assert(readable.includes(secretArn("API_KEY")), "ECS starts it with its secret");
  });

  it("mounts its file systems encrypted, as its own role and through their access points", async () => {
    const files = {
      fileSystemId: pulumi.output("fs-1"),
      arn: pulumi.output("arn:fs-1"),
      accessPointId: pulumi.output("fsap-1"),
      accessPointArn: pulumi.output("arn:fsap-1"),
      firewallId: pulumi.output("sg-files"),
      port: 2049 as const,
      ready: [],
    };
    const declared = await withTask(
      { volumes: { media: { path: "/srv/media" } } },
      { files: { mail: { media: files } } },
    );
    assert.deepEqual(definition(declared).inputs.volumes, [
      {
        name: "files-media",
        efsVolumeConfiguration: {
          fileSystemId: "fs-1",
          transitEncryption: "ENABLED",
          authorizationConfig: { accessPointId: "fsap-1", iam: "ENABLED" },
        },
      },
    ]);
    assert.deepEqual(container(declared).mountPoints, [
      { sourceVolume: "files-media", containerPath: "/srv/media", readOnly: false },
    ]);
    assert.deepEqual(statementsOf(at(declared, "mail/mail-app-policy")), [
      {
        Effect: "Allow",
        Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        Resource: ["arn:fs-1"],
        Condition: { StringEquals: { "elasticfilesystem:AccessPointArn": "arn:fsap-1" } },
      },
    ]);
    const into = ofType(declared, "SecurityGroupIngressRule").map(({ inputs }) => [
      inputs.securityGroupId,
      inputs.referencedSecurityGroupId,
      inputs.fromPort,
    ]);
    assert.deepEqual(into, [["sg-files", answered(declared, "mail/mail-firewall").id, 2049]]);
  });

  for (const [access, sends] of [
    ["read", false],
    ["write", true],
  ] as const) {
    it(`that uses a queue to ${access} ${sends ? "sends to it and" : "only"} receives from it, and from no other`, async () => {
      const queue = { url: pulumi.output("https://sqs/orders"), arn: pulumi.output("arn:orders"), ready: [] };
      const declared = await withTask(
        { uses: { orders: { store: "queue", access, env: "QUEUE_URL" } } },
        { queues: { orders: queue } },
      );
      assert.equal(variablesOf(container(declared)).QUEUE_URL, "https://sqs/orders");
      const [statement, ...others] = statementsOf(at(declared, "mail/mail-app-policy"));
      assert.deepEqual([statement?.Resource, others], [["arn:orders"], []]);
      assert(statement?.Action.includes("sqs:ReceiveMessage"));
      assert.equal(statement?.Action.includes("sqs:SendMessage"), sends);
    });
  }

  for (const [access, changes] of [
    ["read", false],
    ["write", true],
  ] as const) {
    it(`that uses a bucket to ${access} ${changes ? "changes" : "only gets"} its objects, and those of no other`, async () => {
      const uploads = { bucketName: pulumi.output("shop-uploads"), arn: pulumi.output("arn:uploads"), ready: [] };
      const declared = await withTask(
        { uses: { uploads: { store: "bucket", access, env: "UPLOADS_BUCKET" } } },
        { buckets: { uploads } },
      );
      assert.equal(variablesOf(container(declared)).UPLOADS_BUCKET, "shop-uploads");
      const [list, objects, ...others] = statementsOf(at(declared, "mail/mail-app-policy"));
      assert.deepEqual([list?.Action, list?.Resource, others], [["s3:ListBucket"], ["arn:uploads"], []]);
      assert.deepEqual(objects?.Resource, ["arn:uploads/*"]);
      assert(objects?.Action.includes("s3:GetObject"));
      for (const action of ["s3:PutObject", "s3:DeleteObject"]) {
        assert.equal(objects?.Action.includes(action), changes, action);
      }
    });
  }

  it("calls another service by its name, from its own group to that service's door", async () => {
    const namespace = { arn: pulumi.output("arn:names"), doors: { api: { firewallId: "sg-door", port: 8000 } } };
    const declared = await withTask({ uses: { api: { store: "service", env: "API_URL" } } }, { namespace });
    assert.equal(variablesOf(container(declared)).API_URL, "http://api:8000");
    const own = answered(declared, "mail/mail-firewall").id;
    const rules = [...ofType(declared, "SecurityGroupEgressRule"), ...ofType(declared, "SecurityGroupIngressRule")]
      .map(({ inputs }) => [inputs.securityGroupId, inputs.referencedSecurityGroupId, inputs.fromPort])
      .filter(([, referenced]) => referenced !== undefined);
    assert.deepEqual(rules, [
      [own, "sg-door", 8000],
      ["sg-door", own, 8000],
    ]);
  });

  it("that other services call names its port and stands behind its door too", async () => {
    const namespace = { arn: pulumi.output("arn:names"), doors: { mail: { firewallId: "sg-door", port: 8000 } } };
    let groups: Promise<readonly string[]> = Promise.resolve([]);
    const declared = await declareComponent(() => {
      const workload = { ...worker({ port: 8000 }), discoverable: true };
      const task = new Task("mail", taskArgs("mail", workload, { ...surroundings, namespace }));
      groups = new Promise((done) => pulumi.all(task.firewallIds).apply(done));
    });
    assert.deepEqual(Object(container(declared)).portMappings, [
      { name: "mail", containerPort: 8000, hostPort: 8000, protocol: "tcp" },
    ]);
    assert.deepEqual(await groups, [answered(declared, "mail/mail-firewall").id, "sg-door"]);
  });

  it("pulls every image through the cache where its registry is behind one, and needs no credentials then", async () => {
    const digest = `sha256:${"0".repeat(64)}`;
    const warmed: unknown[] = [];
    const pullThrough = {
      pulls: (uri: string) => uri.startsWith("ghcr.io/") || uri.startsWith("public.ecr.aws/"),
      uriOf: ({ uri }: { uri: string }) => `111111111111.dkr.ecr.eu-north-1.amazonaws.com/shop/${uri}`,
      warm: (_: string, images: readonly unknown[]) => {
        warmed.push(...images);
        return [];
      },
      ready: [],
    };
    const image = { uri: `ghcr.io/acme/shop@${digest}`, tag: "2.3.1", architecture: "x86_64", pullSecret: "API_KEY" };
    const declared = await withTask(
      { image: { ...image, architecture: "x86_64" }, uses: { main: uses.main } },
      { place: { ...surroundings.place, pullThrough } },
    );
    for (const each of containersOf(definition(declared))) {
      assert.match(each.image, /^111111111111\.dkr\.ecr\.eu-north-1\.amazonaws\.com\/shop\//);
      assert.equal(each.repositoryCredentials, undefined);
    }
    assert.deepEqual(
      warmed.map((each) => Object(each).tag),
      ["2.3.1", "1.37.0-musl"],
    );
    const actions = statementsOf(at(declared, "mail/mail-execution-policy")).flatMap(({ Action }) => Action);
    assert(actions.includes("ecr:BatchImportUpstreamImage"));
    const readable = statementsOf(at(declared, "mail/mail-execution-policy")).flatMap(({ Resource }) => Resource);
    assert(!readable.includes(secretArn("API_KEY")), "the cache has the credentials itself");
  });

  it("runs the digest of an image that this run builds", async () => {
    const uri = "ghcr.io/acme/shop:staging";
    const built = `ghcr.io/acme/shop@sha256:${"2".repeat(64)}`;
    const declared = await withTask(
      { image: { uri, architecture: "x86_64" } },
      { place: { ...surroundings.place, builtImages: { [uri]: pulumi.output(built) } } },
    );
    assert.equal(container(declared).image, built);
  });
});
