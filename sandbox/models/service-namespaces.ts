import type { Model } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { inUse, uniqueName } from "./references.ts";
import { lettersAndDigits, placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { str } from "./values.ts";

const CREATE = "https://docs.aws.amazon.com/cloud-map/latest/api/API_CreateHttpNamespace.html";

const httpNamespace: Model = {
  type: token.httpNamespace,
  autoname: { input: "name", max: 1024 },
  checks: [
    nameShape({
      id: "namespace-name-shape",
      input: "name",
      max: 1024,
      pattern: /^[!-~]+$/,
      allowed: "visible characters without spaces",
      source: CREATE,
    }),
  ],
  identify: (_inputs, seed) => `ns-${lettersAndDigits(seed, 16)}`,
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(placeOf(inputs, place), "servicediscovery", `namespace/${id}`),
    httpName: str(inputs, "name"),
  }),
  requires: [
    uniqueName({
      id: "namespace-name-unique",
      type: token.httpNamespace,
      input: "name",
      noun: "namespace",
      code: "NamespaceAlreadyExists",
      source: CREATE,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "namespace-empty",
      noun: "namespace",
      code: "ResourceInUse",
      source: "https://docs.aws.amazon.com/cloud-map/latest/api/API_DeleteNamespace.html",
      by: "arn",
      users: [{ type: token.service, at: "serviceConnectConfiguration.namespace" }],
    }),
  ],
  typicalMinutes: 0.3,
};

/** Namespaces of Cloud Map. */
export const models: readonly Model[] = [httpNamespace];
