// Where the Node SDK begins to run something for the engine.
import { createRequire } from "node:module";
import { join } from "node:path";

/** The SDK's start file `name`: of the program, which may be a copy or a link into another checkout, else of this one. */
export function sdkStart(name, programDirectory) {
  const start = `@pulumi/pulumi/cmd/${name}`;
  try {
    return createRequire(join(programDirectory, "package.json")).resolve(start);
  } catch {
    return createRequire(import.meta.url).resolve(start);
  }
}
