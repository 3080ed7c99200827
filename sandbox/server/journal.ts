import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UserError } from "../../lib/user-error.ts";
import { Account, type AccountArgs, type Change } from "../account.ts";
import { putExistingDatabases } from "../existing-databases.ts";
import { putExistingNetworks } from "../existing-networks.ts";

/** Version of the journal's form: the first line says it. */
const VERSION = 1;

/** The journal of an account. */
export function journalOf(folder: string, id: string): string {
  return join(folder, `${id}.jsonl`);
}

/** The accounts that have a journal. */
export function journalsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const journals = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));
  return journals.map((name) => basename(name, ".jsonl"));
}

interface Header {
  readonly "slipway-sandbox": number;
  readonly salt: string;
}

/**
 * Opens an account that remembers: every change is a line in `file` before anyone is told of it, so that nothing is
 * lost when the process is killed. The file is written anew, and shorter, each time it is opened.
 *
 * @param note told when the last line was cut off by a kill, and dropped
 */
export function openAccount(
  file: string,
  args: Omit<AccountArgs, "record" | "salt">,
  note: (sentence: string) => void = () => {},
): Account {
  const { header, changes } = existsSync(file) ? read(file, note) : { header: undefined, changes: [] };
  let recording = false;
  const account = new Account({
    ...args,
    ...(header ? { salt: header.salt } : {}),
    record: (change) => {
      if (recording) appendFileSync(file, line(change));
    },
  });
  for (const change of changes) account.replay(change);
  putExistingNetworks(account);
  putExistingDatabases(account);
  compact(file, account);
  recording = true;
  return account;
}

/** The account as its journal has it now, for reading only: another process may be writing it. */
export function readAccount(file: string, args: Omit<AccountArgs, "record" | "salt">): Account {
  const account = new Account(args);
  const { changes } = read(file, () => {});
  for (const change of changes) account.replay(change);
  return account;
}

function read(file: string, note: (sentence: string) => void): { header: Header; changes: readonly Change[] } {
  const lines = readFileSync(file, "utf8").split("\n");
  const torn = lines.pop();
  if (torn) note(`sandbox state ${basename(file)}: the last change was cut off by a kill, and is dropped`);
  const [first, ...rest] = lines.map((text, at) => parsed(file, text, at));
  return { header: asHeader(file, first), changes: rest.map((change, at) => asChange(file, change, at + 1)) };
}

function parsed(file: string, text: string, at: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(file, at);
  }
}

function asHeader(file: string, value: unknown): Header {
  if (typeof value !== "object" || value === null || !("slipway-sandbox" in value)) throw damaged(file, 0);
  if (value["slipway-sandbox"] !== VERSION)
    throw new UserError(
      `sandbox state ${file} is of version ${String(value["slipway-sandbox"])}, this is version ${VERSION}: ` +
        "start anew with `npx slipway sandbox reset`",
    );
  if (!("salt" in value) || typeof value.salt !== "string") throw damaged(file, 0);
  return { "slipway-sandbox": VERSION, salt: value.salt };
}

function asChange(file: string, value: unknown, at: number): Change {
  if (isChange(value)) return value;
  throw damaged(file, at);
}

function isChange(value: unknown): value is Change {
  if (typeof value !== "object" || value === null) return false;
  if ("remove" in value || "count" in value) return Array.isArray("remove" in value ? value.remove : value.count);
  if (!("put" in value) || typeof value.put !== "object" || value.put === null) return false;
  const { put } = value;
  return ["type", "id", "inputs", "outputs", "seed"].every((key) => key in put);
}

function damaged(file: string, at: number): Error {
  return new UserError(
    `sandbox state ${file} is damaged in line ${at + 1}: put the file back from a copy, or start anew with \`npx slipway sandbox reset\``,
  );
}

/** Writes the shortest journal that leads to the account as it is, in one step. */
function compact(file: string, account: Account): void {
  mkdirSync(dirname(file), { recursive: true });
  const header: Header = { "slipway-sandbox": VERSION, salt: account.salt };
  writeFileSync(`${file}.new`, line(header) + account.changes().map(line).join(""));
  renameSync(`${file}.new`, file);
}

function line(value: Header | Change): string {
  return `${JSON.stringify(value)}\n`;
}
