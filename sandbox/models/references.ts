import type { InAccount, Place, Resource, Rule, Values } from "../model.ts";
import { str, textsAt } from "./values.ts";

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
      const here = { ...place, region: regionOf(resource.inputs, place) };
      const missing = textsAt(resource.inputs, input).find(
        (value) => !given?.(value) && !types.some((one) => lookUp(account, one, by, value, here)),
      );
      return missing === undefined
        ? undefined
        : `${code}: ${input} "${missing}" is no ${noun} of account ${place.accountId} in ${here.region}: ` +
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

/** Something that keeps another from being deleted. */
interface User {
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

/** The region that a resource lives in: its own `region`, else the provider's. */
export function regionOf(inputs: Values, place: Place): string {
  return str(inputs, "region") ?? place.region;
}

/** Whether the resource can be seen from `place`; one without a region can be seen from everywhere. */
export function isIn(place: Place, resource: Resource): boolean {
  const region = str(resource.outputs, "region");
  return region === undefined || region === place.region;
}

/** All resources of a type in the region of the one that is being changed, but that one. */
export function others({ resource, account, before, place }: InAccount, type: string): readonly Resource[] {
  const here = { ...place, region: regionOf(resource.inputs, place) };
  return account.all(type).filter((other) => other.id !== before?.id && isIn(here, other));
}

/** The class name in a type token: `Vpc` of `aws:ec2/vpc:Vpc`. */
export function lastWord(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}
