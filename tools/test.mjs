// What `npm test` runs: everything offline first, then the real engine, and one line at the end that counts both.
// Paths, `--grep` and `--bail` choose: `npm test -- test/lib --grep cidr`.
import { spawn } from "node:child_process";
import { globSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, resolve as resolvePath, sep } from "node:path";
import { parseArgs } from "node:util";
import { filesOfTheTeam, isOfTheTop, mirrorOf } from "./default-app.mjs";
import { assertNode } from "./engine/node-version.mjs";

assertNode("npm test", 1);

const root = join(import.meta.dirname, "..");
const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");
const reporter = join(root, "tools", "test-reporter.mjs");

const nothing = { passes: 0, failures: 0, pending: 0, failed: [] };

/** Runs mocha on some files in a process of its own, so that nothing of one phase is left for the next. */
function run(files, options, folder) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [mocha, "--reporter", reporter, ...options, ...sideBySide(files), ...files], {
      cwd: folder,
      stdio: ["inherit", "inherit", "inherit", "ipc"],
    });
    let stats = nothing;
    child.on("message", (sent) => {
      stats = sent;
    });
    // A file that cannot be loaded or a process that dies leaves no test that failed, and has failed all the same.
    child.on("close", (code) => resolve(code === 0 ? stats : { ...stats, failures: Math.max(1, stats.failures) }));
  });
}

function sum(one, other) {
  return {
    passes: one.passes + other.passes,
    failures: one.failures + other.failures,
    pending: one.pending + other.pending,
    failed: [...one.failed, ...other.failed],
  };
}

/** Files share nothing: each has folders, ports and a state of its own, and those on the real engine take minutes. */
function sideBySide({ length }) {
  return length > 1 ? ["--parallel", "--jobs", String(availableParallelism())] : [];
}

function chosen() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { grep: { type: "string", short: "g" }, bail: { type: "boolean", short: "b" } },
    });
  } catch (error) {
    process.stderr.write(`${error.message.split(". ")[0]}: npm test -- [path …] [--grep <text>] [--bail]\n`);
    process.exit(2);
  }
}

const { values, positionals } = chosen();
const options = [
  ...(values.grep === undefined ? [] : ["--grep", values.grep]),
  ...(values.bail ? ["--bail"] : []),
  ...(process.env.CI ? ["--forbid-only"] : []),
];
const patterns = (positionals.length ? positionals : ["test"]).map((path) =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ? `${path}/**/*.test.ts` : path,
);
const found = globSync(patterns, { cwd: root }).map((path) => relative(root, resolvePath(root, path)));
// Where this is a folder of the app's repository, its workflows are at the top of that, among others.
const hasWorkflows = statSync(join(root, ".github", "workflows"), { throwIfNoEntry: false }) !== undefined;
const ofWorkflows = (file) => file.startsWith(join("test", "workflows") + sep);
const files = [...new Set(found)].sort().filter((file) => hasWorkflows || !ofWorkflows(file));
const onEngine = (file) => file.startsWith(join("test", "end-to-end") + sep);
const offlineFirst = (some) => [some.filter((file) => !onEngine(file)), some.filter(onEngine)];

if (files.length === 0) {
  process.stderr.write(`no test file in ${positionals.join(", ")}: they are named test/**/*.test.ts\n`);
}

let total = { ...nothing, failures: files.length ? 0 : 1 };

async function runIn(folder, some) {
  for (const phase of offlineFirst(some).filter(({ length }) => length > 0)) {
    total = sum(total, await run(phase, options, folder));
  }
}

const team = filesOfTheTeam(root);
const elsewhere = team.length ? files.filter((file) => !isOfTheTop(file)) : [];
await runIn(
  root,
  files.filter((file) => !elsewhere.includes(file)),
);
if (elsewhere.length > 0) {
  const mirror = mirrorOf(root);
  process.stdout.write(
    `these files are your own: ${team.join(", ")}; slipway's own tests run with its default app, in ${mirror.folder}\n`,
  );
  try {
    await runIn(mirror.folder, elsewhere);
  } finally {
    mirror.remove();
  }
}
// Mocha says it at the end of its phase: that was a long way up.
for (const title of total.failed) {
  process.stdout.write(`failed: ${title}\n`);
}
const skipped = total.pending ? `, ${total.pending} skipped` : "";
process.stdout.write(`${total.passes} passed, ${total.failures} failed${skipped}\n`);
process.exitCode = total.failures ? 1 : 0;
