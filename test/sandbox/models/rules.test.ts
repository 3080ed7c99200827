import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename } from "node:path";
import type { None } from "../../../sandbox/model.ts";
import { allModels } from "../../../sandbox/models/registry.ts";
import { specOf } from "../../../sandbox/spec/spec.ts";
import { brokenRules, passedRules } from "./cases.ts";

// The cases register themselves when their files load, so all of them are loaded before they are counted.
for (const file of readdirSync(import.meta.dirname)) {
  if (file.endsWith(".test.ts") && file !== basename(import.meta.filename)) {
    await import(new URL(file, import.meta.url).href);
  }
}

const rules = allModels.flatMap(({ type, checks, requires, blocksDelete }) => [
  ...(checks ?? []).map((rule) => ({ type, ...rule })),
  ...("none" in requires ? [] : requires).map((rule) => ({ type, ...rule })),
  ...("none" in blocksDelete ? [] : blocksDelete).map((rule) => ({ type, ...rule })),
]);

describe("the rules of the models", () => {
  it("have ids of their own, so that a test and a page can name one", () => {
    const ids = rules.map(({ id }) => id);
    none(ids.filter((id, at) => ids.indexOf(id) !== at));
  });

  it("say in a sentence what holds, and where AWS or GitHub says so", () => {
    const wrong = rules.filter(({ says, source }) => !/\S.*\.$/.test(says) || !/^https:\/\//.test(source));
    none(wrong.map(({ id }) => id));
  });

  it("have each a test that breaks it", () => {
    none(rules.map(({ id }) => id).filter((id) => !brokenRules().has(id)));
  });

  it("have each a test that passes it", () => {
    none(rules.map(({ id }) => id).filter((id) => !passedRules().has(id)));
  });
});

describe("a model", () => {
  it("is one for its type", () => {
    const types = allModels.map(({ type }) => type);
    none(types.filter((type, at) => types.indexOf(type) !== at));
  });

  it("has a specification, so that unknown inputs are refused", () => {
    none(allModels.map(({ type }) => type).filter((type) => specOf(type) === undefined));
  });

  it("without rules on creating or deleting says why", () => {
    const unsaid = allModels.flatMap(({ type, requires, blocksDelete }) =>
      [requires, blocksDelete].filter(isUnsaid).map(() => type),
    );
    none(unsaid);
  });

  it("that nothing replaces says why", () => {
    const unsaid = allModels.filter(({ type, replaces }) =>
      replaces === "as the specification says"
        ? (specOf(type)?.replaces ?? []).length === 0
        : Array.isArray(replaces)
          ? replaces.length === 0
          : "none" in replaces && replaces.none === "",
    );
    none(unsaid.map(({ type }) => type));
  });

  it("replaces by inputs that exist", () => {
    const strange = allModels.flatMap(({ type, replaces }) =>
      (Array.isArray(replaces) ? replaces : []).filter((input) => !specOf(type)?.inputs[input.split(".")[0] ?? ""]),
    );
    none(strange);
  });

  it("fills in defaults of inputs that exist", () => {
    const strange = allModels.flatMap(({ type, defaults }) =>
      Object.keys(defaults ?? {})
        .filter((input) => !specOf(type)?.inputs[input])
        .map((input) => `${type} ${input}`),
    );
    none(strange);
  });
});

function isUnsaid(rulesOrNone: readonly unknown[] | None): boolean {
  return "none" in rulesOrNone ? rulesOrNone.none === "" : rulesOrNone.length === 0;
}

/** Fails with the names in one line. */
function none(names: readonly string[]): void {
  assert.equal(names.join(", "), "");
}
