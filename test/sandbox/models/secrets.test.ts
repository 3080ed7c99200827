import assert from "node:assert/strict";
import { Account } from "../../../sandbox/account.ts";
import type { Values } from "../../../sandbox/model.ts";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { PARAMETER, SECRET, SECRET_VERSION } from "../../../sandbox/models/secret-tokens.ts";
import { emptyWorld } from "../../../sandbox/world.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

describe("the sandbox's secret", () => {
  breaks("secret-name-shape", "a name with a space", { name: "api key" }, "api key");
  passes("secret-name-shape", "a name with slashes", { name: "shop/staging/API_KEY" });
  breaks("secret-recovery-window", "a window of three days", { recoveryWindowInDays: 3 }, "7 to 30");
  passes("secret-recovery-window", "no window at all", { recoveryWindowInDays: 0 });
  const second = (name: string) => () => {
    const cloud = new Cloud();
    cloud.make(SECRET, { name: "shop/KEY" });
    return cloud.creating(SECRET, { name });
  };
  breaks("secret-name-unique", "the name of another", second("shop/KEY"), "ResourceExistsException");
  passes("secret-name-unique", "a name of its own", second("shop/OTHER"));
  const again = (recoveryWindowInDays: number) => () => {
    const cloud = new Cloud();
    cloud.delete(cloud.make(SECRET, { name: "shop/KEY", recoveryWindowInDays }));
    return cloud.creating(SECRET, { name: "shop/KEY" });
  };
  breaks(
    "secret-not-scheduled-for-deletion",
    "the name of one that can still be recovered",
    again(7),
    "already scheduled for deletion",
  );
  passes("secret-not-scheduled-for-deletion", "the name of one that is gone for good", again(0));

  it("gives its name back when the recovery window ends", () => {
    let today = new Date("2026-11-01T00:00:00Z");
    const account = new Account({ id: "111111111111", world: emptyWorld(), now: () => today });
    const place = { accountId: account.id, region: "eu-north-1" };
    const outputs = { name: "shop/KEY", recoveryWindowInDays: 7 };
    const model = modelOf(SECRET);
    model?.after?.("deleted", { resource: { type: SECRET, id: "x", inputs: {}, outputs }, account, place });
    const requires = model && !("none" in model.requires) ? model.requires : [];
    const rule = requires.find(({ id }) => id === "secret-not-scheduled-for-deletion");
    const resource = { type: SECRET, id: "", inputs: { name: "shop/KEY" }, outputs: {} };
    assert.match(rule?.refuse({ resource, account, place }) ?? "", /until 2026-11-08T/);
    today = new Date("2026-11-09T00:00:00Z");
    assert.equal(rule?.refuse({ resource, account, place }), undefined);
  });

  it("has six random characters at the end of its ARN, so that a second one of the name has another", () => {
    const secret = new Cloud().make(SECRET, { name: "shop/KEY" });
    assert.match(secret.id, /^arn:aws:secretsmanager:eu-north-1:111111111111:secret:shop\/KEY-[a-z0-9]{6}$/);
  });
});

describe("the sandbox's secret value", () => {
  const inputs = { secretString: "a" };
  breaks("secret-version-one-value", "text and bytes", { ...inputs, secretBinary: "YQ==" }, "exclude each other");
  breaks("secret-version-one-value", "more than 64 KiB", { secretString: "a".repeat(65_537) }, "65536");
  passes("secret-version-one-value", "64 KiB", { secretString: "a".repeat(65_536) });
  const of = (secretId: string | undefined, more: Values) => () => {
    const cloud = new Cloud();
    const secret = cloud.make(SECRET, { name: "shop/KEY" });
    return cloud.creating(SECRET_VERSION, { secretId: secretId ?? secret.id, ...more });
  };
  breaks(
    "secret-version-secret-exists",
    "a secret of nowhere",
    of("arn:aws:none", inputs),
    "can't find the specified secret",
  );
  passes("secret-version-secret-exists", "a secret of the account", of(undefined, inputs));
  breaks("secret-version-has-value", "no value", of(undefined, {}), "SecretString");
  passes("secret-version-has-value", "a value", of(undefined, inputs));

  it("is the current one of its secret", () => {
    const cloud = new Cloud();
    const secret = cloud.make(SECRET, { name: "shop/KEY" });
    const version = cloud.make(SECRET_VERSION, { secretId: secret.id, ...inputs });
    assert.equal(version.id, `${secret.id}|${version.outputs.versionId}`);
    assert.deepEqual(version.outputs.versionStages, ["AWSCURRENT"]);
  });
});

describe("the sandbox's parameter", () => {
  breaks("parameter-name-shape", "a name with a space", { name: "/shop/api key" }, "api key");
  passes("parameter-name-shape", "a name with levels", { name: "/shop/staging/migration" });
  breaks("parameter-name-levels", "a name that begins with aws", { name: "/aws/shop" }, "begin with something else");
  breaks("parameter-name-levels", "levels without a slash first", { name: "shop/staging" }, "begin with /");
  breaks("parameter-name-levels", "16 levels", { name: "/a".repeat(16) }, "15 levels");
  passes("parameter-name-levels", "15 levels", { name: "/a".repeat(15) });
  breaks("parameter-value-size", "more than 4 KiB", { value: "a".repeat(4097) }, "4096");
  breaks("parameter-value-size", "two values", { value: "a", insecureValue: "a" }, "exclude each other");
  passes("parameter-value-size", "4 KiB", { value: "a".repeat(4096) });
  passes("parameter-value-size", "8 KiB when it is advanced", { value: "a".repeat(8192), tier: "Advanced" });
  const inputs = { name: "/shop/x", type: "String", value: "1" };
  const second = (more: Values) => () => {
    const cloud = new Cloud();
    cloud.make(PARAMETER, inputs);
    return cloud.creating(PARAMETER, { ...inputs, ...more });
  };
  breaks("parameter-name-unique", "the name of another", second({}), "ParameterAlreadyExists");
  passes("parameter-name-unique", "the name of another, on purpose", second({ overwrite: true }));
  passes("parameter-name-unique", "a name of its own", second({ name: "/shop/y" }));
  breaks("parameter-has-value", "no value", second({ value: undefined }), "must not be empty");
  passes("parameter-has-value", "a value", second({}));

  it("counts its versions", () => {
    const cloud = new Cloud();
    const parameter = cloud.make(PARAMETER, inputs);
    assert.equal(parameter.outputs.version, 1);
    assert.equal(parameter.outputs.arn, "arn:aws:ssm:eu-north-1:111111111111:parameter/shop/x");
    modelOf(PARAMETER)?.after?.("updated", cloud.updating(parameter, { value: "2" }));
    assert.equal(cloud.account.get(PARAMETER, parameter.id)?.outputs.version, 2);
  });
});
