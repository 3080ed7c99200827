#!/usr/bin/env node
// Plain JavaScript on purpose: it must start on any Node, to say which one is needed.
import module from "node:module";
import { assertNode } from "../tools/engine/node-version.mjs";

assertNode("slipway", 1);
// Compiling the SDK and the TypeScript of this project takes longer than running them.
module.enableCompileCache();
// Whoever reads our output may stop reading: `slipway plan --json | head`. What is under way comes to its end all the
// same, since it may hold a lock.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});
const { run } = await import("./main.ts");
process.exitCode = await run(process.argv.slice(2));
