import type { ComposeService } from "./compose/service.ts";
import type { Findings } from "./findings.ts";
import type { Link } from "./links.ts";
import type { Part } from "./split-address.ts";
import type { Targets } from "./targets.ts";

/** Value of a variable as `app.services.<service>.env` has it. */
type EnvValue = string | { readonly from: string } | { readonly per: "environment"; readonly default?: string };

/** How a task uses a store or another service. */
export interface Use {
  readonly env?: string;
  readonly urlDialect?: string;
}

/** What the variables of one task become. */
export interface MappedVariables {
  readonly env: Readonly<Record<string, EnvValue>>;
  readonly secrets: readonly string[];
  /** By key of the store or service. */
  readonly uses: ReadonlyMap<string, Use>;
  /** Ports of the services among them, as far as their addresses tell. */
  readonly ports: ReadonlyMap<string, number>;
  /** Variables that hold the address of a web service, which is another one in each place. */
  readonly addresses: Readonly<Record<string, { readonly label: string; readonly rest: string }>>;
}

/** What a variable may lead to. */
export interface Surroundings {
  /** By host. */
  readonly targets: Targets;
  /** Label of the host under the domain that an address of the developer's machine leads to, `@` for the domain itself. */
  readonly webAt: (link: Link) => string | undefined;
  /** Whether the task may reach services: jobs and migrations may not. */
  readonly isService: boolean;
  readonly findings: Findings;
}

/** What becomes of one variable; nothing, where only `use` is said. */
export interface Outcome {
  readonly env?: EnvValue;
  readonly isSecret?: true;
  readonly address?: { readonly label: string; readonly rest: string };
  /** Key of what the task uses because of it. */
  readonly use?: string;
  readonly as?: Use;
  /** Port of it, where it is a service. */
  readonly port?: number;
}

/** A variable's task, and what is known of it so far. */
export interface At {
  readonly service: ComposeService;
  readonly around: Surroundings;
  readonly uses: ReadonlyMap<string, Use>;
  readonly part: Part | undefined;
}

/** The same, and the way to leave a variable out with a word why. */
export interface LinkAt extends At {
  readonly leave: (says: string) => Outcome;
}
