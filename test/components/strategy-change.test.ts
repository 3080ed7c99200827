import assert from "node:assert/strict";
import { refuseStrategyChange } from "../../components/strategy-change.ts";

const first = "arn:aws:elasticloadbalancing:eu-north-1:111111111111:targetgroup/api-1/0";
const second = "arn:aws:elasticloadbalancing:eu-north-1:111111111111:targetgroup/api-2/0";

function inputs(strategy: string, rule = "arn:rule") {
  const advancedConfiguration = strategy === "ROLLING" ? undefined : { productionListenerRule: rule };
  return {
    deploymentConfiguration: { strategy },
    loadBalancers: [{ targetGroupArn: first, ...(advancedConfiguration && { advancedConfiguration }) }],
  };
}

async function change(from: string, to: string, live: Record<string, number>): Promise<string[]> {
  const asked: string[] = [];
  const weights = async (rule: string) => {
    asked.push(rule);
    return live;
  };
  const change = { oldInputs: inputs(from, "arn:old-rule"), newInputs: inputs(to, "arn:new-rule") };
  await refuseStrategyChange("api", { weights }, change);
  return asked;
}

const atFirst = { [first]: 100, [second]: 0 };
const atSecond = { [first]: 0, [second]: 100 };

describe("a change of the deployment strategy", () => {
  it("is refused while the requests go to the second group, where rolling has no tasks", async () => {
    await assert.rejects(change("CANARY", "ROLLING", atSecond), {
      message:
        "api cannot go from deploy.strategy canary to rolling now: its requests go to the second target group " +
        "(api-1 0, api-2 100), and rolling starts from the first. Do it in two steps: 1. leave deploy.strategy at canary and " +
        "deploy once more, a release or any other change of the service, which moves the requests back; 2. change " +
        'deploy.strategy, and run "pulumi up" again',
    });
    await assert.rejects(change("BLUE_GREEN", "ROLLING", { [first]: 90, [second]: 10 }), /blue-green to rolling/);
  });

  it("is refused the other way too, since the new strategy starts from the first group", async () => {
    await assert.rejects(change("ROLLING", "BLUE_GREEN", atSecond), /rolling to blue-green/);
  });

  it("passes when the requests are where rolling has its tasks, by the rule that moved them", async () => {
    assert.deepEqual(await change("CANARY", "ROLLING", atFirst), ["arn:old-rule"]);
    assert.deepEqual(await change("ROLLING", "CANARY", atFirst), ["arn:new-rule"]);
  });

  it("passes among the strategies that move weights alike, without a question", async () => {
    assert.deepEqual(await change("CANARY", "LINEAR", atSecond), []);
    assert.deepEqual(await change("LINEAR", "BLUE_GREEN", atSecond), []);
  });

  it("is none when a service only gets a release, and none for a worker", async () => {
    assert.deepEqual(await change("ROLLING", "ROLLING", atSecond), []);
    await refuseStrategyChange("mail", { weights: () => assert.fail("asked") }, { oldInputs: {}, newInputs: {} });
  });
});
