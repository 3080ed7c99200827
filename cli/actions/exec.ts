import { UserError } from "../../lib/user-error.ts";
import { commandLine } from "../../operate/command-line.ts";
import { execTarget } from "../../operate/exec-target.ts";
import { carrierOf, forwardedStore, portsOf, storeCommand } from "../../operate/forward-target.ts";
import { type Operated, operated, withAccount } from "../../operate/operated.ts";
import { pluginVersion, speak } from "../../operate/session-plugin.ts";
import { working } from "../progress.ts";
import { forwardText } from "../texts/exec.ts";
import type { ExecFlags } from "../verbs/exec.ts";

/** `slipway exec`: opens a shell or a port, and returns the exit code of what speaks with the task. */
export async function runExec(
  argument: string,
  service: string | undefined,
  command: readonly string[],
  flags: ExecFlags,
): Promise<number> {
  const of = operated(argument, flags);
  if (flags.forward !== undefined) {
    if (command.length > 0) {
      throw new UserError("--forward runs no command: leave out what is after --");
    }
    return forward(of, flags.forward, service, flags);
  }
  if (service === undefined) {
    const names = Object.keys(of.stack.services).join(", ") || "none";
    throw new UserError(`exec needs the name of a service of ${of.stack.name}: it has ${names}`);
  }
  return shell(of, service, command, flags);
}

async function shell(of: Operated, service: string, command: readonly string[], flags: ExecFlags): Promise<number> {
  const told = working(`looking for a task of ${service}`);
  try {
    return await withAccount(of, "exec", told.note, async (cloud) => {
      const target = await execTarget({ service, ...wantedTask(flags) }, of, cloud);
      const version = of.isSandbox ? "" : await pluginVersion(process.env);
      const session = await cloud.openShell(target, command.length === 0 ? "/bin/sh" : commandLine(command));
      told.stop();
      return speak(session, { version, variables: process.env });
    });
  } finally {
    told.stop();
  }
}

async function forward(of: Operated, text: string, service: string | undefined, flags: ExecFlags): Promise<number> {
  const store = forwardedStore(text, of.stack);
  const carrier = carrierOf(of, store, service);
  const told = working(`looking for a task that reaches ${store.name}`);
  try {
    return await withAccount(of, "exec", told.note, async (cloud) => {
      const target = await execTarget({ service: carrier, ...wantedTask(flags) }, of, cloud);
      const ports = await portsOf(store, of.stack.name, cloud);
      const version = of.isSandbox ? "" : await pluginVersion(process.env);
      const session = await cloud.openForward({ ...target, ...ports });
      told.stop();
      process.stdout.write(
        forwardText(store, storeCommand(store, of.stack, { user: carrier, ...ports }), ports.localPort),
      );
      return speak(session, { version, variables: process.env });
    });
  } finally {
    told.stop();
  }
}

function wantedTask({ task, container }: ExecFlags): { readonly task?: string; readonly container?: string } {
  return { ...(task !== undefined && { task }), ...(container !== undefined && { container }) };
}
