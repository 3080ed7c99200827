import assert from "node:assert/strict";
import { LOG_GROUP } from "../../../sandbox/models/logs.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

describe("the sandbox's log group", () => {
  breaks("log-group-name-shape", "a name with a space", { name: "/shop/the api" }, "the api");
  breaks("log-group-name-shape", "a name of AWS", { name: "aws/shop" }, "aws/shop");
  passes("log-group-name-shape", "a name with slashes", { name: "/shop/api" });
  breaks("log-group-retention-legal", "eight days", { retentionInDays: 8 }, "7, 14");
  passes("log-group-retention-legal", "two weeks", { retentionInDays: 14 });
  const second = (name: string) => () => {
    const cloud = new Cloud();
    cloud.make(LOG_GROUP, { name: "/shop/api" });
    return cloud.creating(LOG_GROUP, { name });
  };
  breaks("log-group-unique", "the name of another", second("/shop/api"), "ResourceAlreadyExistsException");
  passes("log-group-unique", "a name of its own", second("/shop/web"));
  const deleting = (deletionProtectionEnabled: boolean) => () => {
    const cloud = new Cloud();
    return cloud.deleting(cloud.make(LOG_GROUP, { name: "/shop/api", deletionProtectionEnabled }));
  };
  breaks("log-group-not-protected", "to be deleted with protection", deleting(true), "deletionProtectionEnabled");
  passes("log-group-not-protected", "to be deleted without protection", deleting(false));

  it("has an ARN without the star that its streams need", () => {
    const group = new Cloud().make(LOG_GROUP, { name: "/shop/api" });
    assert.equal(group.outputs.arn, "arn:aws:logs:eu-north-1:111111111111:log-group:/shop/api");
  });
});
