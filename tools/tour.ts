// What `npm run tour` does: the whole way of a release, from a bump to a rollback, on the sandbox, in a clone of its own
// below .slipway/. Every line after `$` is what one would type.
import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { styleText } from "node:util";
import { parse } from "yaml";

/** One thing that one types on the way. */
interface Step {
  /** Why, in a sentence. */
  readonly why: string;
  /** After `npx slipway`, or with `git` in front as it stands. */
  readonly type: readonly string[];
  /** Exit code that belongs to it. @default 0 */
  readonly exit?: number;
  /** Variables before the command. */
  readonly env?: Readonly<Record<string, string>>;
}

const checkout = join(import.meta.dirname, "..");
const clone = join(checkout, ".slipway", "tour");

/** The alarm that rings after the promotion. */
const alarm = "harbour-production-api-errors";
const rings = JSON.stringify({ fault: "ringing", on: alarm });

const steps: readonly Step[] = [
  { why: "Production as it is today, on the embedded sandbox.", type: ["sandbox", "up", "production"] },
  { why: "Its release is found to be good, which is what a rollback goes back to.", type: verify("production") },
  { why: "A new build of the API, by its digest.", type: bump() },
  { why: "", type: commit("Bump api in staging") },
  { why: "Staging takes it.", type: ["sandbox", "up", "staging"] },
  { why: "Is it good? Only what was verified can be promoted.", type: verify("staging") },
  { why: "What would move, and what it would do to production.", type: promote() },
  { why: "", type: promote("--yes") },
  { why: "", type: commit("Promote staging to production") },
  { why: "What the check of a pull request shows.", type: ["sandbox", "preview", "production"] },
  { why: "Production takes it.", type: ["sandbox", "up", "production"] },
  { why: "An alarm rings.", type: verify("production"), exit: 2, env: { SLIPWAY_SANDBOX_FAULTS: rings } },
  { why: "Back to what was verified last.", type: ["rollback", "production", "--yes", "--sandbox"] },
  { why: "", type: commit("Roll production back") },
  { why: "", type: ["sandbox", "up", "production"] },
  { why: "Production is back.", type: verify("production") },
  { why: "What happened, from Pulumi's history and the records.", type: ["history", "production", "--sandbox"] },
  { why: "Both, side by side. Staging has not moved.", type: ["status", "--sandbox"] },
];

function verify(stack: string): readonly string[] {
  return ["verify", stack, "--sandbox"];
}

function bump(): readonly string[] {
  return ["bump", "staging", `api@${newDigest()}`, "--version", "1.4.3", "--sandbox"];
}

function promote(...flags: readonly string[]): readonly string[] {
  return ["promote", "staging", "production", "--sandbox", ...flags];
}

function commit(message: string): readonly string[] {
  return ["git", "commit", "--quiet", "--all", "--message", message];
}

/** The newest build of the API that the sandbox's registry has. */
function newDigest(): string {
  const { images } = parse(readFileSync(join(checkout, "sandbox", "world.yaml"), "utf8"));
  return String(images["ghcr.io/acme/harbour-api"].digests.at(-1));
}

/** A clone without a remote, so that no branch of the checkout is touched; what is installed is shared. */
function makeClone(): void {
  rmSync(clone, { recursive: true, force: true });
  mkdirSync(join(clone, ".."), { recursive: true });
  execFileSync("git", ["clone", "--quiet", "--local", checkout, clone], { stdio: ["ignore", "ignore", "inherit"] });
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: clone });
  git("remote", "remove", "origin");
  git("config", "user.name", "Tour");
  git("config", "user.email", "tour@example.com");
  git("config", "core.hooksPath", "/dev/null");
  const packages = join(clone, "node_modules");
  if (!existsSync(packages)) {
    // A link is no folder to .gitignore, and an unclean tree is never verified.
    appendFileSync(join(clone, ".git", "info", "exclude"), "node_modules\n");
    symlinkSync(join(checkout, "node_modules"), packages, "dir");
  }
}

/** Runs one step with its output as it comes, and returns its exit code. */
function run({ type, env }: Step): Promise<number | null> {
  const [first = "", ...rest] = type;
  const [program, args] =
    first === "git" ? ["git", rest] : [process.execPath, [join(clone, "cli", "slipway.mjs"), ...type]];
  return new Promise((resolve, reject) => {
    spawn(program, args, { cwd: clone, env: { ...process.env, ...env }, stdio: "inherit" })
      .on("error", reject)
      .on("close", resolve);
  });
}

/** The command as one types it. */
function typed({ type, env = {} }: Step): string {
  const quoted = (word: string) => (/^[\w@:./=-]+$/.test(word) ? word : `'${word}'`);
  const variables = Object.entries(env).map(([name, value]) => `${name}=${quoted(value)}`);
  const words = type.map(quoted).join(" ");
  return [...variables, type[0] === "git" ? words : `npx slipway ${words}`].join(" ");
}

const start = performance.now();
makeClone();
for (const step of steps) {
  process.stdout.write(`\n${step.why === "" ? "" : `# ${step.why}\n`}${styleText("bold", `$ ${typed(step)}`)}\n`);
  const code = await run(step);
  if (code !== (step.exit ?? 0)) {
    process.stderr.write(`\nthe tour ends here: that was to end with ${step.exit ?? 0}, and ended with ${code}\n`);
    process.exit(1);
  }
}
const seconds = Math.round((performance.now() - start) / 1000);
process.stdout.write(`\n${steps.length} steps in ${seconds} seconds; all of it is in .slipway/tour\n`);
