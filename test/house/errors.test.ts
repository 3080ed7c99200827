import assert from "node:assert/strict";
import ts from "typescript";
import { nodesOf, parsed, pathsOf, type Source, sourcesOf, textOf } from "./sources.ts";

/** Classes whose message a person reads as it is. */
const told = new Set(["UserError", "Refusal", "InvalidArgumentError"]);
/** What is shorter between two values stands in too many texts to prove anything. */
const SHORTEST = 12;

/** What only happens where somebody else does something between two calls of git, or of the system: no test can say when. */
const races = [
  "moves faster than it can be fetched: try again",
  "is gone: its pull request was merged or closed in this moment, see which",
  "look at it, and run this again",
  "cannot be told to end",
];

/** A sentence that the project tells somebody who made a mistake. */
interface Message {
  readonly at: string;
  /** What of it never changes, between the values that it names. */
  readonly pieces: readonly string[];
}

describe("an error", () => {
  it("is asserted word for word by some test, because it is all that somebody in trouble has", () => {
    const sources = sourcesOf("{backend,bootstrap,cli,cloud,config,delivery,doctor,git,init,lib,map}/**/*.ts").concat(
      sourcesOf("{operate,plan,program,promotion,sandbox,tools}/**/*.ts"),
    );
    const asserted = testedTexts().concat(races.join("\0"));
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
      'throw new UserError(isOne ? `${a} is one, and ${b}` + " more" : "two"); new Refusal(sentence); new Error("no");',
    );
    assert.deepEqual(messagesIn(source), [
      { at: "lib/some.ts:1", pieces: ["is one, and", "more"] },
      { at: "lib/some.ts:1", pieces: ["two"] },
    ]);
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

function messagesIn({ path, syntax }: Source): Message[] {
  return nodesOf(syntax)
    .filter(ts.isNewExpression)
    .filter(({ expression }) => told.has(expression.getText()))
    .flatMap((made) => {
      const at = `${path}:${syntax.getLineAndCharacterOfPosition(made.getStart()).line + 1}`;
      return alternatives(made.arguments?.[0]).map((text) => ({ at, pieces: piecesOf(text) }));
    });
}

/** The expressions that a message may be, without those that are worked out elsewhere. */
function alternatives(node: ts.Expression | undefined): ts.Expression[] {
  if (node && ts.isConditionalExpression(node)) {
    return [...alternatives(node.whenTrue), ...alternatives(node.whenFalse)];
  }
  return node && isText(node) ? [node] : [];
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
