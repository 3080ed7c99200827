import { spawn } from "node:child_process";
import { join, relative } from "node:path";
import type { Verdict } from "./mutant.ts";

/** Longer than any of the files needs, also on a slow machine. */
const mostMinutes = 15;

/**
 * Runs test files up to the first test that fails, in a process of its own: what a mutant does to it is over with it.
 *
 * @param folder checkout that they are run in
 */
export function runTests(folder: string, files: readonly string[]): Promise<Verdict> {
  const mocha = join(folder, "node_modules", "mocha", "bin", "mocha.js");
  const { promise, resolve } = Promise.withResolvers<Verdict>();
  // A slow machine fails no test here: what would be noticed on it alone is noticed by nobody.
  const patience = ["--timeout", "300000"];
  const child = spawn(process.execPath, [mocha, "--bail", ...patience, "--reporter", "json-stream", ...files], {
    cwd: folder,
  });
  let [out, err, isLate] = ["", "", false];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const limit = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, mostMinutes * 60_000);
  child.on("close", (code) => {
    clearTimeout(limit);
    resolve(isLate ? { is: "hung" } : verdictOf(folder, code, out, err));
  });
  return promise;
}

/** mocha's `json-stream`: one event a line, `["fail", {…}]`, among what the tests themselves print. */
function verdictOf(folder: string, code: number | null, out: string, said: string): Verdict {
  const events = out.split("\n").filter((line) => /^\["(start|fail|end)",/.test(line));
  const failed = events.find((line) => line.startsWith('["fail"'));
  if (failed !== undefined) {
    const [, { fullTitle, file, err: why, stack }] = JSON.parse(failed) as [
      string,
      Record<"fullTitle" | "file" | "err", string> & { readonly stack?: string | null },
    ];
    if (/^Timeout of/.test(why)) {
      return { is: "hung" };
    }
    const [crash] = /^(TypeError|RangeError|ReferenceError|SyntaxError)\b/.exec(stack ?? "") ?? [];
    if (crash === "ReferenceError" || crash === "SyntaxError") {
      return { is: "broken", says: `${crash}: ${why}` };
    }
    const by = { file: relative(folder, file).replaceAll("\\", "/"), title: fullTitle };
    return { is: "caught", ...by, ...(crash !== undefined && { crash }) };
  }
  if (code === 0 && events.length === 2) {
    return { is: "survived" };
  }
  // Broken syntax is no finding of a test, and neither is a process that died between two of them.
  return { is: "broken", says: said.split("\n").find((line) => /Error/.test(line)) ?? `mocha ended with ${code}` };
}
