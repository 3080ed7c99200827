import assert from "node:assert/strict";
import { rights } from "../../components/cache-users.ts";
import type { Stack } from "../../config/stack.ts";
import type { Cache } from "../../config/stack-stores.ts";
import { alarmedResources } from "../support/alarm-dimensions.ts";
import { answered, at, type Declared, declareStack, ofType } from "../support/declare-stack.ts";
import { cache, minimal, worker } from "../support/minimal.ts";

const use = { store: "cache", access: "write", env: "REDIS_URL", urlDialect: "redis" } as const;
const reading = { ...use, access: "read" } as const;

function withCache(own: Partial<Cache> = {}, stack: Partial<Stack> = {}): Promise<Declared> {
  return declareStack(
    minimal({
      services: { mail: worker({ uses: { jobs: use } }), look: worker({ uses: { jobs: reading } }) },
      caches: { jobs: cache(own) },
      ...stack,
    }),
  );
}

const nodes = async (own: Partial<Cache> = {}) => at(await withCache(own), "jobs/jobs-nodes");

describe("Cache", () => {
  for (const engine of ["valkey", "redis"] as const) {
    it(`has no user of ${engine} that can log in without a password`, async () => {
      const users = ofType(
        await withCache({ engine, version: engine === "redis" ? "7.1" : "8.1" }),
        "elasticache/user:User",
      );
      assert.equal(users.length, 3);
      for (const { path, inputs } of users) {
        const mode = Object(inputs.authenticationMode);
        assert.equal(mode.type, "password", path);
        assert(mode.secret || mode.passwords.length === 1, path);
        assert.notEqual(inputs.noPasswordRequired, true, path);
      }
    });
  }

  it("keeps the user that every group must have from doing anything", async () => {
    const { inputs } = at(await withCache(), "jobs/jobs-default-user");
    assert.deepEqual([inputs.userName, inputs.accessString], ["default", "off ~* resetchannels -@all"]);
  });

  it("gives each client one user that can neither look at the server nor end everybody's data", async () => {
    const declared = await withCache();
    assert.equal(at(declared, "jobs/jobs-mail-user").inputs.accessString, rights.write);
    assert.equal(at(declared, "jobs/jobs-look-user").inputs.accessString, rights.read);
    const passwords = ofType(declared, "RandomPassword").map(({ path }) => answered(declared, path).result);
    assert.equal(new Set(passwords).size, 3);
  });

  for (const [use, policy] of [
    ["queue", "noeviction"],
    ["cache", "allkeys-lru"],
  ] as const) {
    it(`drops what nobody asked for when it is full, unless a queue lives in it: ${policy} of a ${use}`, async () => {
      const declared = await withCache({ use });
      const { family, parameters, name } = at(declared, "jobs/jobs-parameters").inputs;
      assert.deepEqual([family, parameters], ["valkey8", [{ name: "maxmemory-policy", value: policy }]]);
      assert.equal(at(declared, "jobs/jobs-nodes").inputs.parameterGroupName, name);
    });
  }

  it("has another name for the parameters of another version, so that both are there during an upgrade", async () => {
    const name = async (version: string) => at(await withCache({ version }), "jobs/jobs-parameters").inputs.name;
    assert.notEqual(await name("7.2"), await name("8.0"));
    assert.equal(await name("8.0"), await name("8.1"));
  });

  it("speaks TLS only and is encrypted where it lies", async () => {
    const { inputs } = await nodes();
    assert.deepEqual(
      [inputs.transitEncryptionEnabled, inputs.transitEncryptionMode, inputs.atRestEncryptionEnabled],
      [true, "required", true],
    );
  });

  it("tells its clients to speak TLS, each with its own name", async () => {
    const declared = await withCache();
    const { url, username } = JSON.parse(String(answered(declared, "jobs/jobs-mail-value").secretString));
    assert.equal(username, "mail");
    assert.match(url, /^rediss:\/\/mail:[A-Za-z0-9]{48}@.*:6379\/0\?ssl_cert_reqs=required/);
  });

  it("fails over by itself as soon as it has a replica, and does not promise it without one", async () => {
    const alone = (await nodes({ replicas: 0 })).inputs;
    assert.deepEqual([alone.numCacheClusters, alone.automaticFailoverEnabled, alone.multiAzEnabled], [1, false, false]);
    const two = (await nodes({ replicas: 1 })).inputs;
    assert.deepEqual([two.numCacheClusters, two.automaticFailoverEnabled, two.multiAzEnabled], [2, true, true]);
  });

  it("is in data subnets, behind a group that lets in its clients one by one", async () => {
    const declared = await withCache();
    const { inputs } = at(declared, "jobs/jobs-nodes");
    const firewall = answered(declared, "jobs/jobs-firewall").id;
    assert.deepEqual(inputs.securityGroupIds, [firewall]);
    const into = ofType(declared, "SecurityGroupIngressRule").filter(
      (rule) => rule.inputs.securityGroupId === firewall,
    );
    assert.deepEqual(
      into.map(({ inputs: rule }) => rule.referencedSecurityGroupId),
      ["look", "mail"].map((client) => answered(declared, `${client}/${client}/${client}-firewall`).id),
    );
  });

  it("is protected and keeps snapshots where the place says so", async () => {
    const { protect, inputs } = await nodes({ protect: true, snapshotDays: 7 });
    assert.deepEqual([protect, inputs.snapshotRetentionLimit], [true, 7]);
  });

  it("watches every node, since the primary moves between them", async () => {
    const declared = await withCache({ replicas: 2 });
    const queries = Object(at(declared, "jobs/jobs-engine-cpu").inputs.metricQueries);
    assert.deepEqual(
      queries.flatMap(({ metric }: { metric?: { dimensions: { CacheClusterId: string } } }) =>
        metric ? [metric.dimensions.CacheClusterId] : [],
      ),
      ["001", "002", "003"].map((node) => `shop-staging-jobs-${node}`),
    );
    assert(alarmedResources(declared, at(declared, "jobs/jobs-engine-cpu")).length > 0);
  });

  it("pages for memory only as a queue: a cache that is full evicts, as it is meant to", async () => {
    const names = async (use: "cache" | "queue") => {
      const all = ofType(await withCache({ use }), "MetricAlarm");
      return all.flatMap(({ name }) => (name.startsWith("jobs-") ? [name] : [])).sort();
    };
    assert.deepEqual(await names("queue"), ["jobs-down", "jobs-engine-cpu", "jobs-memory"]);
    assert.deepEqual(await names("cache"), ["jobs-down", "jobs-engine-cpu"]);
  });

  it("is waited for by what uses it", async () => {
    const declared = await withCache();
    const { urn } = at(declared, "jobs/jobs-nodes");
    assert(at(declared, "mail/mail-service").dependsOn.includes(urn));
  });
});
