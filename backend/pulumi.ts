import { execFile } from "node:child_process";
import { delimiter } from "node:path";

/** Runs `pulumi` on one stack and returns what it prints. */
export type Pulumi = (args: readonly string[], input?: string) => Promise<string>;

/** Commands that ask about the backend, and refuse the name of a stack. */
const ofNoStack: ReadonlySet<string> = new Set(["whoami"]);

/** The `pulumi` command on one stack, run in `folder`; it fails with what it said. */
export function pulumiIn(folder: string, stack: string, path: readonly string[] = []): Pulumi {
  const env = { ...process.env, PATH: [...path, process.env.PATH ?? ""].join(delimiter) };
  return (args, input) =>
    new Promise((resolve, reject) => {
      const all = [...args, ...(ofNoStack.has(args[0] ?? "") ? [] : ["--stack", stack]), "--non-interactive"];
      const child = execFile("pulumi", all, { cwd: folder, env, maxBuffer: 1 << 30 }, (error, stdout, stderr) => {
        if (error?.code === "ENOENT") reject(new Error("there is no pulumi on PATH"));
        else if (error)
          reject(new Error(`pulumi ${args.join(" ")} failed: ${stderr.trim() || stdout.trim() || error.message}`));
        else resolve(stdout);
      });
      child.stdin?.end(input);
    });
}
