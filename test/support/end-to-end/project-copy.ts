import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseDocument } from "yaml";
import { readState, type State } from "../../../sandbox/run/state.ts";
import { type Ended, ended } from "../ended.ts";
import { isIn } from "../secret-search.ts";
import { checkout } from "../stack-files.ts";

/** A run that is under way. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A resource in an account of the sandbox. */
export interface InAccount {
  readonly account: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Not part of what somebody clones, or not needed to run it. */
const leftOut = new Set(["node_modules", ".slipway", ".git", "coverage", "test", "bench"]);

/**
 * A clone of the project as it is now, to run slipway in: nothing of the checkout is written. It is a git repository
 * with everything committed, and shares the installed packages.
 */
export class ProjectCopy {
  readonly folder: string;
  /** Everything that any run has printed. */
  readonly printed: string[] = [];

  constructor() {
    this.folder = mkdtempSync(join(realpathSync(tmpdir()), "slipway-test-"));
    for (const name of readdirSync(checkout)) {
      if (!leftOut.has(name)) {
        cpSync(join(checkout, name), join(this.folder, name), { recursive: true });
      }
    }
    symlinkSync(join(checkout, "node_modules"), join(this.folder, "node_modules"), "dir");
    this.git("init", "--quiet");
    // What is ignored is a folder; here it is a link, which is no part of the project either.
    appendFileSync(this.path(".git", "info", "exclude"), "node_modules\n");
    this.commit();
  }

  git(...args: readonly string[]): string {
    const author = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "core.hooksPath="];
    return execFileSync("git", [...author, ...args], { cwd: this.folder, encoding: "utf8" });
  }

  /** Keeps what was edited, so that `git status` tells only what a run writes. */
  commit(): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", "As the test wants it");
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  read(...parts: readonly string[]): string {
    return readFileSync(this.path(...parts), "utf8");
  }

  /** Changes a value of a YAML file; undefined removes the key. */
  edit(file: string, path: readonly string[], value: unknown): void {
    const document = parseDocument(this.read(file));
    if (value === undefined) {
      document.deleteIn(path);
    } else {
      document.setIn(path, value);
    }
    writeFileSync(this.path(file), document.toString({ lineWidth: 0 }));
  }

  /** Sets keys of the world that the sandbox begins with. */
  inWorld(more: Readonly<Record<string, unknown>>): void {
    for (const [key, value] of Object.entries(more)) {
      this.edit("sandbox/world.yaml", [key], value);
    }
    this.commit();
  }

  /** Runs slipway to its end, in a process of its own as a user does. */
  slipway(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return this.start(args, env).ended;
  }

  /** Starts slipway. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
    const child = spawn(process.execPath, [this.path("cli", "slipway.mjs"), ...args], {
      cwd: this.folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const printing = ended(child).then((run) => {
      this.printed.push(run.stdout, run.stderr);
      return run;
    });
    return { process: child, ended: printing };
  }

  /** Where a secret stands in clear: in a file of the sandbox, or in what was printed. */
  leaks(secrets: readonly string[]): readonly string[] {
    const files = readdirSync(this.path(".slipway"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const written = files.map((file) => ({ where: file, text: readFileSync(file, "utf8") }));
    const printed = this.printed.map((text) => ({ where: "printed", text }));
    return [...written, ...printed].flatMap(({ where, text }) =>
      secrets.filter((secret) => isIn(text, secret)).map((secret) => `${where}: ${secret}`),
    );
  }

  /** The engine's state of a stack in the sandbox; undefined when it was never made. */
  state(project: string, stack: string): State | undefined {
    return readState({ folder: this.path(".slipway", project), project, stack });
  }

  /** What the accounts of a project's sandbox hold, by the last word of their journals on each resource. */
  inAccounts(project: string): readonly InAccount[] {
    const folder = this.path(".slipway", project, "accounts");
    const journals = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".jsonl")) : [];
    return journals.flatMap((journal) => {
      const changes = readFileSync(join(folder, journal), "utf8").trim().split("\n").slice(1);
      const held = new Map<string, InAccount>();
      for (const { put, remove } of changes.map((line) => JSON.parse(line))) {
        if (put) {
          held.set(`${put.type} ${put.id}`, { account: basename(journal, ".jsonl"), ...put });
        } else if (remove) {
          held.delete(remove.join(" "));
        }
      }
      return [...held.values()];
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
