import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Stack, Workload } from "../../config/stack.ts";
import { answered, at, type Declared, declareStack, ofType } from "../support/declare-stack.ts";
import { containersOf, type EcsContainer, statementsOf, variablesOf } from "../support/json-inputs.ts";
import { cache, database, databaseUse, minimal, worker } from "../support/minimal.ts";

/** A task in the shape of a worker, which has nothing else. */
const withTask = (own: Partial<Workload> = {}, stack: Partial<Stack> = {}): Promise<Declared> =>
  declareStack(minimal({ services: { mail: worker(own) }, ...stack }));

const definition = (declared: Declared) => at(declared, "mail/mail/mail-definition");

function container(declared: Declared, name = "mail"): EcsContainer {
  const found = containersOf(definition(declared)).find((each) => each.name === name);
  assert(found, `a container ${name}`);
  return found;
}

const stores = {
  databases: { main: database() },
  caches: { cache: cache() },
};
const uses = {
  main: databaseUse(),
  cache: { store: "cache", access: "write", env: "REDIS_URL", urlDialect: "redis" },
} as const;
const secrets = {
  API_KEY: { kind: "given", value: pulumi.secret("a-key-that-somebody-gave") },
  SESSION_KEY: { kind: "generated" },
  PARTNER: {
    kind: "existing",
    arn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:partner-AbCdEf",
    key: "token",
  },
} as const;

describe("Task", () => {
  it("cannot write to its own files, unless somebody said why it must", async () => {
    assert.equal(container(await withTask()).readonlyRootFilesystem, true);
    const declared = await withTask({ writableRoot: { because: "the image unpacks itself" } });
    assert.equal(container(declared).readonlyRootFilesystem, false);
  });

  it("opens a path that it may write to before it starts, since an empty volume belongs to root", async () => {
    const declared = await withTask({ writable: ["/tmp", "/var/cache/app"] });
    assert.deepEqual(container(declared).dependsOn, [{ containerName: "slipway-init", condition: "SUCCESS" }]);
    assert.deepEqual(container(declared, "slipway-init").command, [
      "sh",
      "-ec",
      "chmod 1777 /init/writable-tmp && chmod 1777 /init/writable-var-cache-app",
    ]);
    assert.deepEqual(
      container(declared).mountPoints.map(({ containerPath, readOnly }) => [containerPath, readOnly]),
      [
        ["/tmp", false],
        ["/var/cache/app", false],
      ],
    );
  });

  it("finds the certificates of its stores in a file that it cannot change", async () => {
    const declared = await withTask({ uses: { main: uses.main } }, { databases: stores.databases });
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

  it("gets secrets by reference to one version, so that a new value is an ordinary deployment", async () => {
    const declared = await withTask({ secrets: ["API_KEY", "PARTNER"] }, { secrets });
    const arn = String(answered(declared, "secrets/secrets-API_KEY-secret").arn);
    const version = String(answered(declared, "secrets/secrets-API_KEY-value").versionId);
    assert.deepEqual(container(declared).secrets, [
      { name: "API_KEY", valueFrom: `${arn}:::${version}` },
      { name: "PARTNER", valueFrom: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:partner-AbCdEf:token::" },
    ]);
  });

  it("may read exactly the secrets that it names, and no other of the app", async () => {
    const declared = await withTask({ secrets: ["API_KEY"], uses }, { ...stores, secrets });
    const reading = statementsOf(at(declared, "mail/mail/mail-execution-policy")).filter(({ Action }) =>
      Action.includes("secretsmanager:GetSecretValue"),
    );
    const own = ["secrets/secrets-API_KEY-secret", "main-roles/main-roles-mail-secret", "cache/cache-mail-secret"];
    assert.deepEqual(
      reading.flatMap(({ Resource }) => Resource),
      own.map((path) => String(answered(declared, path).arn)).sort(),
    );
  });

  it("may call nothing itself, unless the configuration says what and why", async () => {
    assert.deepEqual(
      ofType(await withTask(), "RolePolicy").filter(({ name }) => name === "mail-app-policy"),
      [],
    );
    const permissions = [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::files/*"], because: "it sends files" }];
    assert.deepEqual(statementsOf(at(await withTask({ permissions }), "mail/mail/mail-app-policy")), [
      { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::files/*"] },
    ]);
  });

  it("lets nobody else's ECS use its roles", async () => {
    const declared = await withTask();
    for (const path of ["mail/mail/mail-execution-role", "mail/mail/mail-app-role"]) {
      const [trust] = statementsOf(at(declared, path), "assumeRolePolicy");
      assert.deepEqual(trust?.Principal, { Service: "ecs-tasks.amazonaws.com" });
      assert.deepEqual(trust?.Condition, { StringEquals: { "aws:SourceAccount": "111111111111" } });
    }
  });

  it("goes out to HTTPS, to its stores from group to group, and to what the configuration names", async () => {
    const egress = [{ port: 587, to: "any" }];
    const declared = await withTask({ uses: { main: uses.main }, egress }, { databases: stores.databases });
    const task = answered(declared, "mail/mail/mail-firewall").id;
    const out = ofType(declared, "SecurityGroupEgressRule").filter(({ inputs }) => inputs.securityGroupId === task);
    assert.deepEqual(
      out.map(({ inputs }) => [inputs.cidrIpv4 ?? inputs.referencedSecurityGroupId, inputs.fromPort, inputs.toPort]),
      [
        ["0.0.0.0/0", 443, 443],
        ["0.0.0.0/0", 587, 587],
        [answered(declared, "main/main-firewall").id, 5432, 5432],
      ],
    );
  });

  it("does not depend on the order in which variables and paths are written", async () => {
    const one = await withTask({ env: { A: "1", B: "2" }, secrets: ["API_KEY", "SESSION_KEY"] }, { secrets });
    const other = await withTask({ env: { B: "2", A: "1" }, secrets: ["SESSION_KEY", "API_KEY"] }, { secrets });
    assert.equal(definition(other).inputs.containerDefinitions, definition(one).inputs.containerDefinitions);
  });

  it("fits into the 64 KiB that ECS takes, with certificates and every kind of store", async () => {
    const declared = await withTask({ uses, secrets: Object.keys(secrets) }, { ...stores, secrets });
    assert(Buffer.byteLength(JSON.stringify(definition(declared).inputs)) < 64 * 1024);
  });

  it("keeps old revisions, so that what runs and what a rollback needs is never taken away", async () => {
    assert.equal(definition(await withTask()).inputs.skipDestroy, true);
  });

  it("logs to a group of its own that is there before it and forgets in time", async () => {
    const declared = await withTask();
    const { inputs } = at(declared, "mail/mail/mail-logs");
    assert.deepEqual([inputs.name, inputs.retentionInDays], ["/slipway/shop-staging/mail", 7]);
    assert(at(declared, "mail/mail-service").dependsOn.includes(at(declared, "mail/mail/mail-logs").urn));
  });

  it("pulls from a private registry with a secret that it may read", async () => {
    const image = { uri: `registry.example.com/mail@sha256:${"0".repeat(64)}`, architecture: "arm64" } as const;
    const declared = await withTask({ image: { ...image, pullSecret: "API_KEY" } }, { secrets });
    const { arn } = answered(declared, "secrets/secrets-API_KEY-secret");
    assert.deepEqual(container(declared).repositoryCredentials, { credentialsParameter: arn });
    const readable = statementsOf(at(declared, "mail/mail/mail-execution-policy")).flatMap(({ Resource }) => Resource);
    assert(readable.includes(String(arn)));
    assert.equal(Object(definition(declared).inputs.runtimePlatform).cpuArchitecture, "ARM64");
  });

  it("pays for no disk that is free", async () => {
    assert.equal(definition(await withTask()).inputs.ephemeralStorage, undefined);
    assert.deepEqual(definition(await withTask({ ephemeralGiB: 50 })).inputs.ephemeralStorage, { sizeInGib: 50 });
  });
});
