import type { Config } from "../blocks.ts";
import type { Report } from "../problem.ts";
import type { Where } from "../where.ts";

const path = ["environment", "github", "manageRepository"];

/** What a repository has once is declared by exactly one stack: two would undo each other's settings for ever. */
export function checkRepositoryOwner({ app, environment }: Config, report: Report, { stack, siblings }: Where): void {
  // The engine may run without the stack files; then the marker on GitHub alone keeps a second one away.
  if (!app.delivery || siblings === undefined) {
    return;
  }
  const own = environment.github?.manageRepository;
  const others = siblings.filter(({ managesRepository }) => managesRepository).map((sibling) => sibling.stack);
  // What cannot be read may say it.
  const isUnknown = others.length === 0 && siblings.some(({ isUnreadable }) => isUnreadable);
  if (own && others.length > 0) {
    report.problem(path, own, `is also said by ${others.join(", ")}: say true in one of them only`);
  } else if (!own && others.length !== 1 && !isUnknown) {
    const all = [stack, ...siblings.map((sibling) => sibling.stack)].toSorted();
    const what =
      others.length === 0
        ? "nobody manages what the repository has once"
        : `${others.join(" and ")} all manage the repository`;
    const where = all.length === 1 ? "say true" : `say true in exactly one of ${all.join(", ")}, best in production`;
    report.problem(path, own, `${what}: ${where}`);
  }
}
