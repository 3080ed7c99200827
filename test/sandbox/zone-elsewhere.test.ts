import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Faults } from "../../sandbox/faults.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server/serve.ts";
import { emptyWorld } from "../../sandbox/world.ts";
import { ProviderClient, urnOf } from "../support/provider-client.ts";

const region = "eu-north-1";
const platform = "arn:aws:iam::111111111111:role/platform";
const role = "arn:aws:iam::222222222222:role/records";
const zone = { name: "example.com", id: "Z0123456789ABC", account: "222222222222", role };
const world = emptyWorld({ accounts: ["111111111111", "222222222222"], zones: [zone] });

describe("a zone in another account of the sandbox", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-zone-"));
  const clients: ProviderClient[] = [];
  let sandbox: Sandbox;

  async function connect(accountId: string, roles: readonly string[]): Promise<ProviderClient> {
    const attached = sandbox.environment.PULUMI_DEBUG_PROVIDERS?.split(",") ?? [];
    const client = new ProviderClient(Number(attached.find((one) => one.startsWith("aws:"))?.split(":")[1]));
    clients.push(client);
    const assumeRoles = JSON.stringify(roles.map((roleArn) => ({ roleArn })));
    await client.configure({ region, allowedAccountIds: JSON.stringify([accountId]), assumeRoles });
    return client;
  }

  before(async () => {
    sandbox = await startSandbox({ folder, world, faults: new Faults([]), pace: 0, port: 0, note: () => {} });
  });
  after(() => {
    for (const client of clients) client.close();
    sandbox.close();
    rmSync(folder, { recursive: true });
  });

  it("is written by the role that may, taken from the stack's own, and then the certificate is issued", async () => {
    const own = await connect("111111111111", [platform]);
    const certificate = await own.create(urnOf(token.certificate, "tls"), {
      domainName: "shop.example.com",
      validationMethod: "DNS",
    });
    const [option] = certificate.outputs.raw.domainValidationOptions as [Record<string, string>];
    const waiting = { certificateArn: certificate.id };
    const issued = urnOf(token.certificateValidation, "tls-issued");
    await assert.rejects(own.create(issued, waiting), /has no CNAME record/);

    const record = {
      zoneId: zone.id,
      name: option.resourceRecordName,
      type: "CNAME",
      records: [option.resourceRecordValue],
      ttl: 60,
    };
    const stranger = await connect("222222222222", [platform, `${role}-of-others`]);
    await assert.rejects(
      stranger.create(urnOf(token.record, "proof"), record),
      /AccessDenied: .*role\/records-of-others/,
    );
    const dns = await connect("222222222222", [platform, role]);
    const { zoneId } = await dns.invoke("aws:route53/getZone:getZone", { name: "example.com" });
    assert.equal(zoneId, zone.id);
    await dns.create(urnOf(token.record, "proof"), record);
    await own.create(issued, waiting);
  });
});
