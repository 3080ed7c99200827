/** Where a value stands: `["app", "services", "api", "image"]` is `slipway:app.services.api.image`. */
export type Path = readonly (string | number)[];

/** `slipway:app.services.api.routes[1]`. */
export function keyOf(path: Path): string {
  return `slipway:${formatPath(path)}`;
}

/** `app.services.api.routes[1]`; keys that are no plain names are quoted. */
export function formatPath([first = "", ...rest]: Path): string {
  return rest.reduce<string>((key, part) => {
    if (typeof part === "number") {
      return `${key}[${part}]`;
    }
    return /^[\w-]+$/.test(part) ? `${key}.${part}` : `${key}[${JSON.stringify(part)}]`;
  }, String(first));
}

/** The value at `path`. */
export function at(whole: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
    whole,
  );
}
