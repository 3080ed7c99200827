import assert from "node:assert/strict";
import { join } from "node:path";
import { secretsParity } from "../../promotion/effects/secrets-parity.ts";

const before = { secrets: { OLD: "given", KEY: "generated" } };
const after = { secrets: { KEY: "generated", PAYMENTS: "given", PARTNER: "existing" } };
const file = join(process.cwd(), "Pulumi.production.yaml");
const production = { stack: "production", file, environment: {}, secrets: {} };

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

  it("names the folder of a stack that is elsewhere, since pulumi works on the project that it runs in", () => {
    const elsewhere = { ...production, file: join(process.cwd(), "examples", "shop", "Pulumi.production.yaml") };
    const commands = secretsParity(before, after, elsewhere).missing.map(({ command }) => command);
    assert.equal(commands.length, 2);
    for (const command of commands) assert.match(command, / --stack production .* --cwd examples\/shop$/);
  });

  it("takes all of the first promotion for new", () => {
    assert.equal(secretsParity(undefined, after, production).added.length, 3);
  });
});
