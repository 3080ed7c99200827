import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** A fresh clone below `.slipway/`, without a remote, so that no branch of the checkout is touched; packages are shared. */
export function freshClone(checkout: string, name: string): string {
  const clone = join(checkout, ".slipway", "walks", name);
  rmSync(clone, { recursive: true, force: true });
  mkdirSync(join(clone, ".."), { recursive: true });
  execFileSync("git", ["clone", "--quiet", "--local", checkout, clone], { stdio: ["ignore", "ignore", "inherit"] });
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: clone });
  git("remote", "remove", "origin");
  git("config", "user.name", "Walker");
  git("config", "user.email", "walker@example.com");
  git("config", "core.hooksPath", "/dev/null");
  const packages = join(clone, "node_modules");
  if (!existsSync(packages)) {
    // A link is no folder to .gitignore, and an unclean tree is never verified.
    appendFileSync(join(clone, ".git", "info", "exclude"), "node_modules\n");
    symlinkSync(join(checkout, "node_modules"), packages, "dir");
  }
  return clone;
}
