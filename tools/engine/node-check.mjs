// Preloaded by `runtime.options.nodeargs` of Pulumi.yaml, because a Node without type stripping
// only says: Unknown file extension ".ts".
import { assertNode } from "./node-version.mjs";

// 32 tells Pulumi's language host that the program has said already what is wrong.
assertNode("pulumi", 32);
