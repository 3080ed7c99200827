import { messageOf } from "../../lib/message-of.ts";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import type { KillPoint } from "./points.ts";
import { type Killed, type Tried, tryPoint } from "./try-point.ts";

const nothing = { made: 0, underWay: 0, adopted: 0 };

/** Points that are tried side by side, each `width` of them in a copy of its own. */
export class SideBySide {
  readonly #killed: Killed;
  readonly #copies: readonly ProjectCopy[];
  #waiting: (PromiseWithResolvers<Tried> & { readonly point: KillPoint })[] = [];

  constructor(killed: Killed, width: number) {
    this.#killed = killed;
    this.#copies = Array.from({ length: width }, () => new ProjectCopy());
  }

  /** What git makes of everything that is tried: the same name, the same program. */
  get tree(): string {
    return this.#copies[0]?.git("rev-parse", "HEAD^{tree}").trim() ?? "";
  }

  /** Starts with all of them, in their order; a point's promise ends when it has been tried. */
  start(points: readonly KillPoint[]): ReadonlyMap<KillPoint, Promise<Tried>> {
    this.#waiting = points.map((point) => ({ point, ...Promise.withResolvers<Tried>() }));
    const all = new Map(this.#waiting.map(({ point, promise }) => [point, promise]));
    for (const copy of this.#copies) void this.#work(copy);
    return all;
  }

  async #work(copy: ProjectCopy): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      // What cannot even be tried, as with a state that nobody can read, is wrong too.
      const wrong = (error: unknown) => ({ ...nothing, point: next.point.id, wrong: [messageOf(error)] });
      next.resolve(await tryPoint({ copy, ...this.#killed }, next.point).catch(wrong));
    }
  }

  /** Nothing that waits is begun any more. */
  remove(): void {
    this.#waiting = [];
    for (const copy of this.#copies) copy.remove();
  }
}
