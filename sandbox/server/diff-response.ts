import type * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import type { Difference, InputsDiff } from "../diff.ts";
import { readProperties } from "./wire.ts";

/** What changes in a provider itself: another region is another provider, the rest is taken as it comes. */
export function diffConfig(request: proto.DiffRequest): proto.DiffResponse {
  const before = readProperties(request.getOldInputs()).raw;
  const after = readProperties(request.getNews()).raw;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => key !== "version");
  const differences: Difference[] = keys
    .filter((key) => before[key] !== after[key])
    .map((key) => ({ path: key, kind: "update", replaces: key === "region" }));
  return diffResponse({ differences, deleteBeforeReplace: false });
}

const { Kind } = pb.PropertyDiff;
const KINDS = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

/** A difference as the engine reads it. */
export function diffResponse({ differences, deleteBeforeReplace }: InputsDiff): proto.DiffResponse {
  const top = (path: string) => path.split(/[.[]/)[0] ?? path;
  const replacing = differences.filter(({ replaces }) => replaces).map(({ path }) => top(path));
  const response = new pb.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = pb.DiffResponse.DiffChanges;
  response.setChanges(differences.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList([...new Set(differences.map(({ path }) => top(path)))]);
  response.setReplacesList([...new Set(replacing)]);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  for (const { path, kind, replaces } of differences) {
    const property = new pb.PropertyDiff().setKind(KINDS[kind][replaces ? 1 : 0]).setInputdiff(true);
    response.getDetaileddiffMap().set(path, property);
  }
  return response;
}
