import assert from "node:assert/strict";
import type { PlannedResource } from "../../../plan/plan.ts";
import { checkInputs } from "../../../sandbox/check.ts";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { readProperties, UNKNOWN, writeProperties } from "../../../sandbox/server/wire.ts";
import { specOf } from "../../../sandbox/spec/spec.ts";
import { type Answer, type Declared, declareStack } from "../../support/declare-stack.ts";
import { allStacks } from "../../support/stack-files.ts";

describe("the preview of an empty account", () => {
  for (const { name, file } of allStacks) {
    it(`refuses nothing of ${name} for what is only not known yet, since \`up\` would take it`, async () => {
      const declared = await declareStack(file);
      const refused = declared.resources
        .filter(({ custom }) => custom)
        .flatMap((resource) => [
          ...refusals(resource, withoutAnswers(resource, declared)),
          ...eachUnknown(resource).flatMap((inputs) => refusals(resource, inputs)),
        ]);
      assert.deepEqual([...new Set(refused)], []);
    });
  }

  it("takes out what other resources answer, so that this is not a plan with everything in it", async () => {
    const declared = await declareStack(allStacks[0]?.file ?? "");
    const changed = declared.resources.filter(
      (resource) => JSON.stringify(withoutAnswers(resource, declared)) !== JSON.stringify(resource.inputs),
    );
    assert(changed.length > declared.resources.length / 4);
  });
});

/** What the engine would send for these inputs, through the server's own reader. */
function refusals({ type, path }: PlannedResource, inputs: Answer): string[] {
  const [model, spec] = [modelOf(type), specOf(type)];
  if (!model || !spec) {
    return [];
  }
  const { known, unknown } = readProperties(writeProperties(inputs));
  return checkInputs({ type, model, spec, inputs: known, unknown }).map(({ reason }) => `${path}: ${reason}`);
}

/** The inputs with one of them not known, for each of them: which ones come from others is another program's choice. */
function eachUnknown({ inputs }: PlannedResource): Answer[] {
  const open = unknownWhere(inputs, () => false);
  return Object.keys(open).map((input) => ({ ...open, [input]: UNKNOWN }));
}

/** The inputs with each text that holds another resource's output not known. */
function withoutAnswers({ inputs, urn }: PlannedResource, { answers, resources }: Declared): Answer {
  const outputs = [...answers].flatMap(([other, answer]) => {
    const given = Object.values(resources.find((resource) => resource.urn === other)?.inputs ?? {});
    const texts = Object.values(answer).filter((value) => typeof value === "string");
    return other === urn ? [] : texts.filter((text) => text.length >= 8 && !given.includes(text));
  });
  return unknownWhere(inputs, (text) => outputs.some((output) => text.includes(output)));
}

/** The values with the texts that are meant not known, and with every secret, which a plan does not tell. */
function unknownWhere(values: Answer, isMeant: (text: string) => boolean): Answer {
  const taken = (value: unknown): unknown => {
    if (typeof value === "string") {
      return isMeant(value) ? UNKNOWN : value;
    }
    if (Array.isArray(value)) {
      return value.map(taken);
    }
    if (typeof value !== "object" || value === null) {
      return value;
    }
    return "secret" in value && value.secret === true ? UNKNOWN : unknownWhere({ ...value }, isMeant);
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, taken(value)]));
}
