import { Scalar } from "yaml";
import type { StackValues } from "../../config/parse.ts";

/** The same values with the keys of every object the other way round. */
export function reversed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(reversed);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .map(([key, inner]) => [key, reversed(inner)])
          .reverse(),
      )
    : value;
}

/** Text in quotes, where some readers of YAML would take it for something else: a time, a date. */
export function quoted(text: string): Scalar<string> {
  return Object.assign(new Scalar(text), { type: Scalar.QUOTE_DOUBLE });
}

/** The values with one more service, before all others. */
export function withService(values: StackValues, name: string, service: object): StackValues {
  const app = Object(values.app);
  const [image] = Object.keys(app.images);
  return { ...values, app: { ...app, services: { [name]: { image, ...service }, ...app.services } } };
}
