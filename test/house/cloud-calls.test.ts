import assert from "node:assert/strict";
import ts from "typescript";
import { nodesOf, type Source, sourcesOf, textOf } from "./sources.ts";

const page = "docs/cloud-calls.md";
/** What a call may be checked against, as the page says it. */
const peers = ["moto", "published model"];

describe("the page on calls of AWS", () => {
  const rows = [...textOf(page).matchAll(/^\| (\S+) \| `(\w+)` \| ([^|]+) \|$/gm)].map(
    ([, client = "", call = "", peer = ""]) => ({ client, call, peer }),
  );

  it("lists every call that is made at run time, and none that is not, so that nobody has to search for what a role must allow", () => {
    const made = new Set(sourcesOf("cloud/**/*.ts").flatMap(callsIn));
    assert.deepEqual(
      rows.map(({ client, call }) => `${client} ${call}`),
      [...made].sort(),
    );
  });

  it("says of each what it is tested against", () => {
    assert.deepEqual(
      rows.filter(({ peer }) => !peers.includes(peer)),
      [],
    );
  });

  it("would miss a call that nobody wrote down", () => {
    const [found] = sourcesOf("cloud/aws/ringing.ts").map(callsIn);
    assert.deepEqual(found, ["cloudwatch DescribeAlarms"]);
  });
});

/** `ecs RunTask`: the command that is sent, or the pages of one, by the client that it is imported from. */
function callsIn({ syntax }: Source): string[] {
  return nodesOf(syntax).flatMap((node) => {
    if (!ts.isStringLiteral(node) || !node.text.startsWith("@aws-sdk/client-")) {
      return [];
    }
    const client = node.text.slice("@aws-sdk/client-".length);
    return namesBeside(node).flatMap((name) => {
      const call = /^(?:paginate(\w+)|(\w+)Command)$/.exec(name);
      return call ? [`${client} ${call[1] ?? call[2]}`] : [];
    });
  });
}

/** What an `import … from` or a `const { … } = await import(…)` takes from the module of this text. */
function namesBeside(module: ts.StringLiteral): string[] {
  let statement: ts.Node = module;
  while (!ts.isImportDeclaration(statement) && !ts.isVariableDeclaration(statement)) {
    statement = statement.parent;
  }
  return nodesOf(statement)
    .filter((node) => ts.isImportSpecifier(node) || ts.isBindingElement(node))
    .map(({ name }) => name.getText());
}
