import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type {
  ResourceValidationArgs,
  ResourceValidationPolicy,
  PolicyResource as StackResource,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { policiesOf } from "../../policy/pack.ts";
import { rules } from "../../policy/rules.ts";
import { copied, encrypted } from "../support/disk-rules.ts";

// What the SDK wraps inputs in, so that reading an unknown value throws.
const { unknownCheckingProxy, unknownBooleanValue } = createRequire(import.meta.url)("@pulumi/policy/proxy.js");

const disk = "test:index/disk:Disk";
const urn = `urn:pulumi:dev::test::${disk}::open`;

function argsOf(props: object, config: object = {}, type = disk): ResourceValidationArgs {
  return {
    type,
    name: "open",
    urn,
    props: unknownCheckingProxy(props),
    opts: { protect: false },
    getConfig: () => config,
  } as unknown as ResourceValidationArgs;
}

function stackOf(props: object, copies: number, config: object = {}): StackValidationArgs {
  const one = { type: disk, name: "open", urn, props: unknownCheckingProxy(props), opts: { protect: false } };
  const original = { ...one, propertyDependencies: {} } as unknown as StackResource;
  const made = Array.from({ length: copies }, (_, index) => ({
    ...original,
    type: "test:index/copy:Copy",
    urn: `urn:pulumi:dev::test::test:index/copy:Copy::copy-${index}`,
    propertyDependencies: { disk: [original] },
  }));
  return { resources: [original, ...made], getConfig: () => config } as unknown as StackValidationArgs;
}

function said(run: (report: (message: string, urn?: string) => void) => unknown): (string | undefined)[][] {
  const reports: (string | undefined)[][] = [];
  run((message, of) => reports.push([message, of]));
  return reports;
}

describe("a policy of the pack", () => {
  const [alone, around, inUp] = policiesOf([encrypted, copied]) as [
    ResourceValidationPolicy,
    StackValidationPolicy,
    StackValidationPolicy,
  ];
  const validate = (args: ResourceValidationArgs) =>
    said((report) => (alone.validateResource as (...of: unknown[]) => void)(args, report));

  it("tells what the rule demands and why, how hard it is, where it is from and the way out", () => {
    const { name, description, enforcementLevel, url, remediationSteps } = alone;
    assert.deepEqual(
      { name, description, enforcementLevel, url, remediationSteps },
      {
        name: "disk-encrypted",
        description: "A disk is encrypted. Whoever gets at a copy reads it.",
        enforcementLevel: "mandatory",
        url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-3",
        remediationSteps: "Set encrypted: true.",
      },
    );
  });

  it("reports a resource before it is made, with the way out in the sentence, because the engine prints no other", () => {
    assert.deepEqual(validate(argsOf({ encrypted: false })), [["encrypted is false. Set encrypted: true.", urn]]);
    assert.deepEqual(validate(argsOf({ encrypted: true })), []);
    assert.deepEqual(validate(argsOf({ encrypted: false }, {}, "test:index/other:Other")), []);
  });

  it("judges with the others around it when all are known", () => {
    const stack = (copies: number, config = {}) =>
      said((report) => around.validateStack(stackOf({ encrypted: true }, copies, config), report));
    assert.deepEqual(stack(0), [["it has no copy. Set encrypted: true.", urn]]);
    assert.deepEqual(stack(1), []);
    assert.deepEqual(stack(0, { except: [{ resource: "open", because: "it is a copy itself" }] }), []);
  });

  it("lets pass what its configuration explains, by the name of the resource", () => {
    const because = "everybody may read it";
    assert.deepEqual(validate(argsOf({ encrypted: false }, { except: [{ resource: "op*", because }] })), []);
    assert.equal(validate(argsOf({ encrypted: false }, { except: [{ resource: "shut", because }] })).length, 1);
  });

  it("leaves a value that a preview does not know to `up`, and says so once", () => {
    const nothingLeft = () => said((report) => inUp.validateStack(stackOf({}, 0), report));
    assert.deepEqual(nothingLeft(), []);
    assert.deepEqual(validate(argsOf({ encrypted: unknownBooleanValue })), []);
    assert.deepEqual(nothingLeft(), [["not judged yet, for want of values: disk-encrypted (open)", undefined]]);
    assert.deepEqual(nothingLeft(), []);
  });

  it("lets a mistake of a rule be seen, and does not take it for an unknown value", () => {
    const broken = policiesOf([
      {
        ...encrypted,
        check: () => {
          throw new TypeError("no such thing");
        },
      },
    ])[0] as ResourceValidationPolicy;
    const run = () => (broken.validateResource as (...of: unknown[]) => void)(argsOf({}), () => undefined);
    assert.throws(run, /no such thing/);
  });
});

describe("the pack", () => {
  const policies = policiesOf(rules);

  it("has a policy for each rule, and one for what is judged in `up`", () => {
    assert.deepEqual(
      policies.map(({ name }) => name),
      [...rules.map(({ name }) => name), "judged-in-up"],
    );
  });

  it("asks for the reason of every exception", () => {
    const { properties } = policies[0]?.configSchema ?? { properties: {} };
    const items = properties.except?.items as { required: string[] };
    assert.deepEqual(items.required, ["resource", "because"]);
  });
});
