import { copyFileSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isNode, parseDocument, visit } from "yaml";

/**
 * Copies a stack file into a folder of its own as it is after the next release, which has another version and in which
 * every image is another one, or only `image`, and returns the copy's path.
 */
export function writeNextRelease(folder: string, file: string, image?: string): string {
  const document = parseDocument(readFileSync(file, "utf8"));
  const release = ["config", "slipway:release"];
  document.setIn([...release, "version"], "2026.1.0");
  const images = document.getIn([...release, "images", ...(image === undefined ? [] : [image])], true);
  if (!isNode(images)) {
    throw new Error(`${file} names no ${image === undefined ? "images" : `image ${image}`}`);
  }
  visit(images, {
    Scalar(_, node) {
      if (typeof node.value === "string" && node.value.startsWith("sha256:")) {
        node.value = `sha256:${"fedcba9876543210".repeat(4)}`;
      }
    },
  });
  mkdirSync(folder, { recursive: true });
  // With the other stacks of the app, which it may name.
  for (const name of globSync("Pulumi*.yaml", { cwd: dirname(file) })) {
    copyFileSync(join(dirname(file), name), join(folder, name));
  }
  const copy = join(folder, basename(file));
  writeFileSync(copy, document.toString());
  return copy;
}
