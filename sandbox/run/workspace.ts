import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parse, parseDocument, stringify } from "yaml";
import { UserError } from "../../lib/user-error.ts";
import type { World } from "../world.ts";
import { readWorld } from "../world.ts";
import { type Encrypter, encrypterIn } from "./passphrase.ts";

/** A stack that the sandbox can run: where its files are, and under which project name. */
export interface LocatedStack {
  /** Folder with `Pulumi.yaml` and `index.ts`. */
  readonly root: string;
  readonly project: string;
  readonly stack: string;
  /** Its `Pulumi.<stack>.yaml`. */
  readonly file: string;
  readonly worldFile: string;
}

/** The copy of a project that the engine works on, so that nothing of the checkout is written. */
export interface Workspace extends LocatedStack {
  /** `.slipway/<project>` */
  readonly folder: string;
  readonly world: World;
}

/** The argument that a verb takes for a stack: its name, or the path of its file where that is in another folder. */
export function argumentFor({ stack, file }: Pick<LocatedStack, "stack" | "file">): string {
  return dirname(file) === process.cwd() ? stack : relative(process.cwd(), file);
}

/** The folder that keeps everything of a project's sandbox. */
export function workspaceFolder({ root, project }: Pick<LocatedStack, "root" | "project">): string {
  return join(root, ".slipway", project);
}

export const parts = {
  accounts: (folder: string) => join(folder, "accounts"),
  backend: (folder: string) => join(folder, "backend"),
  home: (folder: string) => join(folder, "home"),
  lock: (folder: string) => join(folder, "lock"),
  passphrase: (folder: string) => join(folder, "passphrase"),
};

/** What the copy is made of, read and checked before anything is written. */
export interface Sources {
  readonly located: LocatedStack;
  readonly world: World;
}

/** Reads the world and finds its value for each `secure:` of the stack file. */
export function readSources(located: LocatedStack): Sources {
  const world = readWorld(located.worldFile, relative(located.root, located.worldFile));
  refuseMissingSecrets(located, world);
  return { located, world };
}

/**
 * Writes the copy of a project: its `Pulumi.yaml` under the project's own name, and the stack file with the world's
 * values, encrypted under a passphrase of the copy's own, in place of each `secure:`.
 */
export function writeWorkspace({ located, world }: Sources): Workspace {
  const folder = workspaceFolder(located);
  for (const part of [folder, parts.accounts(folder), parts.backend(folder), parts.home(folder)]) {
    mkdirSync(part, { recursive: true });
  }
  writeFileSync(join(folder, "Pulumi.yaml"), projectFile(located, folder));
  const encrypter = encrypterIn(parts.passphrase(folder));
  // All stacks of the project, because what one owns depends on the others.
  for (const name of readdirSync(dirname(located.file)).filter((name) => /^Pulumi\..+\.ya?ml$/.test(name))) {
    writeFileSync(join(folder, name), stackFile(join(dirname(located.file), name), world, encrypter));
  }
  return { ...located, folder, world };
}

/** Forgets everything: the accounts, the state, the copies. */
export function removeWorkspace(located: Pick<LocatedStack, "root" | "project">): boolean {
  const folder = workspaceFolder(located);
  const was = existsSync(folder);
  rmSync(folder, { recursive: true, force: true });
  return was;
}

function projectFile({ root, project }: LocatedStack, folder: string): string {
  const original: unknown = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"));
  const values = typeof original === "object" && original !== null ? original : {};
  return stringify({ ...values, name: project, main: relative(folder, join(root, "index.ts")) });
}

const SECRETS_KEY = "slipway:secrets";

/** Refuses a world that lacks a value of `slipway:secrets`. */
function refuseMissingSecrets({ file, root }: LocatedStack, world: World): void {
  const missing = secretNames(parse(readFileSync(file, "utf8"))).filter((name) => world.secrets[name] === undefined);
  if (missing.length === 0) return;
  throw new UserError(
    `sandbox world ${world.file} has no value for ${missing.join(", ")} of ${SECRETS_KEY} in ${relative(root, file)}: add\n` +
      `    secrets:\n${missing.map((name) => `      ${name}: value-for-the-sandbox`).join("\n")}`,
  );
}

function secretNames(document: unknown): readonly string[] {
  return Object.keys(child(child(document, "config"), SECRETS_KEY));
}

function stackFile(file: string, { secrets }: World, { salt, encrypt }: Encrypter): string {
  const document = parseDocument(readFileSync(file, "utf8"));
  for (const key of ["encryptedkey", "secretsprovider"]) document.delete(key);
  document.set("encryptionsalt", salt);
  for (const name of secretNames(document.toJS())) {
    const value = secrets[name];
    if (value !== undefined)
      document.setIn(["config", SECRETS_KEY, name], document.createNode({ secure: encrypt(value) }));
  }
  return document.toString({ lineWidth: 0 });
}

function child(value: unknown, key: string): object {
  if (typeof value !== "object" || value === null) return {};
  const found: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
  return typeof found === "object" && found !== null ? found : {};
}
