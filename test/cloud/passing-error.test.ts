import assert from "node:assert/strict";
import { mayPass } from "../../cloud/aws/passing-error.ts";

const answered = (name: string, httpStatusCode: number) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

describe("an error that may pass", () => {
  const passing: Readonly<Record<string, Error>> = {
    "a connection that broke": Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
    "no answer in time": Object.assign(new Error("timeout"), { name: "TimeoutError", $metadata: { attempts: 3 } }),
    "too many calls": answered("ThrottlingException", 400),
    "too many calls, by status": answered("Whatever", 429),
    "a fault of AWS": answered("ServerException", 500),
  };
  for (const [what, error] of Object.entries(passing)) {
    it(`is ${what}`, () => assert.equal(mayPass(error), true));
  }

  const lasting: Readonly<Record<string, unknown>> = {
    "a missing right": answered("AccessDeniedException", 400),
    "a cluster that is gone": answered("ClusterNotFoundException", 400),
    "credentials that are gone": Object.assign(new Error("log in"), { name: "CredentialsProviderError" }),
    "what is no error": "text",
  };
  for (const [what, error] of Object.entries(lasting)) {
    it(`is not ${what}`, () => assert.equal(mayPass(error), false));
  }
});
