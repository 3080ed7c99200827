import assert from "node:assert/strict";
import ts from "typescript";
import { nodesOf, parsed, pathsOf, type Source, sourcesOf, textOf } from "./sources.ts";

/** Folders that hold no part of the program. */
const notOurs = new Set(["bench", "docs", "examples", "node_modules", "test"]);
/** Where an `Error` is told to whoever builds the project, or is an answer of AWS in its own words. */
const notTold = ["sandbox", "tools"];
/** What is shorter between two values stands in too many texts to prove anything. */
const SHORTEST = 12;

/** What only happens where somebody else does something between two calls of git, or of the system: no test can say when. */
const races = [
  "moves faster than it can be fetched: try again",
  "is gone: its pull request was merged or closed in this moment, see which",
  "look at it, and run this again",
  "cannot be told to end",
];

/** What no account, engine or registry has ever answered, so a test would only show that it can be made up. */
const unseen = [
  "the certificate has no validation record for",
  "has no security group: give it one that this stack may add rules to",
  "the plan answers from the sandbox's models, not from mocks",
];

/** A sentence that the project tells somebody who made a mistake. */
interface Message {
  readonly at: string;
  /** What of it never changes, between the values that it names. */
  readonly pieces: readonly string[];
}

describe("an error", () => {
  it("is asserted word for word by some test, because it is all that somebody in trouble has", () => {
    const sources = programFolders().flatMap((folder) => sourcesOf(`${folder}/**/*.ts`));
    assert.ok(sources.length > 500, `${sources.length} files were looked at`);
    const asserted = testedTexts().concat(...[races, unseen].map((texts) => texts.join("\0")));
    const missing = sources
      .flatMap(messagesIn)
      .flatMap(({ at, pieces }) =>
        pieces
          .filter((piece) => piece.length >= SHORTEST && !asserted.includes(piece))
          .map((piece) => `${at}: ${piece}`),
      );
    assert.deepEqual(missing, []);
  });

  it("is found in whatever way it is written", () => {
    const source = parsed(
      "lib/some.ts",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a template.
      'throw new UserError(isOne ? `${a} is one, and ${b}` + " more" : "two"); new Refusal(sentence); new pulumi.RunError(["three", c ?? `four${d ? "five" : ""}`].join(".")); new Set("six");',
    );
    assert.deepEqual(
      messagesIn(source).map(({ pieces }) => pieces),
      [["is one, and", "more", "two"], [], ["three", "four", "five"]],
    );
  });

  it("is one of those that are told to people, wherever in the program it stands", () => {
    const at = (path: string) => messagesIn(parsed(path, 'new Error("one"); new UserError("two")')).length;
    assert.deepEqual([at("components/some.ts"), at("sandbox/some.ts"), at("tools/some.ts")], [2, 1, 1]);
    assert.ok(programFolders().includes("components"));
  });

  it("is found in a test in whatever way it is written there", () => {
    const source = parsed("test/some.test.ts", 'assert.match(x, /a\\.b \\(c\\)/); says("one " + "two"); says(`three`)');
    assert.deepEqual(textsIn(source.syntax), ["a.b (c)", "one two", "three"]);
  });
});

/** Everything that a test compares with, one text after the other. */
function testedTexts(): string {
  const inTests = sourcesOf("test/**/*.ts").flatMap(({ syntax }) => textsIn(syntax));
  return inTests.concat(pathsOf("test/expected/**/*.{txt,md}").map(textOf)).join("\0");
}

function textsIn(syntax: ts.SourceFile): string[] {
  return nodesOf(syntax)
    .filter((node) => !isPartOfText(node))
    .flatMap((node) => {
      if (ts.isRegularExpressionLiteral(node)) {
        const { text } = node;
        return [text.slice(1, text.lastIndexOf("/")).replaceAll(/\\(?=[^\w\s])/g, "")];
      }
      return isText(node) ? piecesOf(node) : [];
    });
}

function isPartOfText({ parent }: ts.Node): boolean {
  return isText(parent) && ts.isBinaryExpression(parent);
}

/** All top folders of the program, also those that come to be. */
function programFolders(): string[] {
  return pathsOf("*/").filter((folder) => !notOurs.has(folder));
}

function messagesIn({ path, syntax }: Source): Message[] {
  const isTold = notTold.some((folder) => path.startsWith(`${folder}/`))
    ? /^(UserError|Refusal|InvalidArgumentError)$/
    : /(Error|Refusal)$/;
  return nodesOf(syntax)
    .filter(ts.isNewExpression)
    .filter(({ expression }) => isTold.test(expression.getText()))
    .map((made) => ({
      at: `${path}:${syntax.getLineAndCharacterOfPosition(made.getStart()).line + 1}`,
      pieces: (made.arguments?.[0] ? textsOf(made.arguments[0]) : []).flatMap(piecesOf),
    }));
}

/** Every text in an expression: of each way that a condition may go, of what is joined, of what stands in a template. */
function textsOf(expression: ts.Expression): ts.Node[] {
  return [expression, ...nodesOf(expression)].filter(
    (node) => isText(node) && (node === expression || !isPartOfText(node)),
  );
}

function isText(node: ts.Node): node is ts.Expression {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || isSum(node);
}

function isSum(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

/** The words between values, without the punctuation that joins them; two literals that are added are one. */
function piecesOf(node: ts.Node): string[] {
  return written(node)
    .split("\0")
    .map((piece) => piece.replaceAll(/^[^\w-]+|[^\w-]+$/g, ""))
    .filter((piece) => piece !== "");
}

function written(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `\0${literal.text}`).join("");
  }
  return isSum(node) ? written(node.left) + written(node.right) : "\0";
}
