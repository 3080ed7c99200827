import assert from "node:assert/strict";
import { quotas } from "../../doctor/checks/quotas.ts";
import { webService, worker } from "../support/minimal.ts";
import { defaultStack, goodAccount, healthy, smallest } from "./healthy.ts";

describe("quotas", () => {
  const small = smallest({ services: { api: webService({ cpu: 1024, min: 2, max: 6 }) } });
  const withQuota = (value: number | undefined) => ({ account: { ...goodAccount, quota: async () => value } });

  it("that are too small end an up, so the request for a larger one is told", async () => {
    assert.deepEqual(await quotas.run(healthy(small, withQuota(1))), {
      is: "failed",
      says: "vCPU on Fargate: 1 are allowed, staging needs 2",
      mend: [
        "aws service-quotas request-service-quota-increase --region eu-north-1 --service-code fargate --quota-code L-3032A538 --desired-value 12",
      ],
    });
  });

  it("that hold the stack and not a release of it are a warning, since a release runs old tasks beside new ones", async () => {
    const finding = await quotas.run(healthy(small, withQuota(6)));
    assert.equal(finding.is, "warning");
    assert.equal(
      finding.says,
      "vCPU on Fargate: 6 are allowed, staging needs 2, and 12 at full scale while a release takes over",
    );
    assert.deepEqual(await quotas.run(healthy(small, withQuota(12))), { is: "ok", says: "vCPU on Fargate 12 of 12" });
  });

  it("are used by others too, and what the stack has already is counted once", async () => {
    const declared = await defaultStack("production");
    const own = { tags: { app: "harbour", stack: "production" } };
    const others = Array.from({ length: 4 }, () => ({ tags: { app: "other", stack: "production" } }));
    const account = {
      ...goodAccount,
      quota: async ({ code }: { code: string }) => (code === "L-0263D0A3" ? 5 : 100),
      counted: async (kind: string) => (kind === "address" ? [own, own, ...others] : []),
    };
    const finding = await quotas.run(healthy(declared, { account }));
    assert.equal(finding.is, "failed");
    assert.equal(finding.says, "Elastic IP addresses: 5 are allowed, production needs 3, and others have 4");
  });

  it("of NAT gateways are a zone's, so those of another zone are none of ours", async () => {
    const declared = await defaultStack("production");
    const gateways = Array.from({ length: 9 }, () => ({ tags: {}, zone: "eu-north-1c" }));
    const account = {
      ...goodAccount,
      quota: async ({ code }: { code: string }) => (code === "L-FE5A380F" ? 5 : 100),
      counted: async (kind: string) => (kind === "natGateway" ? gateways : []),
    };
    const zones = declared.stack.network.zones;
    const elsewhere = {
      ...declared,
      stack: { ...declared.stack, network: { ...declared.stack.network, zones: zones.slice(0, 2) } },
    };
    assert.equal((await quotas.run(healthy(elsewhere, { account }))).is, "ok");
  });

  it("that nobody may read are not known, and hide none that can be read", async () => {
    const account = {
      ...goodAccount,
      quota: () => Promise.reject(new Error("not authorized to perform: servicequotas:GetServiceQuota")),
    };
    assert.deepEqual(await quotas.run(healthy(small, { account })), {
      is: "skipped",
      says: "vCPU on Fargate: not known: not authorized to perform: servicequotas:GetServiceQuota",
    });
    const both = smallest({ services: { api: webService(), mail: worker({ spot: { because: "cheap" } }) } });
    const spotAlone = {
      ...goodAccount,
      quota: async ({ code }: { code: string }) => (code === "L-36FBB829" ? 100 : undefined),
    };
    assert.match(
      (await quotas.run(healthy(both, { account: spotAlone }))).says,
      /^Service Quotas has none of vCPU on Fargate; vCPU on Fargate Spot /,
    );
    assert.deepEqual(await quotas.run(healthy(small, withQuota(undefined))), {
      is: "skipped",
      says: "Service Quotas has none of vCPU on Fargate",
    });
  });
});
