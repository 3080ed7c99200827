import assert from "node:assert/strict";
import type { CertificateFound } from "../../cloud/account.ts";
import { certificate, delegation, zone } from "../../doctor/checks/domain.ts";
import { defaultStack, goodAccount, healthy, smallest } from "./healthy.ts";

describe("the domain", () => {
  const withAccount = (own: Partial<typeof goodAccount>) => ({ account: { ...goodAccount, ...own } });

  it("needs its zone in the account, with the command that makes one", async () => {
    const none = { zone: async () => undefined };
    assert.deepEqual(await zone.run(healthy(smallest(), withAccount(none))), {
      is: "failed",
      says: "account 111111111111 has no public zone shop.example.com",
      mend: ['aws route53 create-hosted-zone --name shop.example.com --caller-reference "$(date +%s)"'],
    });
    assert.deepEqual(await zone.run(healthy(smallest(), { ...withAccount(none), isSandbox: true })), {
      is: "failed",
      says: "account 111111111111 has no public zone shop.example.com",
      mend: ["add it to zones in the world.yaml of the sandbox"],
    });
  });

  it("that is named by an id is not made once more, and is looked for in the account of its role", async () => {
    const edge = smallest().stack.edge;
    const dns = { kind: "zone" as const, zoneId: "Z9", roleArn: "arn:aws:iam::333333333333:role/dns" };
    const named = smallest({ edge: { ...edge, domain: { name: "shop.example.com", aliases: [], dns } } });
    assert.deepEqual(await zone.run(healthy(named, withAccount({ zone: async () => undefined }))), {
      is: "failed",
      says: "account 333333333333 has no public zone shop.example.com (Z9)",
      mend: ["aws route53 list-hosted-zones-by-name --dns-name shop.example.com"],
    });
  });

  it("of another account is read with the role that writes it, and a role that lets nobody in is a failure", async () => {
    const refused = { zone: () => Promise.reject(new Error("role arn:r cannot be assumed")) };
    assert.deepEqual(await zone.run(healthy(smallest(), withAccount(refused))), {
      is: "failed",
      says: "the zone of shop.example.com cannot be read: role arn:r cannot be assumed",
      mend: ["aws route53 list-hosted-zones-by-name"],
    });
  });

  it("is delegated to the zone, or the servers are told that its parent has to name", async () => {
    const mend = ["dig +short NS shop.example.com"];
    const put = "put NS records for shop.example.com into its parent zone: ns-1.example.net, ns-2.example.net";
    assert.deepEqual(await delegation.run(healthy(smallest())), {
      is: "ok",
      says: "shop.example.com is asked at ns-1.example.net and 1 more",
    });
    assert.deepEqual(await delegation.run(healthy(smallest(), { nameServers: async () => [] })), {
      is: "failed",
      says: `the internet has no name servers for shop.example.com: ${put}`,
      mend,
    });
    assert.deepEqual(await delegation.run(healthy(smallest(), { nameServers: async () => ["ns.registrar.example"] })), {
      is: "failed",
      says: `the internet asks ns.registrar.example for shop.example.com, and not the zone Z1: ${put}`,
      mend,
    });
  });

  it("is looked for on the internet also where nobody may ask the account", async () => {
    const shut = withAccount({ zone: () => Promise.reject(new Error("no credentials")) });
    assert.deepEqual(await delegation.run(healthy(smallest(), { ...shut, nameServers: async () => [] })), {
      is: "failed",
      says: "the internet has no name servers for shop.example.com",
      mend: ["dig +short NS shop.example.com"],
    });
    assert.deepEqual(await delegation.run(healthy(smallest(), shut)), {
      is: "skipped",
      says: "shop.example.com is delegated to ns-1.example.net, ns-2.example.net; whether that is the zone, the account would tell",
    });
  });

  it("without Route 53, or none at all, has neither", async () => {
    const edge = smallest().stack.edge;
    const external = smallest({
      edge: { ...edge, domain: { name: "shop.example.com", aliases: [], dns: { kind: "external" } } },
    });
    const { domain: _, ...http } = edge;
    for (const check of [zone, delegation]) {
      assert.equal(
        (await check.run(healthy(external))).says,
        "somebody else has the records of the domain (zone: external)",
      );
      assert.equal((await check.run(healthy(smallest({ edge: http })))).says, "environment.domain names none");
    }
  });

  const withCertificate = (found: CertificateFound | undefined) => withAccount({ certificate: async () => found });

  const look = "aws acm describe-certificate --region eu-north-1 --certificate-arn arn:cert";

  it("has a certificate that was issued, or one that waits for a record that is told", async () => {
    const waits = {
      arn: "arn:cert",
      status: "PENDING_VALIDATION",
      unproved: [
        { domain: "shop.example.com", record: "_a.shop.example.com.", value: "_b.acm-validations.aws." },
        { domain: "www.example.com", record: "_c.", value: "_d." },
      ],
    };
    assert.deepEqual(await certificate.run(healthy(smallest(), withCertificate(waits))), {
      is: "failed",
      says: "ACM has not issued the certificate: it waits for the CNAME record _a.shop.example.com. with _b.acm-validations.aws., which proves shop.example.com (and 1 more)",
      mend: ["dig +short CNAME _a.shop.example.com.", look],
    });
  });

  it("that failed is made once more by the command that is told, or another one is named where it is not the stack's", async () => {
    const broken = withCertificate({ arn: "arn:cert", status: "FAILED", failure: "CAA_ERROR", unproved: [] });
    const declared = await defaultStack("staging");
    const own = declared.plan.resources.find(({ type }) => type === "aws:acm/certificate:Certificate");
    assert.deepEqual(await certificate.run(healthy(declared, broken)), {
      is: "failed",
      says: "the certificate is FAILED (CAA_ERROR): have another one made",
      mend: [look, `pulumi up --stack staging --replace '${own?.urn}'`],
    });
    assert.match(own?.urn ?? "", /^urn:pulumi:staging::harbour::/);
    assert.deepEqual(await certificate.run(healthy(smallest(), broken)), {
      is: "failed",
      says: "the certificate is FAILED (CAA_ERROR): name another one in environment.domain.certificateArn",
      mend: [look],
    });
  });

  it("has none before the first up, which is no failure but for one that was to be there already", async () => {
    assert.deepEqual(await certificate.run(healthy(smallest(), withCertificate(undefined))), {
      is: "skipped",
      says: "the first up makes the certificate of shop.example.com",
    });
    const edge = smallest().stack.edge;
    const given = {
      ...edge,
      domain: {
        name: "shop.example.com",
        aliases: [],
        dns: { kind: "zone" as const },
        certificateArn: "arn:aws:acm:eu-north-1:111111111111:certificate/1",
      },
    };
    assert.deepEqual(await certificate.run(healthy(smallest({ edge: given }), withCertificate(undefined))), {
      is: "failed",
      says: "there is no certificate arn:aws:acm:eu-north-1:111111111111:certificate/1 (environment.domain.certificateArn)",
      mend: [
        "aws acm list-certificates --region eu-north-1 --query 'CertificateSummaryList[].[DomainName,CertificateArn]'",
      ],
    });
  });
});
