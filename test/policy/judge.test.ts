import assert from "node:assert/strict";
import { explanationOf } from "../../lib/policy-exception.ts";
import { isRefused, judge } from "../../policy/judge.ts";
import { packConfig } from "../../policy/pack-config.ts";
import type { PolicyResource, Rule } from "../../policy/rule.ts";
import { copied, encrypted } from "../support/disk-rules.ts";

function resource(type: string, name: string, inputs: object, references: Record<string, PolicyResource[]> = {}) {
  const token = `test:index/${type.toLowerCase()}:${type}`;
  return {
    type: token,
    name,
    urn: `urn:pulumi:dev::test::${token}::${name}`,
    path: `store/${name}`,
    protect: false,
    inputs: { ...inputs },
    references: (input: string) => references[input] ?? [],
  };
}

const safe = resource("Disk", "safe", { encrypted: true });
const open = resource("Disk", "open", { encrypted: false });
const all = [safe, open, resource("Copy", "copy", {}, { disk: [safe] })];

describe("judge", () => {
  it("says which rule, which resource, what is wrong and what to write instead, so that nobody has to look it up", () => {
    assert.deepEqual(judge(all, [], [encrypted]), [
      {
        rule: "disk-encrypted",
        urn: open.urn,
        path: "store/open",
        says: "encrypted is false",
        enforcement: "mandatory",
        wayOut: "Set encrypted: true.",
      },
    ]);
  });

  it("shows the other resources to a rule that says that it looks around", () => {
    assert.deepEqual(
      judge(all, [], [copied]).map(({ path, says }) => [path, says]),
      [["store/open", "it has no copy"]],
    );
  });

  it("refuses to show them to one that does not say so, because the engine would not show them either", () => {
    const sneaky = { ...copied, looksAround: false };
    assert.throws(() => judge(all, [], [sneaky]), /a rule looks at other resources: say looksAround: true in it/);
    const peeking: Rule = { ...encrypted, check: (disk) => disk.references("key").map(({ name }) => name) };
    assert.throws(() => judge(all, [], [peeking]), /a rule looks at other resources: say looksAround: true in it/);
  });

  it("keeps what is explained, with its sentence, so that it is seen and does not refuse", () => {
    const because = "it holds what everybody may read";
    const exceptions = [{ rule: "disk-encrypted", resource: "op*", because }];
    const [finding, ...more] = judge(all, exceptions, [encrypted]);
    assert.equal(finding?.because, because);
    assert.deepEqual(more, []);
    const otherwise = judge(all, [{ rule: "disk-copied", resource: "open", because }], [encrypted]);
    assert.equal(otherwise[0]?.because, undefined);
  });

  it("refuses for what is mandatory and unexplained alone", () => {
    assert.deepEqual(
      [
        { enforcement: "mandatory" as const },
        { enforcement: "mandatory" as const, because: "of its age" },
        { enforcement: "advisory" as const },
      ].map(isRefused),
      [true, false, false],
    );
  });
});

describe("an exception", () => {
  const because = "of its age";
  const explains = (glob: string, name: string) =>
    explanationOf("disk-encrypted", name, [{ rule: "disk-encrypted", resource: glob, because }]) === because;

  it("is for the name that it says, where a star stands for any letters and a dot for itself", () => {
    for (const [glob, name] of [
      ["main-instance", "main-instance"],
      ["*", "anything"],
      ["main-*", "main-"],
      ["*-instance", "main-instance"],
      ["a*b*c", "a-b-b-c"],
      ["main*", "main"],
    ] as const) {
      assert.ok(explains(glob, name), `${glob} is not for ${name}`);
    }
    for (const [glob, name] of [
      ["main-instance", "main-instance-2"],
      ["main-*", "other-main-x"],
      ["ab*ba", "aba"],
      ["a*b*c", "a-c"],
      ["a*b*b*c", "a-b-c"],
      ["main.instance", "main-instance"],
      ["", "main"],
    ] as const) {
      assert.ok(!explains(glob, name), `${glob} is for ${name}`);
    }
  });

  it("may be for a family of rules, as the reason of a permission is", () => {
    assert.equal(explanationOf("disk-copied", "open", [{ rule: "disk-*", resource: "open", because }]), because);
  });
});

describe("the pack's configuration of a stack", () => {
  it("names what was found and explained, and nothing else, so that the pack lets no more pass than the plan", () => {
    const because = "it holds what everybody may read";
    const findings = judge(all, [{ rule: "disk-encrypted", resource: "*", because }], [encrypted, copied]);
    assert.equal(findings.length, 2);
    assert.deepEqual(packConfig(findings), { "disk-encrypted": { except: [{ resource: "open", because }] } });
  });

  it("names a resource once, of which a rule finds two things wrong", () => {
    const because = "it holds what everybody may read";
    const twice: Rule = { ...encrypted, check: () => ["one", "two"] };
    const findings = judge([open], [{ rule: "disk-encrypted", resource: "open", because }], [twice]);
    assert.equal(findings.length, 2);
    assert.deepEqual(packConfig(findings), { "disk-encrypted": { except: [{ resource: "open", because }] } });
  });
});
