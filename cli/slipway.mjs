#!/usr/bin/env node
// Plain JavaScript on purpose: it must start on any Node, to say which one is needed.
import module from "node:module";
import { assertNode } from "../tools/engine/node-version.mjs";
import { importQuickly } from "./quick-imports.mjs";

assertNode("slipway", 1);
// Compiling the SDK and the TypeScript of this project takes longer than running them.
module.enableCompileCache();
importQuickly();
// Whoever reads our output may stop reading: `slipway plan --json | head`; or the disk is full. What is under way comes
// to its end all the same, since it may hold a lock.
let isUnwritten = false;
process.stdout.on("error", (error) => {
  if (error.code === "EPIPE" || isUnwritten) return;
  isUnwritten = true;
  process.exitCode = 1;
  process.stderr.write(`standard output cannot be written to: ${error.message}\n`);
});
process.stderr.on("error", () => {});
const { run } = await import("./main.ts").catch(async (error) => {
  const { missingPackage } = await import("./missing-package.ts");
  const problem = missingPackage(error);
  if (problem === undefined) throw error;
  process.stderr.write(`${problem}\n`);
  process.exit(1);
});
const exitCode = await run(process.argv.slice(2));
process.exitCode = isUnwritten ? 1 : exitCode;
