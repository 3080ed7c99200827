// Pulumi starts a pack with require(), where its own TypeScript would check types first: this file is none, and what
// it loads is TypeScript that Node runs as it is. Loaded late, so that a Node that cannot is told so in words.
import { assertNode } from "../tools/engine/node-version.mjs";

assertNode("pulumi", 32);
import("./start.ts");
