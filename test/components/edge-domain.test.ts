import assert from "node:assert/strict";
import { dnsProvider, firstRole } from "../../components/dns-provider.ts";
import { whyOutside } from "../../components/edge-domain.ts";
import { LoadBalancer } from "../../components/load-balancer.ts";
import { answered, at, declareComponent, ofType, paths } from "../support/declare-stack.ts";
import { declareEdge, domain, edgeArgs, outputOfEdge, saidByHooks } from "../support/edge.ts";

const names = (declared: Awaited<ReturnType<typeof declareEdge>>) =>
  ofType(declared, "Record")
    .filter(({ inputs }) => inputs.type === "A")
    .map(({ inputs }) => inputs.name);

describe("the domain of the load balancer", () => {
  it("has a record for the apex, each alias and each host that a route names, each once", async () => {
    const hosts = ["api.shop.example.com", "www.shop.example.com"];
    assert.deepEqual(names(await declareEdge({ domain, hosts })), [
      "api.shop.example.com",
      "shop.example.com",
      "www.shop.example.com",
    ]);
  });

  it("waits for its certificate to be issued, since a listener refuses one that is pending", async () => {
    const declared = await declareEdge({ domain });
    assert(at(declared, "edge/edge-https").dependsOn.includes(at(declared, "edge/edge-tls/edge-tls-issued").urn));
  });

  it("takes a zone by its id as it is, because the zone may be called otherwise than the domain", async () => {
    const dns = { kind: "zone", zoneId: "Z0123456789ABCDEFGHIJ" } as const;
    const declared = await declareEdge({ domain: { ...domain, dns } });
    const zones = new Set(ofType(declared, "Record").map(({ inputs }) => inputs.zoneId));
    assert.deepEqual([...zones], ["Z0123456789ABCDEFGHIJ"]);
  });

  it("refuses a name outside its zone, which the provider would write inside and ACM would wait for in vain", () => {
    const zone = { name: "shop.example.com", zoneId: "Z0123456789ABCDEFGHIJ" };
    assert.match(
      String(whyOutside(["api.shop.example.com", "shop.example.org", "myshop.example.com"], zone)),
      /: shop\.example\.org, myshop\.example\.com cannot be written into the zone shop\.example\.com .*: use names that end with shop\.example\.com, or "zone: external"/,
    );
    assert.equal(whyOutside(["shop.example.com", "api.shop.example.com"], zone), undefined);
  });

  it("shows a certificate that is there already, and makes none", async () => {
    const certificateArn = "arn:aws:acm:eu-north-1:111111111111:certificate/0";
    const declared = await declareEdge({ domain: { ...domain, certificateArn } });
    assert.equal(at(declared, "edge/edge-https").inputs.certificateArn, certificateArn);
    assert.deepEqual([...ofType(declared, "Certificate"), ...ofType(declared, "CertificateValidation")], []);
    assert.equal(names(declared).length, 2);
  });
});

describe("a zone in another account", () => {
  const roleArn = "arn:aws:iam::222222222222:role/records";

  it("is written through a provider that takes the role there, and touches that account alone", async () => {
    const declared = await declareComponent(() => {
      const provider = dnsProvider("dns", { region: "eu-north-1", roleArn });
      new LoadBalancer("edge", { ...edgeArgs, domain, dnsProvider: provider });
    });
    const provider = at(declared, "dns");
    assert.deepEqual(JSON.parse(String(provider.inputs.allowedAccountIds)), ["222222222222"]);
    assert.deepEqual(JSON.parse(String(provider.inputs.assumeRoles)), [{ roleArn }]);
    const written = declared.resources.filter((resource) => resource.provider === provider.urn);
    assert.deepEqual(paths(written), paths(ofType(declared, "Record")));
    assert.equal(written.length, 3);
  });

  it("is reached from the role of the stack where it has one, since that is who the zone's account trusts", async () => {
    const assumeRole = "arn:aws:iam::111111111111:role/platform";
    const declared = await declareComponent(() => {
      dnsProvider("dns", { region: "eu-north-1", assumeRole, roleArn });
    });
    const { assumeRoles } = at(declared, "dns").inputs;
    assert.deepEqual(JSON.parse(String(assumeRoles)), [{ roleArn: assumeRole }, { roleArn }]);
  });

  it("asks one role of whoever runs the stack, the first on the way", () => {
    const assumeRole = "arn:aws:iam::111111111111:role/platform";
    assert.deepEqual(
      [firstRole({ assumeRole, roleArn }), firstRole({ roleArn }), firstRole({})],
      [{ assumeRole }, { assumeRole: roleArn }, {}],
    );
  });

  it("is no provider where the zone is in the stack's own account", () => {
    assert.equal(dnsProvider("dns", { region: "eu-north-1" }), undefined);
  });
});

describe("a domain whose DNS is somewhere else", () => {
  const own = { domain: { ...domain, dns: { kind: "external" } as const }, hosts: ["api.shop.example.com"] };

  it("has no records declared, and waits for people with more patience", async () => {
    const declared = await declareEdge(own);
    assert.deepEqual(ofType(declared, "Record"), []);
    const { inputs, timeouts, hooks } = at(declared, "edge/edge-tls/edge-tls-issued");
    assert.deepEqual(Object.keys(inputs), ["certificateArn"]);
    assert.deepEqual([timeouts.create, hooks], ["75m", { beforeCreate: ["edge-tls-tell"] }]);
  });

  it("tells every record to set as an output: what proves the names, and what leads them here", async () => {
    const declared = await declareEdge(own);
    const records = (await outputOfEdge(({ dnsRecords }) => dnsRecords, own)) ?? [];
    const [proof, ...hosts] = records;
    assert.match(String(proof?.name), /^_[0-9a-f]{32}\.shop\.example\.com\.$/);
    const value = String(answered(declared, "edge/edge-alb").dnsName);
    assert.deepEqual(
      hosts,
      ["api.shop.example.com", "shop.example.com", "www.shop.example.com"].map((name) => ({
        name,
        type: "CNAME",
        value,
      })),
    );
    assert.equal(await outputOfEdge(({ dnsRecords }) => dnsRecords, { domain }), undefined);
  });

  it("says which records prove the names before it waits for them, or nobody could set them", async () => {
    const [said = ""] = await saidByHooks("CertificateValidation", "beforeCreate", {}, own);
    assert.match(said, /^shop\.example\.com is not in Route 53\. Set these records/);
    assert.match(
      said,
      /\n {2}_[0-9a-f]{32}\.shop\.example\.com\. {2}CNAME {2}_[0-9a-f]{32}\.\w+\.acm-validations\.aws\./,
    );
  });

  it("says where the names lead as soon as the load balancer has a name of its own", async () => {
    const dnsName = "shop-1.eu-north-1.elb.amazonaws.com";
    const [said = ""] = await saidByHooks("LoadBalancer", "afterCreate", { dnsName }, own);
    assert.match(said, /ALIAS or ANAME/);
    assert.equal(said.split("\n").filter((line) => line.endsWith(`CNAME  ${dnsName}`)).length, 3);
  });

  it("says nothing where Route 53 is written by itself", async () => {
    assert.deepEqual(await saidByHooks("LoadBalancer", "afterCreate", {}, { domain }), []);
  });

  it("with a certificate that is there already needs no proof", async () => {
    const certificateArn = "arn:aws:acm:eu-north-1:111111111111:certificate/0";
    const given = { ...own, domain: { ...own.domain, certificateArn } };
    const records = await outputOfEdge(({ dnsRecords }) => dnsRecords, given);
    assert.deepEqual(new Set(records?.map(({ type }) => type)), new Set(["CNAME"]));
    assert.equal(records?.length, 3);
  });
});
