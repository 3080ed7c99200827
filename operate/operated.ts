import { existsSync } from "node:fs";
import type { Cloud, ServiceAddress } from "../cloud/cloud.ts";
import { readStack } from "../config/read-stack.ts";
import { resolveAtAnyCost } from "../config/resolve.ts";
import type { Stack } from "../config/stack.ts";
import { physicalName } from "../lib/names.ts";
import { UserError } from "../lib/user-error.ts";
import { withCloud } from "../promotion/open-stage.ts";
import { locateUnchecked } from "../sandbox/run/locate.ts";
import { argumentFor, type LocatedStack, workspaceFolder } from "../sandbox/run/workspace.ts";

/** A stack that somebody works on by hand: what its file says, which is where the names of things in AWS come from. */
export interface Operated {
  readonly located: LocatedStack;
  readonly stack: Stack;
  /** What the command line takes for it. */
  readonly argument: string;
  readonly isSandbox: boolean;
}

/** Reads the stack that an argument means. */
export function operated(argument: string, { sandbox = false }: { readonly sandbox?: boolean }): Operated {
  const { stack } = readStack(argument, process.cwd(), resolveAtAnyCost).resolved;
  const located = locateUnchecked(argument);
  if (sandbox) {
    assertBroughtUp(located);
  }
  return { located, stack, argument: argumentFor(located), isSandbox: sandbox };
}

/** Does something that asks the account of a stack, or the sandbox, which is started for as long. */
export function withAccount<T>(
  { located, stack, isSandbox }: Operated,
  verb: string,
  say: (sentence: string) => void,
  work: (cloud: Cloud) => Promise<T>,
): Promise<T> {
  return withCloud({ located, isSandbox }, stack.account, verb, say, work);
}

/** What ECS calls a service. */
export function addressOf({ prefix }: Pick<Stack, "prefix">, service: string): ServiceAddress {
  return { cluster: physicalName("cluster", prefix, "cluster"), service: physicalName("service", prefix, service) };
}

/** ` --sandbox`, for a command that is to be about the same stack. */
export function sandboxFlag({ isSandbox }: Pick<Operated, "isSandbox">): string {
  return isSandbox ? " --sandbox" : "";
}

function assertBroughtUp(located: LocatedStack): void {
  if (!existsSync(workspaceFolder(located))) {
    throw new UserError(
      `${located.stack} was never brought up in the sandbox: run npx slipway sandbox up ${argumentFor(located)} first`,
    );
  }
}
