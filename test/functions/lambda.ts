import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { FunctionCode } from "../../components/shipped-function.ts";

const root = join(import.meta.dirname, "..", "..");

/** What a run printed; `failed` is empty when the handler ended well. */
export interface Ran {
  readonly stdout: string;
  readonly failed: string;
}

/** A shipped function, unpacked as Lambda unpacks it: what is not in its archive is not there, but for AWS's SDK. */
export class Lambda {
  readonly folder = mkdtempSync(join(tmpdir(), "slipway-function-"));

  constructor({ files, folders }: FunctionCode) {
    for (const [to, from] of Object.entries({ ...files, ...folders })) {
      mkdirSync(dirname(join(this.folder, to)), { recursive: true });
      cpSync(join(root, from), join(this.folder, to), { recursive: true });
    }
    mkdirSync(join(this.folder, "node_modules"), { recursive: true });
    symlinkSync(join(root, "node_modules", "@aws-sdk"), join(this.folder, "node_modules", "@aws-sdk"));
    writeFileSync(
      join(this.folder, "run.mjs"),
      'import { handler } from "./index.mjs";\nconsole.log(JSON.stringify(await handler(JSON.parse(process.argv[2]))));\n',
    );
  }

  /** Runs it once for an event, in a process of its own. */
  async run(event: object, env: Readonly<Record<string, string>>): Promise<Ran> {
    const own = {
      PATH: process.env.PATH,
      AWS_ACCESS_KEY_ID: "AKIATEST",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "eu-north-1",
      ...env,
    };
    const args = ["run.mjs", JSON.stringify(event)];
    return promisify(execFile)(process.execPath, args, { cwd: this.folder, env: own }).then(
      ({ stdout }) => ({ stdout, failed: "" }),
      ({ stdout, stderr }) => ({ stdout: String(stdout), failed: String(stderr) }),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
