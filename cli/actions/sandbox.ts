import { git } from "../../git/git.ts";
import { isClean } from "../../git/repository.ts";
import { didYouMean } from "../../lib/did-you-mean.ts";
import { UserError } from "../../lib/user-error.ts";
import { parseFaults } from "../../sandbox/faults.ts";
import { locateForSandbox } from "../../sandbox/run/locate.ts";
import { waitingIn } from "../../sandbox/run/nothing-promoted.ts";
import type { ProgressOutput } from "../../sandbox/run/progress.ts";
import type { SandboxOptions, Session } from "../../sandbox/run/session.ts";
import { argumentFor, type LocatedStack } from "../../sandbox/run/workspace.ts";
import { treeOutput } from "../live-tree.ts";
import { print } from "../print.ts";
import { note } from "../progress.ts";
import {
  destroyText,
  failedUpText,
  resetText,
  runText,
  statusText,
  uncommittedText,
  upText,
} from "../texts/sandbox.ts";
import type { SandboxFlags } from "../verbs/sandbox.ts";

/** Carries out one action, and returns the exit code. */
type Action = (located: LocatedStack, flags: SandboxFlags) => Promise<number>;

const actions: Readonly<Record<string, Action>> = {
  async up(located, flags) {
    const waiting = waitingIn(located);
    if (waiting) throw new UserError(`${waiting.says} (until then there is nothing to bring up)`);
    return attached("up", located, flags, async (session, engine, output) => {
      const isCommitted = await isAllCommitted(located);
      if (isCommitted === false) note(uncommittedText);
      const result = await engine.up(session, output);
      print(result, upText(located, result, isCommitted === true), flags);
      return result.secondPreview.steps.length === 0 ? 0 : 1;
    }).catch(async (error: unknown) => {
      throw await withWay(located, error);
    });
  },
  async preview(located, flags) {
    const waiting = waitingIn(located);
    if (waiting) {
      const { nothingPromoted, says } = waiting;
      print({ steps: [], seconds: 0, nothingPromoted }, `${says}\n`, flags);
      return 0;
    }
    return attached("preview", located, flags, async (session, engine, output) => {
      const result = await engine.preview(session, output);
      print(result, runText(result), flags);
      return 0;
    });
  },
  refresh: (located, flags) =>
    attached("refresh", located, flags, async (session, engine, output) => {
      const result = await engine.refresh(session, output);
      print(result, runText(result), flags);
      return 0;
    }),
  destroy: (located, flags) =>
    attached("destroy", located, flags, async (session, _engine, output) => {
      const { destroy } = await import("../../sandbox/run/destroy.ts");
      const result = await destroy(session, output, flags.includingProtected === true);
      print(result, destroyText(located, result), flags);
      return 0;
    }),
  async status(located, flags) {
    const { status } = await import("../../sandbox/run/status.ts");
    const result = status(located);
    print(result, statusText(located, result), flags);
    return 0;
  },
  async reset(located, flags) {
    const { heldBySandbox, reset } = await import("../../sandbox/run/reset.ts");
    if (!flags.yes) {
      const held = heldBySandbox(located);
      print({ held }, resetText(located, held), flags);
      return 0;
    }
    const removed = reset(located);
    print(
      { removed },
      removed ? `the sandbox of ${located.project} is empty now\n` : "there was nothing to forget\n",
      flags,
    );
    return 0;
  },
};

/** `slipway sandbox`: an action on a stack, or with `--` a program with the sandbox attached. */
export async function runSandbox(words: readonly string[], flags: SandboxFlags, isProgram: boolean): Promise<number> {
  const [word = "", argument, ...rest] = words;
  if (isProgram) {
    const { runAttached } = await import("../../sandbox/run/attached.ts");
    return runAttached(words, optionsOf(flags));
  }
  const action = actions[word];
  if (!action) {
    const names = Object.keys(actions);
    const guess = didYouMean(word, names);
    throw new UserError(
      `sandbox has no action "${word}": use ${names.join(", ")}, or -- and a program${guess ? ` (did you mean "${guess}"?)` : ""}`,
    );
  }
  if (rest.length > 0) throw new UserError(`sandbox ${word} takes one stack, and was given also ${rest.join(" ")}`);
  if (word === "reset" && argument !== undefined && !argument.endsWith("yaml")) {
    throw new UserError(
      "sandbox reset takes no stack, because it forgets all stacks of the project: leave it out, or use sandbox destroy",
    );
  }
  return action(locateForSandbox(argument), flags);
}

/** What to type after an `up` that failed half-way, below what it failed of. */
async function withWay(located: LocatedStack, error: unknown): Promise<unknown> {
  const { EngineFailed } = await import("../../sandbox/run/up.ts");
  if (!(error instanceof EngineFailed) || error.steps.length === 0) return error;
  const isOfService = error.sentences.some((sentence) => sentence.includes("ECS Service"));
  return new UserError(
    `${error.message}\n${failedUpText(located, { isOfService, hasWayBack: await mayGoBack(located) })}`,
  );
}

async function mayGoBack(located: LocatedStack): Promise<boolean> {
  const { openStage } = await import("../../promotion/open-stage.ts");
  const { stageHistory } = await import("../../promotion/history/stage-history.ts");
  const { hasWayBack } = await import("../../promotion/rollback/target.ts");
  try {
    const history = await stageHistory(await openStage(argumentFor(located), { sandbox: true }, note));
    return hasWayBack(history, undefined);
  } catch {
    // Outside of a repository nothing is ever verified.
    return false;
  }
}

/** As Pulumi asks it, which writes that down with the update; undefined where there is no repository. */
async function isAllCommitted({ root }: LocatedStack): Promise<boolean | undefined> {
  const top = await git(root, "rev-parse", "--show-toplevel");
  return top === undefined ? undefined : isClean({ top });
}

async function attached(
  verb: string,
  located: LocatedStack,
  flags: SandboxFlags,
  work: (session: Session, engine: typeof import("../../sandbox/run/up.ts"), output: ProgressOutput) => Promise<number>,
): Promise<number> {
  const { withSandbox } = await import("../../sandbox/run/session.ts");
  const engine = await import("../../sandbox/run/up.ts");
  const output = treeOutput();
  const report = (sentence: string) => output.write(`  ${sentence}\n`);
  return withSandbox(located, verb, { ...optionsOf(flags), report }, (session) => work(session, engine, output));
}

function optionsOf({ fault, pace, port }: SandboxFlags): SandboxOptions {
  return {
    ...(fault ? { faults: fault.flatMap(parseFaults) } : {}),
    ...(pace === undefined ? {} : { pace }),
    ...(port === undefined ? {} : { port }),
    report: note,
  };
}
