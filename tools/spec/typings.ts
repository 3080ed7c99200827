import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { PropertySpec } from "../../sandbox/spec/resource-spec.ts";
import { isDeprecated, nameOf, parse, TypeReader } from "./type-reader.ts";

/** What a provider's SDK says about one resource type. */
export interface Typings {
  readonly inputs: Record<string, PropertySpec>;
  readonly outputs: Record<string, PropertySpec>;
}

const readers = new Map<string, TypeReader>();

/** Reads a resource class, its arguments and what its constructor wraps as secret. */
export function readTypings(type: string): Typings {
  const { root, file, className } = locate(type);
  const reader = readers.get(root) ?? new TypeReader(root);
  readers.set(root, reader);
  const tree = parse(`${root}/${file}.d.ts`);
  const resource = tree.statements.filter(ts.isClassDeclaration).find(({ name }) => name?.text === className);
  const args = tree.statements.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === `${className}Args`);
  if (resource === undefined || args === undefined) {
    throw new Error(
      `${type}: ${root}/${file}.d.ts has no class ${className} with arguments: correct tools/spec/types.ts`,
    );
  }
  const properties = classProperties(resource);
  const secrets = secretProperties(parse(`${root}/${file}.js`));
  const secret = (name: string) => (secrets.has(name) ? ({ secret: true } as const) : {});

  const inputs: Record<string, PropertySpec> = {};
  for (const [name, spec] of Object.entries(reader.fields(args, 0))) {
    const property = properties.get(name);
    const filledIn = spec.required === undefined && property?.type !== undefined && !mayBeUndefined(property.type);
    inputs[name] = { ...spec, ...(filledIn ? { computed: true } : {}), ...secret(name) };
  }
  const outputs: Record<string, PropertySpec> = {};
  for (const [name, property] of properties) {
    if (inputs[name] === undefined && property.type !== undefined) {
      const deprecated = isDeprecated(property) ? ({ deprecated: true } as const) : {};
      outputs[name] = { ...reader.read(property.type), ...deprecated, ...secret(name) };
    }
  }
  return { inputs, outputs };
}

function locate(type: string): { root: string; file: string; className: string } {
  const [provider = "", path = "", name = ""] = type.split(":");
  const modules = fileURLToPath(new URL("../../node_modules/@pulumi", import.meta.url));
  return provider === "pulumi"
    ? { root: `${modules}/${name}`, file: "provider", className: "Provider" }
    : { root: `${modules}/${provider}`, file: path.replace(/^index\//, ""), className: name };
}

function classProperties(resource: ts.ClassDeclaration): Map<string, ts.PropertyDeclaration> {
  const own = resource.members
    .filter(ts.isPropertyDeclaration)
    .filter(({ modifiers }) => !modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword));
  return new Map(own.filter(({ type }) => type !== undefined).map((property) => [nameOf(property), property]));
}

/** Whether an output may be missing: its type is `pulumi.Output<… | undefined>`. */
function mayBeUndefined(type: ts.TypeNode): boolean {
  const [value] = ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : [];
  return (
    value !== undefined &&
    ts.isUnionTypeNode(value) &&
    value.types.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword)
  );
}

/** The names in `additionalSecretOutputs`, which the constructor passes for whatever the provider calls sensitive. */
function secretProperties(script: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAssignment(node) &&
      nameOf(node) === "additionalSecretOutputs" &&
      ts.isArrayLiteralExpression(node.initializer)
    ) {
      for (const element of node.initializer.elements.filter(ts.isStringLiteral)) {
        names.add(element.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(script);
  return names;
}
