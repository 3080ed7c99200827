import { createHash } from "node:crypto";
import type { InAccount, Place, Resource, Rule, Seed, Values } from "../model.ts";

/** What AWS calls the thing: `arn:aws:<service>:<region>:<account>:<resource>`. */
export function arn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;
}

/** The same for a service that has no regions, such as IAM. */
export function globalArn(place: Place, service: string, resource: string): string {
  return `arn:aws:${service}::${place.accountId}:${resource}`;
}

/** Narrows to a map of values. */
export function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text under `key`, if it is text and not empty. */
export function str(values: Values, key: string): string | undefined {
  const value = values[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The number under `key`, also when it is written as text, as several inputs of the provider are. */
export function num(values: Values, key: string): number | undefined {
  const value = values[key];
  if (typeof value === "number") {
    return value;
  }
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** The boolean under `key`. */
export function bool(values: Values, key: string): boolean | undefined {
  const value = values[key];
  return typeof value === "boolean" ? value : undefined;
}

/** The list under `key`; empty when there is none. */
export function list(values: Values, key: string): readonly unknown[] {
  const value = values[key];
  return Array.isArray(value) ? value : [];
}

/** The texts in the list under `key`. */
export function texts(values: Values, key: string): readonly string[] {
  return list(values, key).filter((value) => typeof value === "string");
}

/** The objects in the list under `key`; an object that is not in a list counts as one. */
export function objects(values: Values, key: string): readonly Values[] {
  const value = values[key];
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

/** The object under `key`; empty when there is none. */
export function object(values: Values, key: string): Values {
  const value = values[key];
  return isObject(value) ? value : {};
}

/** Every value at a dotted path, for example `defaultActions.targetGroupArn`; a list on the way means each element. */
export function valuesAt(values: Values, path: string): readonly unknown[] {
  let level: readonly unknown[] = [values];
  for (const key of path.split(".")) {
    level = level.filter(isObject).flatMap((value): readonly unknown[] => {
      const inside = value[key];
      return Array.isArray(inside) ? inside : [inside];
    });
  }
  return level.filter((value) => value !== undefined && value !== null);
}

/** Every text at a dotted path, but empty ones. */
export function textsAt(values: Values, path: string): readonly string[] {
  return valuesAt(values, path)
    .filter((value) => typeof value === "string")
    .filter((value) => value !== "");
}

/** The region that a resource lives in: its own `region`, else the provider's. */
export function regionOf(inputs: Values, place: Place): string {
  return str(inputs, "region") ?? place.region;
}

/** Whether the resource can be seen from `place`; one without a region can be seen from everywhere. */
export function isIn(place: Place, resource: Resource): boolean {
  const region = str(resource.outputs, "region");
  return region === undefined || region === place.region;
}

/** All resources of a type but the one that is being changed. */
export function others({ account, before, place }: InAccount, type: string): readonly Resource[] {
  return account.all(type).filter((other) => other.id !== before?.id && isIn(place, other));
}

/** What an input refers to. */
export interface Reference {
  /** Id of the rule. */
  readonly id: string;
  /** Dotted path of the input; a list on the way means each element. */
  readonly input: string;
  /** Type tokens that it may refer to. */
  readonly type: string | readonly string[];
  /** What AWS calls them, for example `VPC`. */
  readonly noun: string;
  /** `id`, `arn`, or the output that it is referred to by. */
  readonly by?: string;
  /** AWS's error code, for example `InvalidVpcID.NotFound`. */
  readonly code: string;
  readonly source: string;
  /** Values that need nothing in the account, for example an AWS managed name. */
  readonly given?: (value: string) => boolean;
}

/** A rule: what the input refers to exists in this account and region. */
export function exists({ id, input, type, noun, by = "id", code, source, given }: Reference): Rule<InAccount> {
  const types = typeof type === "string" ? [type] : type;
  return {
    id,
    says: `\`${input}\` refers to a ${noun} that exists in this account and region.`,
    source,
    refuse({ resource, account, place }) {
      const missing = textsAt(resource.inputs, input).find(
        (value) => !given?.(value) && !types.some((one) => lookUp(account, one, by, value, place)),
      );
      return missing === undefined
        ? undefined
        : `${code}: ${input} "${missing}" is no ${noun} of account ${place.accountId} in ${place.region}: ` +
            `create it there first, or take its ${by} from the resource that makes it`;
    },
  };
}

function lookUp(account: InAccount["account"], type: string, by: string, value: string, place: Place): boolean {
  const found =
    by === "id"
      ? account.get(type, value)
      : by === "arn"
        ? account.byArn(value)
        : account.find(type, (one) => one.outputs[by] === value);
  return found !== undefined && found.type === type && isIn(place, found);
}

/** A name that only one resource may have. */
export interface UniqueName {
  readonly id: string;
  readonly type: string;
  /** Input that holds the name. */
  readonly input: string;
  readonly noun: string;
  /** AWS's error code, for example `DuplicateLoadBalancerName`. */
  readonly code: string;
  readonly source: string;
  /** What the name is unique within, for example the VPC of a security group; the account and region when absent. */
  readonly within?: string;
  /** Names that differ in case only count as one. */
  readonly anyCase?: boolean;
}

/** A rule: no other resource of the type has this name. */
export function uniqueName({ id, type, input, noun, code, source, within, anyCase }: UniqueName): Rule<InAccount> {
  const key = (values: Values) => {
    const name = str(values, input);
    return anyCase ? name?.toLowerCase() : name;
  };
  const scope = within === undefined ? "this account and region" : `one ${within}`;
  return {
    id,
    says: `\`${input}\` is unique among the ${noun}s of ${scope}.`,
    source,
    refuse(subject) {
      const { resource, place } = subject;
      const name = key(resource.outputs) ?? key(resource.inputs);
      const clash = others(subject, type).find(
        (other) =>
          name !== undefined &&
          key(other.outputs) === name &&
          (within === undefined || other.outputs[within] === resource.inputs[within]),
      );
      return clash === undefined
        ? undefined
        : `${code}: ${input} "${name}" is taken by ${clash.id} in account ${place.accountId}: ` +
            `choose another name, or delete that ${noun} before this one is made (deleteBeforeReplace)`;
    },
  };
}

/** How a name may look. */
export interface NameShape {
  readonly id: string;
  /** Dotted path of the input. */
  readonly input: string;
  readonly min?: number;
  readonly max: number;
  /** What the whole name matches. */
  readonly pattern: RegExp;
  /** The same in words, for example `letters, digits and hyphens`. */
  readonly allowed: string;
  readonly source: string;
}

/** A rule: the name is within AWS's length and characters. */
export function nameShape({ id, input, min = 1, max, pattern, allowed, source }: NameShape): Rule<Values> {
  return {
    id,
    says: `\`${input}\` has ${min} to ${max} characters: ${allowed}.`,
    source,
    refuse(values) {
      const wrong = textsAt(values, input).find(
        (name) => name.length < min || name.length > max || !pattern.test(name),
      );
      return wrong === undefined
        ? undefined
        : `${input} "${wrong}" (${wrong.length} characters) is not allowed: use ${min} to ${max} characters, ${allowed}`;
    },
  };
}

/** Something that keeps another from being deleted. */
export interface User {
  readonly type: string;
  /** Dotted path of the output that holds the reference. */
  readonly at: string;
}

/** A rule: nothing refers to the resource any more. */
export interface InUse {
  readonly id: string;
  readonly noun: string;
  /** AWS's error code, for example `DependencyViolation`. */
  readonly code: string;
  readonly source: string;
  /** Output that others refer to it by; its id when absent. */
  readonly by?: string;
  readonly users: readonly User[];
}

/** A rule: the resource cannot be deleted while one of `users` refers to it. */
export function inUse({ id, noun, code, source, by, users }: InUse): Rule<InAccount> {
  const nouns = [...new Set(users.map(({ type }) => lastWord(type)))].join(", ");
  return {
    id,
    says: `A ${noun} cannot be deleted while one of these uses it: ${nouns}.`,
    source,
    refuse({ resource, account }) {
      const value = by === undefined ? resource.id : str(resource.outputs, by);
      for (const { type, at } of users) {
        const user = account.all(type).find((one) => value !== undefined && textsAt(one.outputs, at).includes(value));
        if (user) {
          return `${code}: ${noun} ${resource.id} is still used by ${lastWord(type)} ${user.id}: delete that first`;
        }
      }
      return undefined;
    },
  };
}

/** The class name in a type token: `Vpc` of `aws:ec2/vpc:Vpc`. */
export function lastWord(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** `n` hexadecimal digits that follow from `text`, for an id that AWS derives from another thing. */
export function derivedHex(text: string, n: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, n);
}

/** A rule: the number at a dotted path lies in a range. */
export function range(id: string, input: string, min: number, max: number, source: string): Rule<Values> {
  return {
    id,
    says: `\`${input}\` is a number from ${min} to ${max}.`,
    source,
    refuse(values) {
      const wrong = valuesAt(values, input).find((value) => {
        const number = Number(value);
        return !Number.isInteger(number) || number < min || number > max;
      });
      return wrong === undefined
        ? undefined
        : `ValidationError: ${input} ${JSON.stringify(wrong)} is out of range: use ${min} to ${max}`;
    },
  };
}

/** A moment of the year 2026 that follows from the seed, for what AWS stamps with the time of its making. */
export function moment(seed: Seed, salt: string): Date {
  const second = Number.parseInt(seed.hex(12, salt), 16) % (365 * 24 * 3600);
  return new Date(Date.UTC(2026, 0, 1) + second * 1000);
}

/** A moment as the providers that are written in Go print it: `2026-01-31 12:00:00 +0000 UTC`. */
export function goTime(time: Date): string {
  const text = time.toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)} +0000 UTC`;
}
