// The default app that slipway's own tests are about, whoever's checkout they run in: `test/default-app/` holds its files
// as they are at the top of slipway's own repository. Where a team has made those its own, most tests run in a mirror.
import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, sep } from "node:path";

const frozen = join("test", "default-app");

/** Tests about the files that are at the top, which hold whoever's they are. */
const ofTheTop = [
  join("test", "program.test.ts"),
  join("test", "default-app.test.ts"),
  join("test", "workflows") + sep,
];

/** Installed, made, or of this checkout alone. */
const leftOut = new Set(["node_modules", "cdk.out", ".slipway", ".git", "coverage"]);

/** Whether a test is about the files at the top and no others. */
export function isOfTheTop(file) {
  return ofTheTop.some((path) => file.startsWith(path));
}

/** Files at the top that are not the default app's. */
export function filesOfTheTeam(root) {
  const kept = globSync(["*.{yaml,ts}", "*/*.yaml"], { cwd: join(root, frozen) });
  const there = new Set([...kept, ...globSync("Pulumi.*.yaml", { cwd: root })]);
  return [...there].filter((file) => textOf(join(root, file)) !== textOf(join(root, frozen, file))).sort();
}

function textOf(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** A copy of the checkout with the default app at its top; `remove` it. */
export function mirrorOf(root) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "slipway-default-app-"));
  cpSync(root, folder, { recursive: true, filter: (path) => !leftOut.has(basename(path)) });
  for (const file of globSync("Pulumi.*.yaml", { cwd: folder })) {
    rmSync(join(folder, file));
  }
  cpSync(join(root, frozen), folder, { recursive: true });
  link(join(root, "node_modules"), join(folder, "node_modules"));
  // What UPDATE_EXPECTED accepts is accepted in the checkout.
  link(join(root, "test", "expected"), join(folder, "test", "expected"));
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "core.hooksPath="];
  for (const words of [["init"], ["add", "--all"], ["commit", "--quiet", "--message", "With the default app"]]) {
    execFileSync("git", [...author, ...words], { cwd: folder, stdio: "pipe" });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function link(to, path) {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(to, path, "junction");
}
