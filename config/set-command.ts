import { keyOf, type Path } from "./path.ts";

/** The command that gives a secret of one stack its value, which Pulumi asks for: it is in no history of a shell. */
export function setSecretCommand(name: string, stack: string): string {
  return `pulumi config set --stack ${stack} --secret --path '${keyOf(["secrets", name])}'`;
}

/** The command that sets a key of one stack; `value` is the word for what is to be given. */
export function setCommand(path: Path, value: string, stack: string): string {
  return `pulumi config set --stack ${stack} --path '${keyOf(path)}' ${value}`;
}
