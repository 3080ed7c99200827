import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { thisMachine } from "../engine/machine.ts";
import { motoEnvironment } from "./environment.ts";

/** A running moto: an account of AWS that holds nothing yet. */
export interface Moto {
  readonly url: string;
  stop(): Promise<void>;
}

const startSeconds = 60;

/** Starts moto on a free port of this host, or says that `node tools/set-up.ts` must be run first. */
export async function startMoto(): Promise<Moto> {
  const environment = motoEnvironment(thisMachine());
  if (!environment) {
    throw new Error("moto is not set up: run `node tools/set-up.ts`, which needs Python 3 with venv");
  }
  const child = spawn(environment.python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env.PATH ?? "", PYTHONUNBUFFERED: "1" },
  });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async () => {
    process.off("exit", kill);
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      kill();
      await gone;
    }
  };
  try {
    return { url: await announced(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that moto writes once it listens. */
function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let written = "";
    let listening = false;
    const fail = (why: string) => reject(new Error(`moto did not start: ${why}\n${written.trim()}`));
    const timer = setTimeout(() => fail(`silent for ${startSeconds} seconds`), startSeconds * 1000);
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => fail(`it ended with exit code ${code}`));
    child.once("exit", () => clearTimeout(timer));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      // It logs every request as well, which must be read for the pipe not to fill up.
      written = listening ? "" : written + text;
      const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(written)?.[1];
      if (url !== undefined) {
        listening = true;
        clearTimeout(timer);
        resolve(url);
      }
    });
  });
}
