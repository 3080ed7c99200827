import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { Values } from "../sandbox/model.ts";
import type { Path, Properties } from "../sandbox/server/wire.ts";
import type { PlannedResource } from "./plan.ts";

export const stackType = "pulumi:pulumi:Stack";

/** Everything that the engine would be told of one resource. */
export function plannedResource(
  request: RegisterResourceRequest,
  urn: string,
  path: string,
  inputs: Properties,
): PlannedResource {
  const parent = request.getParent();
  const provider = request.getProvider();
  const isTop = parent.split("::")[2] === stackType;
  const references = referencesOf(request);
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    path,
    ...(parent && !isTop && { parent }),
    custom: request.getCustom(),
    ...(provider && { provider: provider.slice(0, provider.lastIndexOf("::")) }),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    deleteBeforeReplace: request.getDeletebeforereplace(),
    dependsOn: [...new Set(request.getDependenciesList())].sort(),
    ...(Object.keys(references).length > 0 && { references }),
    ignoreChanges: request.getIgnorechangesList(),
    hooks: hooksOf(request),
    timeouts: timeoutsOf(request),
    aliases: aliasesOf(request),
    inputs: hideSecrets(inputs.raw, inputs.secrets),
  };
}

function referencesOf(request: RegisterResourceRequest): Record<string, string[]> {
  const named = [...request.getPropertydependenciesMap().entries()].flatMap(([input, dependencies]) => {
    const urns = dependencies.getUrnsList().toSorted();
    return urns.length > 0 ? [[input, urns]] : [];
  });
  return Object.fromEntries(named);
}

function hooksOf(request: RegisterResourceRequest): Record<string, string[]> {
  const hooks = request.getHooks();
  const named = {
    beforeCreate: hooks?.getBeforeCreateList(),
    afterCreate: hooks?.getAfterCreateList(),
    beforeUpdate: hooks?.getBeforeUpdateList(),
    afterUpdate: hooks?.getAfterUpdateList(),
    beforeDelete: hooks?.getBeforeDeleteList(),
    afterDelete: hooks?.getAfterDeleteList(),
    onError: hooks?.getOnErrorList(),
  };
  return Object.fromEntries(Object.entries(named).flatMap(([when, names]) => (names?.length ? [[when, names]] : [])));
}

/** A URN as it is; of an alias by name, type or parent, what of those was different. */
function aliasesOf(request: RegisterResourceRequest): string[] {
  return request.getAliasesList().map((alias) => {
    const { name, type, parenturn, noparent } = { ...alias.getSpec()?.toObject() };
    const parts = [
      ...(name ? [`name ${name}`] : []),
      ...(type ? [`type ${type}`] : []),
      ...(parenturn && parenturn !== request.getParent() ? [`parent ${parenturn}`] : []),
      ...(noparent ? ["no parent"] : []),
    ];
    return alias.getUrn() || parts.join(", ");
  });
}

function timeoutsOf(request: RegisterResourceRequest): Record<string, string> {
  const timeouts = request.getCustomtimeouts();
  const named = { create: timeouts?.getCreate(), update: timeouts?.getUpdate(), delete: timeouts?.getDelete() };
  return Object.fromEntries(Object.entries(named).flatMap(([when, time]) => (time ? [[when, time]] : [])));
}

/** The same values with each secret replaced by a mark. */
export function hideSecrets(values: Values, secrets: readonly Path[]): Values {
  if (!secrets.length) {
    return values;
  }
  const copy = structuredClone(values);
  for (const path of secrets) {
    hideAt(copy, path);
  }
  return copy;
}

function hideAt(inside: unknown, [key, ...rest]: Path): void {
  if (typeof inside !== "object" || inside === null || key === undefined) {
    return;
  }
  if (rest.length) {
    hideAt(Reflect.get(inside, key), rest);
  } else {
    Reflect.set(inside, key, { secret: true });
  }
}
