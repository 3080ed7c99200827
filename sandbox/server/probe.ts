import { z } from "zod";
import type { ProbeAnswer } from "../../cloud/probe.ts";
import type { Account } from "../account.ts";
import type { Resource } from "../model.ts";
import { isInZone, plainName } from "../models/certificate-issue.ts";
import { token } from "../models/tokens.ts";
import { num, objects, str, texts } from "../models/values.ts";
import type { Accounts } from "./accounts.ts";
import { actionFor } from "./probe-rule.ts";
import { answerOf } from "./probe-target.ts";

const question = z.object({ url: z.url(), method: z.string() });

/** What ACM's certificates have left when they are renewed is 60 days; one that nobody renews has 13 months. */
const certificateDays = 300;

/** Where a load balancer is asked. */
interface Asked {
  readonly account: Account;
  readonly balancer: Resource;
}

/** Answers a request from the outside as far as the model reaches: DNS, listener, rule, target group, service, world. */
export function probe(accounts: Accounts, body: unknown): ProbeAnswer {
  const { url, method } = question.parse(body);
  const { protocol, hostname, port, pathname } = new URL(url);
  const isSecure = protocol === "https:";
  const asked = balancerOf(accounts, hostname);
  if (asked === undefined) {
    return silent(`there is no DNS record of ${hostname}`);
  }
  const wanted = Number(port) || (isSecure ? 443 : 80);
  const listener = listenersOf(asked).find(({ outputs }) => num(outputs, "port") === wanted);
  if (listener === undefined) {
    return silent(`${hostname} refuses the connection`);
  }
  if (isSecure !== (listener.outputs.protocol === "HTTPS")) {
    return silent(`${hostname} does not speak ${isSecure ? "https" : "http"} on port ${wanted}`);
  }
  if (isSecure && !hasCertificateFor(asked.account, listener, hostname)) {
    return silent(`the certificate of ${hostname} is of another name`);
  }
  const action = actionFor(asked.account, listener, { host: hostname, path: pathname, method });
  const answer = answerOf(asked.account, action, { method, path: pathname, url });
  return { answered: true, seconds: 0.05, ...answer, ...(isSecure && { certificateDays }) };
}

function silent(says: string): ProbeAnswer {
  return { answered: false, says };
}

/** The load balancer that a name leads to: its own name, a record, or one that whoever has the DNS has set. */
function balancerOf(accounts: Accounts, host: string): Asked | undefined {
  const all = accounts.openAll();
  for (const account of all) account.reveal();
  const balancers = all.flatMap((account) =>
    account.all(token.loadBalancer).map((balancer) => ({ account, balancer })),
  );
  const named = (name: string) =>
    balancers.find(({ balancer }) => plainName(str(balancer.outputs, "dnsName") ?? "") === name);
  const aliases = all
    .flatMap((account) => account.all(token.record))
    .filter(({ outputs }) => covers(str(outputs, "name") ?? "", host))
    .flatMap(({ outputs }) => [
      ...objects(outputs, "aliases").map((alias) => str(alias, "name")),
      ...texts(outputs, "records"),
    ])
    .map((name) => plainName(name ?? "").replace(/^dualstack\./, ""));
  const isExternal = accounts.world.externalDns.some((name) => isInZone(host, { id: "", name }));
  return (
    [host, ...aliases].map(named).find((found) => found !== undefined) ??
    balancers.find(
      (one) => isExternal && listenersOf(one).some((listener) => hasCertificateFor(one.account, listener, host)),
    )
  );
}

function listenersOf({ account, balancer }: Asked): readonly Resource[] {
  return account.all(token.listener).filter(({ outputs }) => outputs.loadBalancerArn === balancer.outputs.arn);
}

/** Those that the world has tell no names, and are taken to be the right ones. */
function hasCertificateFor(account: Account, { outputs }: Resource, host: string): boolean {
  const arn = str(outputs, "certificateArn") ?? "";
  const made = account.byArn(arn)?.outputs;
  return made === undefined
    ? account.world.certificates.some((one) => one.arn === arn)
    : [str(made, "domainName") ?? "", ...texts(made, "subjectAlternativeNames")].some((name) => covers(name, host));
}

/** Whether a name, perhaps with `*.` before it, is that of a host. */
function covers(name: string, host: string): boolean {
  const plain = plainName(name);
  return plain === host || (plain.startsWith("*.") && host.slice(host.indexOf(".")) === plain.slice(1));
}
