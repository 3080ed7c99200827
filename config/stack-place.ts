/** A sentence that a less safe choice costs; it shows in the plan. */
export interface Because {
  readonly because: string;
}

export interface NetworkPlan {
  readonly cidr: string;
  /** Availability zones, for example `eu-north-1a`. Address blocks go out in this order, so only append. */
  readonly zones: readonly string[];
  readonly nat: "none" | "single" | "per-zone";
  /** AWS services that are reached inside the network, for example `ecr.api`, sorted. S3 always is, by a gateway. */
  readonly endpoints: readonly EndpointService[];
  readonly flowLogs: "none" | "rejects" | "all";
  /** A network that is there already and belongs to somebody else: nothing of it is declared, and nothing else in here counts. */
  readonly existing?: {
    readonly vpcId: string;
    readonly publicSubnetIds: readonly string[];
    readonly privateSubnetIds: readonly string[];
    readonly dataSubnetIds: readonly string[];
  };
}

/** What an interface endpoint can stand for. */
export type EndpointService =
  | "backup"
  | "ecr.api"
  | "ecr.dkr"
  | "elasticfilesystem"
  | "kms"
  | "logs"
  | "monitoring"
  | "rds"
  | "secretsmanager"
  | "sqs"
  | "ssm"
  | "ssmmessages"
  | "sts";

export interface Edge {
  /** Absent only with `insecureHttp`. */
  readonly domain?: Domain;
  readonly insecureHttp?: Because;
  readonly idleTimeoutSeconds: number;
  readonly deletionProtection: boolean;
  readonly headers: ResponseHeaders;
  /** Path patterns that answer 404 on every host here, whatever the routes say. */
  readonly closed: readonly string[];
  /** Absent: requests are not logged. */
  readonly accessLogs?: { readonly retentionDays: number };
  /** Absent: no web application firewall. */
  readonly waf?: Waf;
  /** Every request is answered with 503 and this message; everything else stays up. */
  readonly maintenance?: Because & { readonly message: string };
}

/** Response headers that the HTTPS listener sets itself, over what the app says. */
export interface ResponseHeaders {
  /** 0: no Strict-Transport-Security. */
  readonly hstsSeconds: number;
  readonly frameOptions?: "DENY" | "SAMEORIGIN";
  /** `X-Content-Type-Options: nosniff`. */
  readonly noSniff: boolean;
  readonly contentSecurityPolicy?: string;
}

export interface Waf {
  /** `count`: what would be blocked is counted and logged, and let through. `deny` blocks in either mode. */
  readonly mode: "count" | "block";
  /** Of one address, 10 to 2,000,000,000. */
  readonly requestsPerFiveMinutes: number;
  /** Blocks of addresses that no other rule looks at. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

export interface Domain {
  /** The apex that `@` stands for, for example `staging.pm.example.com`. */
  readonly name: string;
  /** More names that answer like the apex, for example `www.example.com`. */
  readonly aliases: readonly string[];
  /** Who holds the records. */
  readonly dns: Dns;
  /** A certificate that is there already; absent: one is made and validated by DNS. */
  readonly certificateArn?: string;
}

export type Dns =
  /** A Route 53 zone; without `zoneId` the one named like the domain, with `roleArn` in another account. */
  | { readonly kind: "zone"; readonly zoneId?: string; readonly roleArn?: string }
  /** Somebody else's DNS: the records to set are printed and are outputs of the stack. */
  | { readonly kind: "external" };

/** How a web service's new tasks take over. */
export interface Deployment {
  readonly strategy: "rolling" | "blue-green" | "canary" | "linear";
  /** Share of the requests in the first step (canary) or in each step (linear); nothing with the others. */
  readonly percent: number;
  /** Minutes of the first step (canary) or of each step (linear). */
  readonly stepMinutes: number;
  /** Minutes that the old tasks stay after the new ones have everything; not with rolling. */
  readonly bakeMinutes: number;
}
