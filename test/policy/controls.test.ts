import assert from "node:assert/strict";
import { servicesElsewhere } from "../../policy/controls/elsewhere.ts";
import { standardControls } from "../../policy/controls/standard.ts";
import { controls } from "../../policy/controls.ts";
import { rules } from "../../policy/rules.ts";

const inUse = Object.entries(standardControls).filter(([service]) => !(service in servicesElsewhere));

describe("the controls of AWS's standard", () => {
  it("have a verdict each, and one alone, so that none is forgotten and none is answered twice", () => {
    const ids = inUse.flatMap(([service, numbers]) => numbers.map((number) => `${service}.${number}`));
    assert.deepEqual(controls.map(({ id }) => id).sort(), ids.sort());
  });

  it("of services that nobody uses have a sentence for the service, which is one of the standard", () => {
    const strangers = Object.keys(servicesElsewhere).filter((service) => !(service in standardControls));
    assert.deepEqual(strangers, []);
  });

  it("name rules that there are, and each rule the controls that name it, so that neither says more than the other", () => {
    const verdicts = controls.flatMap(({ id, verdict }) => ("rule" in verdict ? [`${verdict.rule} ${id}`] : []));
    const sources = rules.flatMap(({ name, sources }) =>
      sources.flatMap((source) => ("control" in source ? [`${name} ${source.control}`] : [])),
    );
    assert.deepEqual(verdicts.sort(), sources.sort());
  });

  it("that are not followed, or about nothing here, say why in a sentence", () => {
    const sentences = [
      ...Object.values(servicesElsewhere),
      ...controls.flatMap(({ verdict }) =>
        Object.entries(verdict).flatMap(([kind, said]) => (kind === "rule" ? [] : [`${said}`])),
      ),
    ];
    assert.deepEqual(
      sentences.filter((sentence) => !/^[A-Z].{10,}\.$/.test(sentence)),
      [],
    );
  });
});
