import assert from "node:assert/strict";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { seededBy } from "../../../sandbox/seed.ts";
import { breaks, passes } from "./cases.ts";

describe("the sandbox's random password", () => {
  breaks("random-password-length", "fewer characters than its minimums", { length: 3, minUpper: 4 }, "at least 4");
  passes("random-password-length", "as many characters as its minimums", { length: 4, minUpper: 4 });
  const none = { lower: false, upper: false, numeric: false, special: false };
  breaks("random-password-characters", "no characters at all", none, "no characters");
  breaks("random-password-characters", "a minimum of what is off", { special: false, minSpecial: 1 }, "special is off");
  passes("random-password-characters", "letters and digits", { special: false });

  const password = (root: string, inputs: object) => {
    const model = modelOf(token.password);
    const outputs = model?.outputs({ ...inputs }, "none", seededBy(root), { accountId: "random", region: "" });
    return { result: String(outputs?.result), hash: String(outputs?.bcryptHash) };
  };

  it("has the characters that were asked for and no others, so that it fits into a URL", () => {
    assert.match(password("a", { length: 48, special: false }).result, /^[A-Za-z0-9]{48}$/);
    assert.match(password("a", { length: 8, ...none, special: true, overrideSpecial: "_" }).result, /^_{8}$/);
    assert.match(password("a", { length: 4, upper: false, special: false, minNumeric: 4 }).result, /^\d{4}$/);
  });

  it("is the same for one resource and another for the next", () => {
    const inputs = { length: 32 };
    assert.equal(password("a", inputs).result, password("a", inputs).result);
    assert.notEqual(password("a", inputs).result, password("b", inputs).result);
  });

  it("comes with something in the shape of a bcrypt hash", () => {
    assert.match(password("a", { length: 32 }).hash, /^\$2a\$10\$[./A-Za-z0-9]{53}$/);
  });

  it("marks both as secret", () => {
    assert.deepEqual(modelOf(token.password)?.secretOutputs, ["result", "bcryptHash"]);
  });
});

describe("the sandbox's random id", () => {
  breaks("random-id-length", "no bytes", { byteLength: 0 }, "at least 1");
  passes("random-id-length", "four bytes", { byteLength: 4 });
});
