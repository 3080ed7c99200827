import assert from "node:assert/strict";
import { secretsParity } from "../../promotion/effects/secrets-parity.ts";

const before = { secrets: { OLD: "given", KEY: "generated" } };
const after = { secrets: { KEY: "generated", PAYMENTS: "given", PARTNER: "existing" } };
const production = { stack: "production", environment: {}, secrets: {} };

describe("parity of secrets", () => {
  it("tells what is new, what is gone, and what the stage has no value for, with the command that sets it", () => {
    assert.deepEqual(secretsParity(before, after, production), {
      added: [
        { name: "PAYMENTS", kind: "given" },
        { name: "PARTNER", kind: "existing" },
      ],
      removed: ["OLD"],
      missing: [
        {
          name: "PAYMENTS",
          kind: "given",
          command: "pulumi config set --stack production --secret --path 'slipway:secrets.PAYMENTS'",
        },
        {
          name: "PARTNER",
          kind: "existing",
          command: "pulumi config set --stack production --path 'slipway:environment.secrets.PARTNER.arn' ARN",
        },
      ],
    });
  });

  it("finds nothing missing where the stage has a value or an ARN, and does not look at either", () => {
    const environment = { secrets: { PARTNER: { arn: "arn:aws:secretsmanager:eu-north-1:1:secret:partner-AbCdEf" } } };
    const parity = secretsParity(before, after, { ...production, environment, secrets: { PAYMENTS: "[secret]" } });
    assert.deepEqual(parity.missing, []);
    assert.doesNotMatch(JSON.stringify(parity), /\[secret\]|arn:/);
  });

  it("takes all of the first promotion for new", () => {
    assert.equal(secretsParity(undefined, after, production).added.length, 3);
  });
});
