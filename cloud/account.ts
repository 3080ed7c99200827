/** A quota of Service Quotas, by its codes. */
export interface QuotaCode {
  /** Code of the service: `fargate`. */
  readonly service: string;
  /** Code of the quota: `L-3032A538`. */
  readonly code: string;
}

/** What an account has only so many of, and can be counted. */
export type CountedKind = "address" | "vpc" | "natGateway" | "databaseInstance";

/** One of those. */
export interface CountedResource {
  readonly tags: Readonly<Record<string, string>>;
  /** Availability zone of a NAT gateway. */
  readonly zone?: string;
}

/** A zone of Route 53, by its name, or by its id. */
export interface WantedZone {
  readonly name: string;
  readonly zoneId?: string;
  /** Role that may read the zone, in another account. */
  readonly roleArn?: string;
}

/** A public zone of Route 53. */
export interface HostedZone {
  readonly id: string;
  /** Without the dot at its end. */
  readonly name: string;
  /** Names of the servers that answer for it, without dots at their ends. */
  readonly nameServers: readonly string[];
}

/** A certificate by its ARN, or the newest that is used or can still be issued for a domain. */
export type WantedCertificate = { readonly arn: string } | { readonly domain: string };

/** A certificate as ACM has it. */
export interface CertificateFound {
  readonly arn: string;
  /** ACM's word: `ISSUED`, `PENDING_VALIDATION`, `FAILED`, `EXPIRED` … */
  readonly status: string;
  /** ACM's word for why it failed. */
  readonly failure?: string;
  /** Records that prove its domains, of those that are not proved yet. */
  readonly unproved: readonly { readonly domain: string; readonly record: string; readonly value: string }[];
}

/** Somebody who hears of a topic. */
export interface Subscription {
  /** `email`, `https`, `lambda` … */
  readonly protocol: string;
  /** Of an e-mail the address; others may hold a key, so nobody is told them. */
  readonly endpoint: string;
  /** Nothing is sent before whoever it is has confirmed. */
  readonly isConfirmed: boolean;
}

/** What an account is like, beside the stacks in it. Everything is only read. */
export interface AccountReads {
  /** ARN of whose credentials these are; rejects with a sentence when there are none, or those of another account. */
  caller(): Promise<string>;
  /** The account's own value, else AWS's; undefined where Service Quotas does not have it. */
  quota(quota: QuotaCode): Promise<number | undefined>;
  /** All of a kind that the account has in its region. */
  counted(kind: CountedKind): Promise<readonly CountedResource[]>;
  zone(wanted: WantedZone): Promise<HostedZone | undefined>;
  certificate(wanted: WantedCertificate): Promise<CertificateFound | undefined>;
  /** Who hears of a topic, or undefined when there is none. */
  subscriptions(topicArn: string): Promise<readonly Subscription[] | undefined>;
}
