import { createHmac, randomBytes } from "node:crypto";
import { type Mishaps, noMishaps } from "./mishaps.ts";
import type { Resource, Seed } from "./model.ts";
import { seededBy } from "./seed.ts";
import { Tasks } from "./tasks.ts";
import type { World } from "./world.ts";

/** What a seed needs to give the same characters again after a restart. */
export interface SeedRecord {
  readonly root: string;
  readonly numbers: Readonly<Record<string, number>>;
}

/** One change of an account, as its journal keeps it. */
export type Change =
  | { readonly put: Resource & { readonly seed: SeedRecord } }
  | { readonly remove: readonly [type: string, id: string] }
  | { readonly count: readonly [series: string, last: number] };

export interface AccountArgs {
  /** Twelve digits for AWS; `github-<owner>` for GitHub. */
  readonly id: string;
  readonly world: World;
  /** Mixed into the digest of every secret. @default random */
  readonly salt?: string;
  /** Told of every change, before the caller goes on. @default nobody */
  readonly record?: (change: Change) => void;
  /** @default the machine's clock */
  readonly now?: () => Date;
  /** What goes wrong on purpose. @default nothing */
  readonly mishaps?: Mishaps;
  /** Another account of the same sandbox. @default none */
  readonly neighbour?: (id: string) => Account | undefined;
}

/** A value that stands for a secret wherever the sandbox keeps one. */
export interface SecretDigest {
  readonly $secret: string;
}

/** One account of AWS (or one owner on GitHub): what exists in it, and the world around it. */
export class Account {
  readonly id: string;
  readonly world: World;
  /** Runs the containers of task definitions. */
  readonly tasks: Tasks;
  readonly salt: string;
  readonly now: () => Date;
  readonly mishaps: Mishaps;
  readonly #neighbour: (id: string) => Account | undefined;
  readonly #record: (change: Change) => void;
  readonly #byType = new Map<string, Map<string, Resource>>();
  readonly #byArn = new Map<string, Resource>();
  readonly #seeds = new Map<string, SeedRecord>();
  readonly #counts = new Map<string, number>();
  readonly #hidden = new Set<string>();

  constructor({ id, world, salt, record, now, mishaps, neighbour }: AccountArgs) {
    this.id = id;
    this.world = world;
    this.salt = salt ?? randomBytes(16).toString("hex");
    this.now = now ?? (() => new Date());
    this.#record = record ?? (() => {});
    this.mishaps = mishaps ?? noMishaps;
    this.#neighbour = neighbour ?? (() => undefined);
    this.tasks = new Tasks(this);
  }

  /** An account of the world: this one, or another one of the same sandbox. */
  neighbour(id: string): Account | undefined {
    return id === this.id ? this : this.#neighbour(id);
  }

  /** The resource with this Pulumi id. */
  get(type: string, id: string): Resource | undefined {
    return this.#hidden.has(key(type, id)) ? undefined : this.#byType.get(type)?.get(id);
  }

  /** The first resource of a type that `matches`. */
  find(type: string, matches: (resource: Resource) => boolean): Resource | undefined {
    return this.all(type).find(matches);
  }

  /** All resources of a type, in the order they were made. */
  all(type: string): readonly Resource[] {
    return [...(this.#byType.get(type)?.values() ?? [])].filter(({ id }) => !this.#hidden.has(key(type, id)));
  }

  /** Everything that exists. */
  everything(): readonly Resource[] {
    return [...this.#byType.values()].flatMap((ofType) => [...ofType.values()]);
  }

  /** The resource whose output `arn` this is. */
  byArn(arn: string): Resource | undefined {
    const resource = this.#byArn.get(arn);
    return resource && this.get(resource.type, resource.id);
  }

  /** Creates a resource or takes the place of the one with its id, whose seed it keeps. */
  put(resource: Resource, seed?: SeedRecord): void {
    const record = seed ?? this.#seeds.get(key(resource.type, resource.id)) ?? { root: resource.id, numbers: {} };
    this.#record({ put: { ...resource, seed: record } });
    this.#put(resource, record);
  }

  /** Keeps a resource out of sight until `reveal`, as AWS does for a while with what is new. */
  hide(type: string, id: string): void {
    this.#hidden.add(key(type, id));
  }

  /** @returns whether something was out of sight */
  reveal(): boolean {
    const some = this.#hidden.size > 0;
    this.#hidden.clear();
    return some;
  }

  remove(type: string, id: string): void {
    if (!this.get(type, id)) return;
    this.#record({ remove: [type, id] });
    this.#remove(type, id);
  }

  /** A seed for a resource that does not exist yet; `record()` is what `put` wants when it does. */
  newSeed(): { readonly seed: Seed; record(): SeedRecord } {
    const root = randomBytes(16).toString("hex");
    const numbers: Record<string, number> = {};
    const seed = seededBy(root, (series) => {
      numbers[series] ??= this.#count(series);
      return numbers[series];
    });
    return { seed, record: () => ({ root, numbers }) };
  }

  /** The seed that a resource was made with. */
  seedOf(type: string, id: string): Seed {
    const { root, numbers } = this.#seeds.get(key(type, id)) ?? { root: id, numbers: {} };
    return seededBy(root, (series) => numbers[series] ?? this.#count(series));
  }

  /** What the account keeps of a secret. */
  digest(value: unknown): SecretDigest {
    return { $secret: createHmac("sha256", this.salt).update(JSON.stringify(value)).digest("hex") };
  }

  /** Applies a change that its journal remembers. */
  replay(change: Change): void {
    if ("put" in change) {
      const { seed, ...resource } = change.put;
      this.#put(resource, seed);
    } else if ("remove" in change) this.#remove(...change.remove);
    else this.#counts.set(...change.count);
  }

  /** The changes that lead from an empty account to this one. */
  changes(): readonly Change[] {
    const counts: Change[] = [...this.#counts].map((count) => ({ count }));
    const puts = this.everything().map((resource) => {
      const seed = this.#seeds.get(key(resource.type, resource.id)) ?? { root: resource.id, numbers: {} };
      return { put: { ...resource, seed } };
    });
    return [...counts, ...puts];
  }

  #put(resource: Resource, seed: SeedRecord): void {
    const ofType = this.#byType.get(resource.type) ?? new Map<string, Resource>();
    this.#byType.set(resource.type, ofType.set(resource.id, resource));
    this.#seeds.set(key(resource.type, resource.id), seed);
    const { arn } = resource.outputs;
    if (typeof arn !== "string") return;
    const holder = this.#byArn.get(arn);
    // A part of something, like the policy of a topic, has the ARN of the whole, which was there before it.
    if (holder === undefined || holder.type === resource.type) this.#byArn.set(arn, resource);
  }

  #remove(type: string, id: string): void {
    const arn = this.get(type, id)?.outputs.arn;
    if (typeof arn === "string" && this.#byArn.get(arn)?.type === type) this.#byArn.delete(arn);
    this.#byType.get(type)?.delete(id);
    this.#seeds.delete(key(type, id));
  }

  #count(series: string): number {
    const next = (this.#counts.get(series) ?? 0) + 1;
    this.#counts.set(series, next);
    this.#record({ count: [series, next] });
    return next;
  }
}

function key(type: string, id: string): string {
  return `${type} ${id}`;
}
