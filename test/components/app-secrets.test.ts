import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AppSecrets, type AppSecretsArgs } from "../../components/app-secrets.ts";
import { at, declareComponent, ofType, paths } from "../support/declare-stack.ts";

const declared = (secrets: AppSecretsArgs["secrets"], recoveryDays = 0) =>
  declareComponent(() => new AppSecrets("secrets", { prefix: "shop-staging", secrets, recoveryDays }));

describe("AppSecrets", () => {
  it("keeps each secret by itself, so that a task can be given exactly those it names", async () => {
    const { resources } = await declared({ A: { kind: "generated" }, B: { kind: "generated" } });
    assert.deepEqual(paths(ofType({ resources }, "Secret")), ["secrets/secrets-A-secret", "secrets/secrets-B-secret"]);
  });

  it("writes every value as a secret, also one that came as plain text", async () => {
    const given = await declared({
      A: { kind: "given", value: "plain" },
      B: { kind: "given", value: pulumi.secret("s") },
    });
    for (const { path, inputs } of ofType(given, "SecretVersion")) {
      assert.deepEqual(inputs.secretString, { secret: true }, path);
    }
  });

  it("hands every value on as a secret, also one that no task reads", async () => {
    let values: AppSecrets["values"] = {};
    await declareComponent(() => {
      const secrets = { A: { kind: "given", value: "plain", stored: false }, B: { kind: "generated" } } as const;
      ({ values } = new AppSecrets("secrets", { prefix: "shop-staging", secrets, recoveryDays: 0 }));
    });
    assert.deepEqual(await Promise.all(Object.values(values).map((value) => pulumi.isSecret(value))), [true, true]);
  });

  it("generates letters and digits only, so that nothing has to quote them", async () => {
    const { inputs } = at(await declared({ A: { kind: "generated" } }), "secrets/secrets-A-generated");
    assert.deepEqual(inputs, { length: 48, special: false });
  });

  it("declares nothing for a secret that is somebody else's", async () => {
    const arn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:partner-AbCdEf";
    assert.deepEqual(paths((await declared({ A: { kind: "existing", arn } })).resources), ["secrets"]);
  });

  it("keeps a deleted secret for as long as the place says", async () => {
    const days = async (recoveryDays: number) =>
      at(await declared({ A: { kind: "generated" } }, recoveryDays), "secrets/secrets-A-secret").inputs
        .recoveryWindowInDays;
    assert.deepEqual([await days(0), await days(30)], [0, 30]);
  });
});
