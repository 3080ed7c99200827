import type { Model } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { inUse, uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { objects, str } from "./values.ts";

const API = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/";
const CREATE = `${API}API_CreateCacheParameterGroup.html`;
const PARAMETERS = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html";
const FAMILIES = ["redis5.0", "redis6.x", "redis7", "valkey7", "valkey8", "valkey9"];
const POLICIES = [
  "allkeys-lfu",
  "allkeys-lru",
  "allkeys-random",
  "noeviction",
  "volatile-lfu",
  "volatile-lru",
  "volatile-random",
  "volatile-ttl",
];

/** Family of the parameter groups that an engine takes. */
export function cacheFamily(engine: string, version: string): string {
  const [major = version] = version.split(".");
  return engine === "redis" && major === "6" ? "redis6.x" : `${engine}${major}`;
}

/** Parameters of caches. */
export const cacheParameterGroup: Model = {
  type: token.cacheParameterGroup,
  autoname: { input: "name", max: 255, lowercase: true },
  defaults: { description: "Managed by Pulumi" },
  checks: [
    nameShape({
      id: "cache-parameter-group-name-shape",
      input: "name",
      max: 255,
      pattern: /^[a-z](?!.*--)([a-z0-9-]*[a-z0-9])?$/,
      allowed: "lower-case letters, digits and single hyphens, a letter first and no hyphen last",
      source: CREATE,
    }),
    {
      id: "cache-parameter-group-family-known",
      says: `A cache parameter group's family is one of ${FAMILIES.join(", ")}.`,
      source: CREATE,
      refuse(values) {
        const family = str(values, "family");
        return family === undefined || FAMILIES.includes(family)
          ? undefined
          : `InvalidParameterValue: CacheParameterGroupFamily ${family} is not a valid parameter group family: use one of ${FAMILIES.join(", ")}`;
      },
    },
    {
      id: "cache-parameter-group-eviction",
      says: `maxmemory-policy is one of ${POLICIES.join(", ")}.`,
      source: PARAMETERS,
      refuse(values) {
        const wrong = objects(values, "parameters").find(
          ({ name, value }) => name === "maxmemory-policy" && !POLICIES.includes(String(value)),
        );
        return wrong === undefined
          ? undefined
          : `InvalidParameterValue: The parameter maxmemory-policy cannot be ${wrong.value}: use one of ${POLICIES.join(", ")}`;
      },
    },
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, id, _seed, place) => ({ arn: arn(placeOf(inputs, place), "elasticache", `parametergroup:${id}`) }),
  requires: [
    uniqueName({
      id: "cache-parameter-group-unique",
      type: token.cacheParameterGroup,
      input: "name",
      noun: "cache parameter group",
      code: "CacheParameterGroupAlreadyExists",
      source: CREATE,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "cache-parameter-group-not-in-use",
      noun: "cache parameter group",
      code: "InvalidCacheParameterGroupState",
      source: `${API}API_DeleteCacheParameterGroup.html`,
      by: "name",
      users: [{ type: token.replicationGroup, at: "parameterGroupName" }],
    }),
  ],
  typicalMinutes: 0.1,
};
