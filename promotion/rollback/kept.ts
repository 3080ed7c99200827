import { at, type Path } from "../../config/path.ts";
import type { Values } from "../../config/values.ts";

/** What holds data, or what tasks that hold data were given: it does not go back. */
export const keptSections = ["databases", "caches", "buckets", "queues", "secrets"] as const;

/** Stores and secrets that the newer app declares and the older one does not. */
export function newerStores(newer: Values, older: Values): Path[] {
  return keptSections.flatMap((section) => {
    const known = new Set(Object.keys(Object(older[section])));
    return Object.keys(Object(newer[section])).flatMap((name) => (known.has(name) ? [] : [[section, name]]));
  });
}

/** Whether a store is migrated by an image that an app does not have; beside that app its data stays, and not that. */
export function hasForeignMigration(store: unknown, app: Values): boolean {
  const image = at(store, ["migrate", "image"]);
  return typeof image === "string" && at(app, ["images", image]) === undefined;
}

/** A store of a newer app as a rollback keeps it beside an older one. */
export function asKept(store: unknown, older: Values): unknown {
  return hasForeignMigration(store, older)
    ? Object.fromEntries(Object.entries(Object(store)).filter(([key]) => key !== "migrate"))
    : store;
}
