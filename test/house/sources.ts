import { globSync, readFileSync } from "node:fs";
import { posix, sep } from "node:path";
import ts from "typescript";

/** One import or re-export of a file. */
interface Import {
  /** Path from the root of the project, or the package as it is written. */
  readonly to: string;
  /** `import type`: nothing is loaded for it. */
  readonly typeOnly: boolean;
}

/** A source file of the project. */
export interface Source {
  /** From the root of the project, with `/`. */
  readonly path: string;
  readonly imports: readonly Import[];
  readonly syntax: ts.SourceFile;
}

const root = new URL("../../", import.meta.url);

/** The text of a file of the project. */
export function textOf(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

/** Paths in the project that match, sorted. */
export function pathsOf(pattern: string): string[] {
  return globSync(pattern, { cwd: root })
    .map((path) => path.split(sep).join("/"))
    .sort();
}

/** The source files that match, parsed. */
export function sourcesOf(pattern: string): Source[] {
  return pathsOf(pattern).map((path) => parsed(path, textOf(path)));
}

/** One source file, parsed. */
export function parsed(path: string, text: string): Source {
  const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports = nodesOf(syntax).flatMap((node): Import[] => {
    const found = importIn(node);
    return found ? [{ ...found, to: found.to.startsWith(".") ? posix.join(path, "..", found.to) : found.to }] : [];
  });
  return { path, imports, syntax };
}

/** Every node below `node`, from top to bottom. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const below: ts.Node[] = [];
  node.forEachChild((child) => {
    below.push(child, ...nodesOf(child));
  });
  return below;
}

function importIn(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { to: node.moduleSpecifier.text, typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { to: node.moduleSpecifier.text, typeOnly: node.isTypeOnly };
  }
  const [first] = ts.isCallExpression(node) ? node.arguments : [];
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && first) {
    return { to: ts.isStringLiteral(first) ? first.text : first.getText(), typeOnly: false };
  }
  return undefined;
}
