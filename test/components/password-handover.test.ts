import assert from "node:assert/strict";
import { refusePasswordHandover } from "../../components/password-handover.ts";

const running = (replicas?: string[]) => ({
  main: { status: "available", engineVersion: "17.6", ...(replicas && { replicas }) },
});

describe("refusePasswordHandover", () => {
  it("says how to give up replicas, since RDS refuses in the middle of an update and nothing gets it going again", () => {
    assert.throws(
      () => refusePasswordHandover({ main: { masterPassword: "rds" } }, running(["shop-staging-main-replica-1"])),
      /environment\.databases\.main: .*\(shop-staging-main-replica-1\).* say masterPassword: made, run "pulumi up", then/,
    );
  });

  it("has nothing against a password of ours, none without replicas, and none of a database that is new", () => {
    refusePasswordHandover({ main: { masterPassword: "made" } }, running(["shop-staging-main-replica-1"]));
    refusePasswordHandover({ main: { masterPassword: "rds" } }, running());
    refusePasswordHandover({ main: { masterPassword: "rds" } }, {});
  });
});
