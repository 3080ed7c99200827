import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { thisMachine } from "../../tools/engine/machine.ts";
import { motoEnvironment } from "../../tools/moto/environment.ts";

/** A shape as AWS publishes it, with what is checked of it. */
interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly required?: readonly string[];
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

interface Published {
  readonly operations: Readonly<
    Record<string, { readonly input?: { readonly shape: string }; readonly output?: { readonly shape: string } }>
  >;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** AWS's published model of one service, for calls that no emulator knows. */
export interface ServiceModel {
  /** What is wrong with a request, by path; empty when it fits. */
  inRequest(operation: string, value: unknown): readonly string[];
  /** What is wrong with an answer. */
  inAnswer(operation: string, value: unknown): readonly string[];
}

/** Reads a model out of botocore, which comes with moto; undefined where moto is not set up. */
export function serviceModel(service: string): ServiceModel | undefined {
  const environment = motoEnvironment(thisMachine());
  const [file] = environment
    ? globSync(
        join(
          dirname(dirname(environment.python)),
          `lib/python*/site-packages/botocore/data/${service}/*/service-2.json.gz`,
        ),
      )
    : [];
  if (file === undefined) {
    return undefined;
  }
  const { operations, shapes }: Published = JSON.parse(gunzipSync(readFileSync(file)).toString());
  const check = (operation: string, way: "input" | "output", value: unknown) => {
    const shape = operations[operation]?.[way]?.shape;
    return shape === undefined ? [`${service} has no ${operation}`] : wrong(shapes, shape, value, operation);
  };
  return {
    inRequest: (operation, value) => check(operation, "input", value),
    inAnswer: (operation, value) => check(operation, "output", value),
  };
}

function wrong(shapes: Published["shapes"], name: string, value: unknown, path: string): readonly string[] {
  const shape = shapes[name];
  if (shape === undefined) {
    return [`${path}: the model has no shape ${name}`];
  }
  switch (shape.type) {
    case "structure":
      return isMap(value) ? wrongMembers(shapes, shape, value, path) : [`${path} is no structure`];
    case "list":
      return Array.isArray(value)
        ? [
            ...wrongSize(shape, value.length, path),
            ...value.flatMap((one, at) => wrong(shapes, shape.member?.shape ?? "", one, `${path}[${at}]`)),
          ]
        : [`${path} is no list`];
    case "map":
      return isMap(value)
        ? Object.entries(value).flatMap(([key, one]) => wrong(shapes, shape.value?.shape ?? "", one, `${path}.${key}`))
        : [`${path} is no map`];
    case "string":
      return typeof value === "string" ? wrongText(shape, value, path) : [`${path} is no text`];
    case "boolean":
      return typeof value === "boolean" ? [] : [`${path} is no boolean`];
    // JSON has times as seconds.
    default:
      return typeof value === "number"
        ? wrongSize({ ...shape, type: "number" }, value, path)
        : [`${path} is no number`];
  }
}

function wrongMembers(
  shapes: Published["shapes"],
  { members = {}, required = [] }: Shape,
  value: Readonly<Record<string, unknown>>,
  path: string,
): readonly string[] {
  return [
    ...required.filter((key) => value[key] === undefined).map((key) => `${path}.${key} is required`),
    ...Object.entries(value).flatMap(([key, one]) => {
      const member = members[key];
      return member === undefined
        ? [`${path} has no member ${key}`]
        : wrong(shapes, member.shape, one, `${path}.${key}`);
    }),
  ];
}

function wrongText({ enum: allowed, ...shape }: Shape, value: string, path: string): readonly string[] {
  return allowed !== undefined && !allowed.includes(value)
    ? [`${path} is ${value}: allowed is ${allowed.join(", ")}`]
    : wrongSize(shape, value.length, path);
}

function wrongSize(
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: Shape,
  size: number,
  path: string,
) {
  return size < min || size > max ? [`${path} is ${size}, out of ${min} to ${max}`] : [];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
