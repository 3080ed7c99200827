import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { planText } from "../../cli/texts/plan.ts";
import { type ReadStack, readStackOrNothing } from "../../config/read-stack.ts";
import { UserError } from "../../lib/user-error.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { planOf } from "../../plan/plan-stack.ts";
import { isRefused } from "../../policy/judge.ts";
import { reversed } from "../support/change-values.ts";
import { declareValues, valuesOf } from "../support/declare-stack.ts";
import { invariants } from "../support/invariants/all.ts";
import type { Case } from "./cases.ts";
import { written } from "./hostile.ts";
import { faultsOfPlan, faultsOfRefusal, showsGiven } from "./refusal.ts";
import { differing } from "./same.ts";
import type { Seed } from "./seeds.ts";

/** What became of a stack file, and what was wrong with that. */
export interface Outcome {
  readonly became: "accepted" | "refused" | "waiting" | "failed";
  readonly faults: readonly string[];
}

/** A stack file as it was read: in order, waiting for its first promotion, or refused in words. */
type Reading = ReadStack | "waiting" | { readonly says: string };

/** Whether an accepted file is planned, and whether a refused one is refused again with its keys in another order. */
interface How {
  readonly isPlanned: boolean;
  readonly isTurned: boolean;
}

/** A folder in which generated stack files are tried, one after another, as `slipway plan` would read them. */
export class Workshop {
  readonly #folder = mkdtempSync(join(tmpdir(), "slipway-fuzz-"));
  readonly #folders = new Map<string, string>();
  readonly #first = new Map<string, readonly PlannedResource[]>();

  /** Tries a generated file; an error that is no refusal is a fault, and so is a trace in the objects of JavaScript. */
  async try(one: Case, how: How): Promise<Outcome> {
    const { became, faults } = await this.#tried(one, how);
    const left = Object.keys(Object.prototype);
    return { became, faults: left.length > 0 ? [...faults, `every object has ${left.join(", ")} now`] : faults };
  }

  /** Plans a stack as it is, to be compared with later. */
  async remember(seed: Seed): Promise<void> {
    this.#first.set(seed.name, await this.#planOfSeed(seed));
  }

  /** What a stack that is remembered has otherwise now, after others and itself with more in it were planned. */
  async restored(seed: Seed): Promise<string[]> {
    const first = this.#first.get(seed.name) ?? [];
    return differing(first, await this.#planOfSeed(seed)).map(
      (path) => `${seed.name} is not as it was after others were planned: ${path}`,
    );
  }

  async #planOfSeed(seed: Seed): Promise<readonly PlannedResource[]> {
    const reading = this.#read(seed, written(seed.values));
    if (reading === "waiting" || "says" in reading) {
      throw new Error(`${seed.name} is not in order by itself`);
    }
    return (await planOf(reading)).resources;
  }

  async #tried({ seed, text, values }: Case, how: How): Promise<Outcome> {
    try {
      const reading = this.#read(seed, text);
      if (reading === "waiting") {
        return { became: "waiting", faults: [] };
      }
      if ("says" in reading) {
        const turned = how.isTurned && values !== undefined ? this.#refusedElse(seed, values, reading.says) : [];
        return { became: "refused", faults: [...faultsOfRefusal(reading.says, text), ...turned] };
      }
      return { became: "accepted", faults: how.isPlanned ? await this.#plannedTwice(seed, reading, text, values) : [] };
    } catch (error) {
      return { became: "failed", faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Plans it as `slipway plan` does, and again with its keys in another order. */
  async #plannedTwice(seed: Seed, read: ReadStack, text: string, values: unknown): Promise<string[]> {
    const plan = await planOf(read);
    const turned = values === undefined ? text : written(reversed(values));
    const file = this.#fileOf(seed);
    writeFileSync(file, turned);
    const again = await declareValues(file, valuesOf(file));
    // Somebody said why: then what production keeps is not kept.
    const mayGo = plan.exceptions.some(({ key }) => key.endsWith(".deletable"));
    return [
      ...differing(plan.resources, again.resources).map((path) => `is planned otherwise the second time: ${path}`),
      ...(isDeepStrictEqual(plan.outputs, again.outputs) ? [] : ["has other outputs the second time"]),
      ...plan.findings.filter(isRefused).map(({ rule, path, says }) => `policy ${rule}: ${path} ${says}`),
      ...faultsOfPlan(planText(plan), text),
      ...(showsGiven(JSON.stringify(plan), text) ? ["shows a value that was given as a secret in its plan"] : []),
      ...invariants
        .filter(({ profile }) => profile === undefined || (profile === plan.place.profile && !mayGo))
        .flatMap(({ says, breaking }) =>
          breaking(again, read.file.values).map((path) => `${path}: not every resource ${says}`),
        ),
    ];
  }

  #refusedElse(seed: Seed, values: unknown, says: string): string[] {
    const turned = this.#read(seed, written(reversed(values)));
    // Where a line is, and in which order it names what may be chosen, follows the file.
    const lines = (message: string) => {
      const each = message.split("\n").map((line) =>
        line
          .replace(/ \(line \d+\)/, "")
          .split(/[\s,:]+/)
          .sort()
          .join(" "),
      );
      return each.sort().join("\n");
    };
    if (turned === "waiting" || !("says" in turned)) {
      return ["is refused, but not with its keys in another order"];
    }
    return lines(turned.says) === lines(says)
      ? []
      : [`is refused otherwise with its keys in another order:\n${says}\n${turned.says}`];
  }

  #read(seed: Seed, text: string): Reading {
    const file = this.#fileOf(seed);
    writeFileSync(file, text);
    try {
      const read = readStackOrNothing(file, this.#folder);
      return "says" in read ? "waiting" : read;
    } catch (error) {
      if (error instanceof UserError) {
        return { says: error.message };
      }
      throw error;
    }
  }

  /** The path that generated files of this stack have, one after another. */
  #fileOf({ name, stack, beside }: Seed): string {
    const folder = this.#folders.get(name) ?? join(this.#folder, String(this.#folders.size));
    if (!this.#folders.has(name)) {
      this.#folders.set(name, folder);
      mkdirSync(folder);
      for (const [file, text] of Object.entries(beside)) {
        writeFileSync(join(folder, file), text);
      }
    }
    return join(folder, `Pulumi.${stack}.yaml`);
  }
}
