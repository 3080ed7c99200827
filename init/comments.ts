import { type Document, isMap, isNode, isScalar, visit } from "yaml";

import { isLocal, linkOf } from "./links.ts";
import type { MappedApp } from "./map-app.ts";

/** Writes beside what is made up, or cannot be right on AWS, that it is so: the lines of a terminal are soon gone. */
export function addComments(document: Document, { images, hosts }: MappedApp, stack: "staging" | "production"): void {
  for (const { key } of images.filter(({ isReal }) => !isReal)) {
    const node = document.getIn(["config", "slipway:release", "images", key], true);
    if (isScalar(node)) {
      node.comment = " made up, and the sandbox alone has it: npx slipway bump writes the first build's";
    }
  }
  const promotion = document.getIn(["config", "slipway:environment", "promotion"], true);
  if (stack === "production" && isNode(promotion)) {
    promotion.comment = " app and release are written by npx slipway promote";
  }
  visit(document, {
    Pair(_, { value: node }) {
      const told = isMap(node) && node.get("per") === "environment" ? node.get("default") : undefined;
      const why = typeof told === "string" ? whyNot(told, hosts) : undefined;
      if (isNode(node) && why !== undefined) {
        node.comment = ` ${why}: each place says its own value in slipway:environment.env`;
      }
    },
  });
}

/** Why an address of the compose file leads nowhere on AWS; undefined of any other value. */
function whyNot(value: string, hosts: ReadonlySet<string>): string | undefined {
  const link = linkOf(value);
  if (link === undefined) {
    return undefined;
  }
  return hosts.has(link.host)
    ? `${link.host} is not there on AWS`
    : isLocal(link)
      ? "this is the developer's machine"
      : undefined;
}
