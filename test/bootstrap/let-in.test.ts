import assert from "node:assert/strict";
import { letIn } from "../../bootstrap/let-in.ts";

const pull = { Sid: "Pull", Effect: "Allow", Action: ["ecr:BatchGetImage"] };
const sidOf = (project: string, stack: string) => letIn({ project, stack, accountId: "222222222222" }, [pull])[0]?.Sid;

describe("a statement that lets another account in", () => {
  it("keeps what may be done and adds who", () => {
    assert.deepEqual(letIn({ project: "shop", stack: "production", accountId: "222222222222" }, [pull]), [
      { ...pull, Sid: "SlipwayShopProductionPull", Principal: { AWS: "arn:aws:iam::222222222222:root" } },
    ]);
  });

  it("is named in letters and digits alone, as AWS wants it, and otherwise for each stack", () => {
    assert.match(sidOf("my-shop_2", "eu-west.production") ?? "", /^[A-Za-z0-9]+$/);
    assert.notEqual(sidOf("a-b", "c"), sidOf("ab", "c"));
    assert.notEqual(sidOf("a", "b-c"), sidOf("a", "bc"));
  });
});
