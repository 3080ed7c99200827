/** What a box stands for; decides its sign and colour in a picture. */
export type BoxKind =
  | "people"
  | "dns"
  | "account"
  | "edge"
  | "firewall"
  | "network"
  | "tier"
  | "subnet"
  | "nat"
  | "cluster"
  | "web"
  | "worker"
  | "job"
  | "migration"
  | "database"
  | "replica"
  | "cache"
  | "queue"
  | "bucket"
  | "file-system"
  | "secrets"
  | "function"
  | "external"
  | "alarms"
  | "receiver"
  | "repository"
  | "workflow"
  | "environment"
  | "role";

/** How a thing is different in the other stack or revision. */
export type Difference = "added" | "removed" | "changed";

/** One thing of an environment, or a group of things. */
export interface Box {
  /** Unique in a map, and the same in every map of this app: `service/api`, `tier/private`. */
  readonly id: string;
  readonly kind: BoxKind;
  /** What the configuration calls it. */
  readonly name: string;
  /** Id of the group that it stands in. */
  readonly inside?: string;
  /** What one wants to know at a glance, a line each: `2 to 6 tasks, 0.5 vCPU, 1 GiB`. */
  readonly facts: readonly string[];
  /** Expected US dollars a month, of this box alone; absent where it costs nothing of its own. */
  readonly usdPerMonth?: number;
  /** Physical names of the alarms that watch it. */
  readonly alarms: readonly string[];
  /** How many resources it stands for. */
  readonly resources: number;
  /** Of everything that is declared for it: in two maps of one stack, another one means that something is otherwise. */
  readonly fingerprint?: string;
  readonly difference?: Difference;
  /** With `changed`: what of it, a line each, `cpu 512 → 1024`. */
  readonly changes?: readonly string[];
}

/** Who may talk to whom, or what leads to what. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** `443`, `5432`, `OIDC`, `before every release`. */
  readonly says: string;
  readonly difference?: Difference;
}

/** A whole environment as boxes and arrows: what pictures, Mermaid and JSON are made of. Holds no secret. */
export interface EnvironmentMap {
  readonly project: string;
  readonly stack: string;
  /** For example `staging of harbour`, or `staging against production`. */
  readonly title: string;
  /** A sentence each under the title: account, region, address, release. */
  readonly facts: readonly string[];
  readonly usdPerMonth: number;
  /** Groups before what stands in them. */
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** What is compared, where two are: the words of the legend. */
  readonly compared?: { readonly before: string; readonly after: string };
}
