import { createHash } from "node:crypto";
import { Document, isMap, isScalar, visit } from "yaml";

import type { Answers } from "./answers.ts";
import type { MappedApp } from "./map-app.ts";

/** What the sandbox finds beforehand: accounts, zones, the first build of each image, the repository, values of secrets. */
export function worldText({ images, given, hasWeb }: MappedApp, answers: Answers): string {
  const { domain, stagingAccount, productionAccount, repository } = answers;
  const document = new Document({
    accounts: [...new Set([stagingAccount, productionAccount])],
    ...(hasWeb && {
      zones: [
        { name: `staging.${domain}`, id: zoneId(`staging.${domain}`), account: stagingAccount },
        { name: domain, id: zoneId(domain), account: productionAccount },
      ],
    }),
    images: Object.fromEntries(
      images.map(({ repository: at, digest }) => [at, { digests: [digest], platforms: ["linux/amd64"] }]),
    ),
    repositories: [{ name: repository }],
    ...(given.length > 0 && {
      secrets: Object.fromEntries(given.map((name) => [name, `sandbox-${name.toLowerCase().replaceAll("_", "-")}`])),
    }),
  });
  visit(document, {
    Seq(key, node) {
      node.flow = !node.items.some((item) => isMap(item)) && key !== null;
    },
    Map(_, node) {
      node.flow = node.has("name");
    },
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === "string" && /^\d{12}$/.test(node.value)) {
        node.type = "QUOTE_DOUBLE";
      }
    },
  });
  document.commentBefore = ` What exists before slipway comes: ${answers.name}'s accounts, zones, images and repository.`;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false }).replace(/^(#.*)\n\n/, "$1\n");
}

/** An id of a hosted zone, made up of its name. */
function zoneId(name: string): string {
  return `Z${createHash("sha256").update(name).digest("hex").slice(0, 20).toUpperCase()}`;
}
