import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { promotionIn } from "../../promotion/downstream.ts";
import { engineVersion } from "../../tools/engine/version.ts";
import { pathsOf } from "../house/sources.ts";
import { slipway } from "../support/slipway.ts";
import { jobs, type Step, setUpSteps, steps, workflowNamed, workflows } from "../support/workflows.ts";

const stacks = pathsOf("Pulumi.*.yaml").map((path) => path.replace(/^Pulumi\.(.+)\.yaml$/, "$1"));
const lines = steps.flatMap(([name, { run }]) => (run === undefined ? [] : [[name, run] as const]));
const commands = [...new Set(lines.map(([, run]) => run))].filter((run) => run.startsWith("npx slipway "));
const isSlipway = (step: Step, verbs: RegExp) => step.run !== undefined && verbs.test(step.run);

describe("the shell of the workflows", () => {
  it("only calls slipway: what it decides is tested, and a line of shell is not", () => {
    const others = lines.filter(([, run]) => !/^npx slipway [^\n]+$/.test(run));
    assert.deepEqual(others.sort(), [
      ["audit audit", "npm run audit"],
      ["check check", ".ci/run"],
      ["preview preview-done", "exit 1"],
      ["set-up", "npm ci --ignore-scripts"],
    ]);
  });

  it("runs where the stack files are, which may be a folder of the app's repository", () => {
    const elsewhere = jobs.flatMap(([name, { defaults, steps: own = [] }]) =>
      own
        .filter(({ run }) => run?.startsWith("npx slipway "))
        .filter((step) => !/FOLDER|folder/.test(step["working-directory"] ?? defaults?.run["working-directory"] ?? ""))
        .map(({ run }) => `${name}: ${run}`),
    );
    assert.deepEqual(elsewhere, []);
  });

  it("is given values as variables: an expression in a line would be run as shell, whatever a pull request is called", () => {
    assert.deepEqual(
      lines.filter(([, run]) => run.includes("${{")),
      [],
    );
  });

  for (const command of commands) {
    it(`calls a verb that there is, with options that it has: ${command}`, async () => {
      const words = command.split(" ").slice(2);
      const end = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word) || stacks.includes(word));
      const verb = end === -1 ? words : words.slice(0, end);
      const { code, stdout } = await slipway([...verb, "--help"]);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^Usage: npx slipway ${verb.join(" ")} `));
      const options = [...command.matchAll(/--[a-z-]+/g)].map(([option]) => option);
      assert.deepEqual(
        options.filter((option) => !stdout.includes(`${option} `) && !stdout.includes(`${option}\n`)),
        [],
      );
    });
  }
});

describe("a job that works on a stack", () => {
  const onStack = jobs.filter(([, { steps: own = [] }]) => own.some(({ with: given }) => given?.stack));

  it("knows where the state is in each step that asks Pulumi", () => {
    const asking = /ci (plan|deploys|deploy|promote|promotion|drift)|verify|rollback/;
    const without = onStack.flatMap(([name, { steps: own = [] }]) =>
      own
        .filter((step) => isSlipway(step, asking) && !/ ci notify /.test(step.run ?? ""))
        .filter(({ env }) => !/ steps\.set-up\.outputs\.backend /.test(String(env?.PULUMI_BACKEND_URL)))
        .map(({ run }) => `${name}: ${run}`),
    );
    assert.deepEqual(without, []);
  });

  it("has the whole history of the repository, where records and deployed commits are", () => {
    const shallow = onStack.filter(
      ([, { steps: own = [] }]) =>
        !own.some(({ uses, with: given }) => uses?.startsWith("actions/checkout@") && given?.["fetch-depth"] === 0),
    );
    assert.deepEqual(shallow, []);
  });

  it("is one of every stack that there is, so that a new one is not forgotten", () => {
    const { preview, offline } = workflowNamed("preview").yaml.jobs;
    const { drift } = workflowNamed("drift").yaml.jobs;
    for (const job of [preview, offline, drift]) {
      assert.deepEqual(job?.strategy?.matrix.stack?.toSorted(), stacks);
    }
    const environments = Object.values(workflowNamed("deploy").yaml.jobs).flatMap(({ environment }) =>
      typeof environment === "object" ? [environment.name] : [],
    );
    assert.deepEqual(environments.sort(), stacks);
    assert.match(workflowNamed("rollback").text, new RegExp(`options: \\[${stacks.toReversed().join(", ")}\\]`));
    const promoted = stacks.filter((stack) => promotionIn(`Pulumi.${stack}.yaml`).from !== undefined);
    assert.match(workflowNamed("promote").text, new RegExp(`options: \\[${promoted.join(", ")}\\]`));
  });

  it("waits for another deployment of its stack and is never cut off by one: half an update is the worst of all", () => {
    const cut = [...jobs, ...workflows.map(({ name, yaml }) => [name, yaml] as const)].flatMap(
      ([name, { concurrency }]) => (concurrency && concurrency["cancel-in-progress"] !== false ? [name] : []),
    );
    assert.deepEqual(cut.sort(), ["check", "preview"]);
    for (const stack of stacks) {
      assert.equal(workflowNamed("deploy").yaml.jobs[stack]?.concurrency?.group, `pulumi-${stack}`);
    }
  });

  it("tells those who are to hear of it also that it was cut off, by a person or by its timeout", () => {
    const told = onStack.flatMap(([name, { steps: own = [] }]) =>
      own.filter(({ run }) => run?.includes("--event failed")).map((step) => [name, step.if] as const),
    );
    const wanted = ["deploy staging", "deploy production", "rollback rollback"];
    assert.deepEqual(
      told,
      wanted.map((name) => [name, "failure() || cancelled()"]),
    );
  });

  it("can be started again: what the first try has left under the same name is replaced", () => {
    const kept = onStack.flatMap(([name, { steps: own = [] }]) =>
      own
        .filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"))
        .filter(({ with: given }) => given?.overwrite !== true)
        .map(() => name),
    );
    assert.deepEqual(kept, []);
  });

  it("brings the engine that everything is tested with", () => {
    const pulumi = setUpSteps.find(({ uses }) => uses?.startsWith("pulumi/actions@"));
    assert.deepEqual(pulumi?.with, { "pulumi-version": engineVersion });
  });

  it("ends before the rights of its role do", () => {
    const seconds = setUpSteps.find(({ uses }) => uses?.startsWith("aws-actions/"))?.with?.["role-duration-seconds"];
    assert.match(String(seconds), / inputs\.role == 'deploy' && 7200 \|\| 3600 /);
    const late = onStack.filter(([, job]) => {
      const role = job.steps?.find(({ id }) => id === "set-up")?.with?.role;
      return (job["timeout-minutes"] ?? Number.POSITIVE_INFINITY) >= (role === "deploy" ? 120 : 60);
    });
    assert.deepEqual(late, []);
  });
});

describe("git in a job", () => {
  it("takes the token of its step, though checkout left none", async () => {
    for (const { name, yaml } of workflows.filter(({ yaml: { env } }) => env?.GIT_CONFIG_COUNT !== undefined)) {
      const env = Object.fromEntries(Object.entries(yaml.env ?? {}).map(([key, value]) => [key, String(value)]));
      const filled = promisify(execFile)("git", ["credential", "fill"], {
        env: { PATH: process.env.PATH, HOME: "/nowhere", GIT_TERMINAL_PROMPT: "0", GH_TOKEN: "ghs_token", ...env },
      });
      filled.child.stdin?.end("protocol=https\nhost=github.com\n\n");
      const { stdout } = await filled;
      assert.match(stdout, /^username=x-access-token\npassword=ghs_token$/m, name);
    }
  });
});
