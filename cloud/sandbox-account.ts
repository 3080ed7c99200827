import { member } from "../lib/member.ts";
import type { AccountReads, CertificateFound, CountedResource, HostedZone, Subscription } from "./account.ts";
import type { CloudPlace } from "./cloud.ts";
import { asker } from "./sandbox.ts";

/** An account of the sandbox whose run-time side is at `url`. */
export function sandboxAccount(url: string, { accountId, region }: CloudPlace): AccountReads {
  const place = { accountId, region };
  const ask = asker(url);
  return {
    caller: () => ask("caller", { place }, { is: isText, expected: "an ARN" }),
    quota: async (quota) =>
      (await ask("quota", { ...quota, place }, { is: isOptionalNumber, expected: "a number or null" })) ?? undefined,
    counted: (kind) => ask("counted", { kind, place }, { is: isCounted, expected: "a list of {tags}" }),
    zone: async (wanted) =>
      (await ask("zone", { ...wanted, place }, { is: isZone, expected: "{id, name, nameServers} or null" })) ??
      undefined,
    certificate: async (wanted) =>
      (await ask("certificate", { ...wanted, place }, { is: isCertificate, expected: "{arn, status, …} or null" })) ??
      undefined,
    subscriptions: async (topicArn) =>
      (await ask("subscriptions", { topicArn, place }, { is: isSubscriptions, expected: "a list or null" })) ??
      undefined,
  };
}

function isText(answer: unknown): answer is string {
  return typeof answer === "string";
}

function isOptionalNumber(answer: unknown): answer is number | null {
  return answer === null || typeof answer === "number";
}

function isCounted(answer: unknown): answer is readonly CountedResource[] {
  return Array.isArray(answer) && answer.every((one) => typeof member(one, "tags") === "object");
}

function isZone(answer: unknown): answer is HostedZone | null {
  return answer === null || (isText(member(answer, "name")) && Array.isArray(member(answer, "nameServers")));
}

function isCertificate(answer: unknown): answer is CertificateFound | null {
  return answer === null || (isText(member(answer, "status")) && Array.isArray(member(answer, "unproved")));
}

function isSubscriptions(answer: unknown): answer is readonly Subscription[] | null {
  return answer === null || (Array.isArray(answer) && answer.every((one) => isText(member(one, "protocol"))));
}
