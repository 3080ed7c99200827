import { z } from "zod";
import type { CertificateFound, CountedKind, CountedResource, HostedZone, Subscription } from "../../cloud/account.ts";
import type { Account } from "../account.ts";
import { isIssued, plainName, zonesOf } from "../models/certificate-issue.ts";
import { token } from "../models/tokens.ts";
import { SUBSCRIPTION, TOPIC } from "../models/topic-tokens.ts";
import { objects, str } from "../models/values.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt, place } from "./place.ts";

/** ARN of whoever works in the sandbox. */
export function caller(accounts: Accounts, body: unknown): string {
  const asked = z.object({ place }).parse(body);
  return `arn:aws:iam::${accountAt(accounts, asked.place.accountId).id}:user/sandbox`;
}

/** The models refuse what is over the first three; of the others an account has AWS's own, or what it once asked for. */
const quotas: Readonly<Record<string, number>> = {
  "L-0263D0A3": 5, // addresses
  "L-F678F1CE": 5, // VPCs
  "L-0EA8095F": 60, // rules of a security group
  "L-FE5A380F": 5, // NAT gateways in a zone
  "L-7EED9B64": 100, // rules of a load balancer
  "L-7B6409FD": 40, // database instances
  "L-3032A538": 1000, // vCPU on Fargate
  "L-36FBB829": 1000, // vCPU on Fargate Spot
};

export function quota(accounts: Accounts, body: unknown): number | undefined {
  const asked = z.object({ service: z.string(), code: z.string(), place }).parse(body);
  accountAt(accounts, asked.place.accountId);
  return quotas[asked.code];
}

const kinds = {
  address: token.eip,
  vpc: token.vpc,
  natGateway: token.natGateway,
  databaseInstance: token.instance,
} satisfies Record<CountedKind, string>;

const counting = z.object({ kind: z.enum(["address", "vpc", "natGateway", "databaseInstance"]), place });

/** What there is of a kind in the region, with its tags. */
export function counted(accounts: Accounts, body: unknown): readonly CountedResource[] {
  const asked = counting.parse(body);
  const account = accountAt(accounts, asked.place.accountId);
  return account
    .all(kinds[asked.kind])
    .filter(({ outputs }) => (outputs.region ?? asked.place.region) === asked.place.region)
    .map(({ outputs }) => {
      const subnet = account.get(token.subnet, str(outputs, "subnetId") ?? "");
      const zone = subnet && str(subnet.outputs, "availabilityZone");
      const tags = z.record(z.string(), z.string()).catch({}).parse(outputs.tagsAll);
      return { tags, ...(zone !== undefined && { zone }) };
    });
}

/** A zone of the world, whose name servers answer wherever somebody asks. */
export function zone(accounts: Accounts, body: unknown): HostedZone | undefined {
  const schema = z.object({ name: z.string(), zoneId: z.string().optional(), roleArn: z.string().optional(), place });
  const asked = schema.parse(body);
  const holder = asked.roleArn?.split(":")[4] ?? asked.place.accountId;
  const found = zonesOf(accountAt(accounts, holder)).find(({ id, name }) =>
    asked.zoneId === undefined ? plainName(name) === plainName(asked.name) : id === asked.zoneId,
  );
  return (
    found && { id: found.id, name: plainName(found.name), nameServers: ["ns-1.sandbox.test", "ns-2.sandbox.test"] }
  );
}

/** A certificate of the account: a stack's, or one of the world, which was issued long ago. */
export function certificate(accounts: Accounts, body: unknown): CertificateFound | undefined {
  const schema = z.object({ arn: z.string().optional(), domain: z.string().optional(), place });
  const { arn, domain, place: at } = schema.parse(body);
  const account = accountAt(accounts, at.accountId);
  if (account.world.certificates.some((one) => one.arn === arn)) {
    return arn === undefined ? undefined : { arn, status: "ISSUED", unproved: [] };
  }
  const found = account
    .all(token.certificate)
    .findLast(({ outputs }) => (arn === undefined ? outputs.domainName === domain : outputs.arn === arn));
  if (!found) {
    return undefined;
  }
  const proof = objects(found.outputs, "domainValidationOptions").map((option) => ({
    domain: str(option, "domainName") ?? "",
    record: str(option, "resourceRecordName") ?? "",
    value: str(option, "resourceRecordValue") ?? "",
  }));
  const issued = isIssued(found, account);
  return {
    arn: str(found.outputs, "arn") ?? "",
    status: issued ? "ISSUED" : "PENDING_VALIDATION",
    unproved: issued ? [] : proof,
  };
}

/** Who hears of a topic. Whoever gets e-mail in the sandbox reads it and confirms. */
export function subscriptions(accounts: Accounts, body: unknown): readonly Subscription[] | undefined {
  const asked = z.object({ topicArn: z.string(), place }).parse(body);
  const account: Account = accountAt(accounts, asked.place.accountId);
  if (!account.find(TOPIC, ({ id }) => id === asked.topicArn)) {
    return undefined;
  }
  return account
    .all(SUBSCRIPTION)
    .filter(({ outputs }) => outputs.topic === asked.topicArn)
    .map(({ outputs }) => ({
      protocol: str(outputs, "protocol") ?? "",
      endpoint: str(outputs, "protocol") === "email" ? (str(outputs, "endpoint") ?? "") : "",
      isConfirmed: true,
    }));
}
