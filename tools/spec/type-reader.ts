import { readFileSync } from "node:fs";
import ts from "typescript";
import type { PropertyKind, PropertySpec } from "../../sandbox/spec/resource-spec.ts";

/** Levels of nested fields in the table; what lies deeper is checked by nobody and would double its size. */
const deepestLevel = 3;

/** Where the SDKs take an object besides a JSON string: the wire carries whichever the program gave. */
const documentTypes = new Set(["PolicyDocument", "inputs.iam.PolicyDocument"]);

type Declarations = Map<string, ts.InterfaceDeclaration>;

const files = new Map<string, ts.SourceFile>();

/** The syntax tree of a file; nested types are read without their comments, which are most of 235,000 lines. */
export function parse(file: string, comments: "comments" | "no comments" = "comments"): ts.SourceFile {
  const known = files.get(file);
  if (known !== undefined) {
    return known;
  }
  const jsDocParsingMode = comments === "comments" ? ts.JSDocParsingMode.ParseAll : ts.JSDocParsingMode.ParseNone;
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode };
  const tree = ts.createSourceFile(file, readFileSync(file, "utf8"), options, comments === "comments");
  files.set(file, tree);
  return tree;
}

/** Turns the type nodes of one provider's typings into property specifications. */
export class TypeReader {
  private readonly nested = new Map<string, Declarations>();
  private readonly root: string;

  /** `root` is the folder of the provider's package. */
  constructor(root: string) {
    this.root = root;
  }

  /** What a type node says; `level` counts the objects around it. */
  read(node: ts.TypeNode, level = 0): PropertySpec {
    if (ts.isUnionTypeNode(node)) {
      return this.readUnion(node, level);
    }
    if (ts.isArrayTypeNode(node)) {
      return collection("list", this.read(node.elementType, level));
    }
    if (ts.isTypeLiteralNode(node)) {
      const index = node.members.find(ts.isIndexSignatureDeclaration);
      return index === undefined ? { kind: "any" } : collection("map", this.read(index.type, level));
    }
    if (ts.isTypeReferenceNode(node)) {
      return this.readReference(node, level);
    }
    return { kind: keyword(node.kind) };
  }

  /** The fields of an interface, by name. */
  fields(declaration: ts.InterfaceDeclaration, level: number): Record<string, PropertySpec> {
    const fields: Record<string, PropertySpec> = {};
    for (const member of declaration.members) {
      if (ts.isPropertySignature(member) && member.type !== undefined) {
        const required = member.questionToken === undefined ? ({ required: true } as const) : {};
        const deprecated = isDeprecated(member) ? ({ deprecated: true } as const) : {};
        fields[nameOf(member)] = { ...this.read(member.type, level), ...required, ...deprecated };
      }
    }
    return fields;
  }

  private readUnion(node: ts.UnionTypeNode, level: number): PropertySpec {
    const members = node.types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword);
    if (members.some((type) => ts.isTypeReferenceNode(type) && documentTypes.has(dotted(type.typeName)))) {
      return { kind: "any" };
    }
    const [first, ...rest] = members.map((type) => this.read(type, level));
    if (first === undefined) {
      return { kind: "any" };
    }
    if (rest.length === 0) {
      return first;
    }
    // `string | enums.rds.InstanceType` is open: the enum only lists what the SDK's authors knew.
    const kinds = new Set([first, ...rest].map(({ kind }) => kind));
    return { kind: kinds.size === 1 ? first.kind : "any" };
  }

  private readReference(node: ts.TypeReferenceNode, level: number): PropertySpec {
    const name = dotted(node.typeName);
    const [argument] = node.typeArguments ?? [];
    if ((name === "pulumi.Input" || name === "pulumi.Output") && argument !== undefined) {
      return this.read(argument, level);
    }
    if (documentTypes.has(name) || name.startsWith("pulumi.")) {
      return { kind: "any" };
    }
    const [space, ...path] = name.split(".");
    if (space === "inputs" || space === "outputs") {
      return this.readObject(space, path.join("."), level);
    }
    // What is left stands for a string: `ARN`, an enum, or a resource that is passed by its id.
    const allowed = space === "enums" ? this.enumValues(path) : [];
    return { kind: "string", ...(allowed.length > 0 ? { allowed } : {}) };
  }

  private readObject(space: "inputs" | "outputs", path: string, level: number): PropertySpec {
    if (level >= deepestLevel) {
      return { kind: "object" };
    }
    const declaration = this.declarations(space).get(path);
    if (declaration === undefined) {
      throw new Error(`${this.root}: the typings use ${space}.${path}, which they do not declare`);
    }
    return { kind: "object", fields: this.fields(declaration, level + 1) };
  }

  private declarations(space: "inputs" | "outputs"): Declarations {
    const known = this.nested.get(space);
    if (known !== undefined) {
      return known;
    }
    const file = `${this.root}/types/${space === "inputs" ? "input" : "output"}.d.ts`;
    const found: Declarations = new Map();
    collect(parse(file, "no comments").statements, "", found);
    this.nested.set(space, found);
    return found;
  }

  private enumValues(path: readonly string[]): string[] {
    const name = path.at(-1);
    const tree = parse([this.root, "types/enums", ...path.slice(0, -1), "index.d.ts"].join("/"));
    const values: string[] = [];
    for (const declaration of tree.statements.filter(ts.isVariableStatement).flatMap(variables)) {
      if (nameOf(declaration) === name && declaration.type !== undefined && ts.isTypeLiteralNode(declaration.type)) {
        values.push(...declaration.type.members.flatMap(literalValue));
      }
    }
    return values;
  }
}

/** The name of a declaration, without quotes. */
export function nameOf(node: { readonly name: ts.PropertyName | ts.BindingName }): string {
  return ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : "";
}

/** Whether the comment above a declaration marks it as deprecated. */
export function isDeprecated(node: ts.Node): boolean {
  return ts.getJSDocTags(node).some(({ tagName }) => tagName.text === "deprecated");
}

function variables(statement: ts.VariableStatement): ts.VariableDeclaration[] {
  return [...statement.declarationList.declarations];
}

function literalValue(member: ts.TypeElement): string[] {
  const type = ts.isPropertySignature(member) ? member.type : undefined;
  const literal = type !== undefined && ts.isLiteralTypeNode(type) ? type.literal : undefined;
  return literal !== undefined && ts.isStringLiteral(literal) ? [literal.text] : [];
}

function collect(statements: readonly ts.Statement[], prefix: string, found: Declarations): void {
  for (const statement of statements) {
    if (ts.isInterfaceDeclaration(statement)) {
      found.set(`${prefix}${statement.name.text}`, statement);
    }
    if (ts.isModuleDeclaration(statement) && statement.body !== undefined && ts.isModuleBlock(statement.body)) {
      collect(statement.body.statements, `${prefix}${statement.name.text}.`, found);
    }
  }
}

function collection(kind: "list" | "map", element: PropertySpec): PropertySpec {
  const { fields, allowed } = element;
  return { kind, of: element.kind, ...(fields ? { fields } : {}), ...(allowed ? { allowed } : {}) };
}

function dotted(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${dotted(name.left)}.${name.right.text}`;
}

function keyword(kind: ts.SyntaxKind): PropertyKind {
  switch (kind) {
    case ts.SyntaxKind.StringKeyword:
      return "string";
    case ts.SyntaxKind.NumberKeyword:
      return "number";
    case ts.SyntaxKind.BooleanKeyword:
      return "boolean";
    default:
      return "any";
  }
}
