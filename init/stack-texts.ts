import { Document, isPair, isScalar, isSeq, Scalar, visit, type YAMLMap } from "yaml";

import { breaksFlow, takenFor } from "../config/ambiguous-scalar.ts";
import type { Answers } from "./answers.ts";
import { addComments } from "./comments.ts";
import type { MappedApp } from "./map-app.ts";

/** A stack that is written. */
export type StackName = "staging" | "production";

/** Widest mapping that is written on one line. */
const widest = 90;
const text = { lineWidth: 0, flowCollectionPadding: false, singleQuote: false } as const;

/** The file of one stack: the same app and release in both, and a place of its own. */
export function stackText(stack: StackName, mapped: MappedApp, answers: Answers, schema: string): string {
  const { app, images, given } = mapped;
  const { name, repository } = answers;
  const values = {
    config: {
      "slipway:app": { name, ...app, ...checksOf(app), delivery: { repository } },
      "slipway:release": { images: Object.fromEntries(images.map(({ key, digest }) => [key, digest])) },
      "slipway:environment": environmentOf(stack, mapped, answers),
      ...(given.length > 0 && {
        "slipway:secrets": Object.fromEntries(given.map((secret) => [secret, { secure: "placeholder" }])),
      }),
    },
  };
  // A service and its jobs have the same variables; Pulumi takes no anchors.
  const document = new Document(values, { aliasDuplicateObjects: false });
  layOut(document);
  document.commentBefore = ` yaml-language-server: $schema=${schema}`;
  addComments(document, mapped, stack);
  // Above the file's first key, a comment would be followed by an empty line.
  return document.toString(text).replace(/^(#.*)\n\n/, "$1\n");
}

/** What is asked before a release counts as verified: what the load balancer asks, where that is a path of the app's own. */
function checksOf({ services }: Record<string, unknown>): Record<string, unknown> {
  const checks = Object.entries(recordOf(services)).flatMap(([key, service]) => {
    const { health, routes } = recordOf(service);
    const path = typeof health === "string" ? health : recordOf(health).path;
    const isOwn = recordOf(health).codes === undefined && routes === undefined;
    return typeof path === "string" && isOwn ? [[key, { path }]] : [];
  });
  return checks.length > 0 ? { checks: Object.fromEntries(checks) } : {};
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function environmentOf(stack: StackName, mapped: MappedApp, answers: Answers): Record<string, unknown> {
  const { region, state, stagingAccount, productionAccount } = answers;
  const { hasWeb } = mapped;
  const isStaging = stack === "staging";
  const domain = isStaging ? `staging.${answers.domain}` : answers.domain;
  const services = servicesOf(mapped, domain);
  const isShared = stagingAccount === productionAccount;
  return {
    profile: stack,
    aws: {
      accountId: isStaging ? stagingAccount : productionAccount,
      region,
      ...(state !== undefined && { state }),
      ...(isShared && { sharedAccountOwner: isStaging }),
    },
    ...(hasWeb && { domain }),
    ...(!isStaging && { promotion: { from: "staging" } }),
    ...(Object.keys(services).length > 0 && { services }),
    // What the repository has once is declared by one stack.
    ...(!isStaging && { github: { manageRepository: true } }),
  };
}

/** Sizes of services, and the addresses that they are told. */
function servicesOf({ sizes, addresses }: MappedApp, domain: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(addresses).flatMap(([service, own]) => {
      const urls = Object.entries(own).map(([name, { label, rest }]) => [
        name,
        `https://${label === "@" ? "" : `${label}.`}${domain}${rest}`,
      ]);
      const tuning = { ...sizes[service], ...(urls.length > 0 && { env: Object.fromEntries(urls) }) };
      return Object.keys(tuning).length > 0 ? [[service, tuning]] : [];
    }),
  );
}

/** Mappings of a thing's own keys stand below each other; what is short stands on one line; texts are quoted where readers differ. */
function layOut(document: Document): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === "string" && (takenFor(node.value) !== undefined || breaksFlow(node.value))) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
    Seq(_, node) {
      node.flow = true;
    },
    Map(_, node, path) {
      const keys = path.flatMap((step) => (isPair(step) && isScalar(step.key) ? [String(step.key.value)] : []));
      const [, , block = ""] = keys;
      const isList = ["env", "images", "services", "jobs", "checks"].includes(keys.at(-1) ?? "");
      const isTask = keys.length === 4 && keys[1] === "slipway:app" && ["services", "jobs"].includes(block);
      node.flow = !isList && !isTask && keys.length > 2 && isShort(node);
    },
  });
}

/** An empty mapping, and one of a few scalars and lists. */
function isShort(node: YAMLMap): boolean {
  const isFlat = node.items.every(({ value }) => isScalar(value) || isSeq(value));
  return isFlat && JSON.stringify(node.toJSON()).length <= widest && !(node.items.length === 1 && hasSecure(node));
}

/** As pulumi config set writes it. */
function hasSecure(node: YAMLMap): boolean {
  return node.has("secure");
}
