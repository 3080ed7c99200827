import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";

/** A property in AWS's resource specification. */
export interface PublishedProperty {
  readonly name: string;
  readonly replaces: "yes" | "maybe" | "no";
  readonly allowed: readonly (string | number)[];
  readonly fields: readonly PublishedProperty[];
}

/** A resource type in AWS's resource specification. */
export interface PublishedResource {
  /** The last word of the CloudFormation type: `DBInstance`. */
  readonly name: string;
  readonly stateful: boolean;
  readonly properties: readonly PublishedProperty[];
}

type Resource = ReturnType<typeof lookUp>;
type Property = Resource["properties"][string];
type PropertyType = Property["type"];

/** Definitions may contain themselves, and the table holds no more than three levels. */
const deepestLevel = 3;

let loaded: ReturnType<typeof loadAwsServiceSpecSync> | undefined;

/** What AWS's resource specification says about a CloudFormation type. */
export function readPublished(cloudFormationType: string): PublishedResource {
  const resource = lookUp(cloudFormationType);
  return {
    name: resource.name,
    stateful: resource.isStateful ?? false,
    properties: readProperties(resource.properties, 0),
  };
}

function lookUp(cloudFormationType: string) {
  return database().lookup("resource", "cloudFormationType", "equals", cloudFormationType).only();
}

function database() {
  loaded ??= loadAwsServiceSpecSync();
  return loaded;
}

function readProperties(properties: Resource["properties"], level: number): PublishedProperty[] {
  return Object.entries(properties).map(([name, property]) => ({
    name,
    replaces: property.causesReplacement ?? "no",
    allowed: allowedValues(property.type),
    fields: level < deepestLevel ? fieldsOf(property.type, level + 1) : [],
  }));
}

function fieldsOf(type: PropertyType, level: number): PublishedProperty[] {
  switch (type.type) {
    case "ref":
      return readProperties(database().get("typeDefinition", type.reference).properties, level);
    case "array":
    case "map":
      return fieldsOf(type.element, level);
    case "union":
      return type.types.flatMap((member) => fieldsOf(member, level));
    default:
      return [];
  }
}

function allowedValues(type: PropertyType): (string | number)[] {
  switch (type.type) {
    case "string":
    case "integer":
      return [...(type.allowedValues ?? [])];
    case "array":
      return allowedValues(type.element);
    default:
      return [];
  }
}
