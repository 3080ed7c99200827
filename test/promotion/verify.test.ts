import assert from "node:assert/strict";
import type { ServiceReport } from "../../cloud/cloud.ts";
import { TaskTimeout } from "../../cloud/outcome.ts";
import type { ProbeAnswer, ProbeRequest } from "../../cloud/probe.ts";
import type { RunningTasks } from "../../cloud/running-tasks.ts";
import type { Values } from "../../config/values.ts";
import { freightOf } from "../../promotion/freight.ts";
import type { Deployment, StageHistory, VerdictOfStage } from "../../promotion/history/deployment.ts";
import type { CheckMeans } from "../../promotion/verify/check.ts";
import { verification } from "../../promotion/verify/verify.ts";
import {
  app,
  cloudWith,
  deployment,
  digest,
  environment,
  historyOf,
  image,
  release,
  report,
  revision,
  url,
  VerifiedStage,
} from "./verified-stage.ts";

const short = (n: number) => `${digest(n).slice(0, 19)}…`;

describe("a verification", () => {
  let place: VerifiedStage;
  let said: string[];
  let pauses: number[];
  beforeEach(() => {
    place = new VerifiedStage();
    said = [];
    pauses = [];
  });
  afterEach(() => place.remove());

  interface Case {
    readonly deployed?: Partial<Deployment>;
    readonly history?: Partial<StageHistory>;
    readonly checks?: Values;
    readonly isSandbox?: boolean;
  }
  const verify = (
    own: Partial<CheckMeans["cloud"]> = {},
    { deployed = {}, history = {}, checks = {}, isSandbox = false }: Case = {},
  ) =>
    verification({ ...place.stage, isSandbox }, historyOf(deployment(deployed, checks), history), {
      cloud: cloudWith(own),
      say: (sentence) => said.push(sentence),
      pause: async (milliseconds) => pauses.push(milliseconds),
    });
  /** What a check came to: `passed`, `failed` or `not looked`, and what it says. */
  const of = async (name: string, ...how: Parameters<typeof verify>): Promise<string> => {
    const found = (await verify(...how)).checks.find((check) => check.name === name);
    assert.ok(found, `there is no check ${name}`);
    return `${found.couldNotLook ? "not looked" : found.passed ? "passed" : "failed"}: ${found.says}`;
  };
  const serviceIs = (own: Partial<ServiceReport>) => ({ service: async () => report(own) });

  it("passes where everything is as it was deployed, and says what it looked at", async () => {
    const { verdict, checks, notes } = await verify();
    assert.equal(verdict, "verified");
    assert.deepEqual(
      checks.map(({ name, passed, says }) => [name, passed, says]),
      [
        ["deployed", true, "update 7 of commit 0123456789ab, nothing is pending"],
        ["steady", true, "api 1 task, mail 1 task"],
        ["running", true, "api, mail as declared"],
        ["targets", true, "none is unhealthy"],
        ["alarms", true, "none of 2 rings"],
      ],
    );
    assert.deepEqual(notes, []);
  });

  it("tells that the stack file is ahead, which is not what was looked at", async () => {
    place.write("staging", { app: app(), release: { ...release, version: "1.5.0" }, environment });
    const { verdict, notes } = await verify();
    assert.deepEqual(
      [verdict, notes],
      ["verified", ["Pulumi.staging.yaml is ahead of what was deployed and looked at"]],
    );
  });

  describe("of what is not one whole freight", () => {
    const never = { service: () => assert.fail("the cloud is not asked") };
    const { freight: _, ...unknown } = deployment();
    const cases: Readonly<Record<string, [Partial<Deployment> | undefined, Partial<StageHistory>, string]>> = {
      "that holds changes of no commit": [{ isClean: false }, {}, "it was deployed with changes that are in no commit"],
      "that an interrupted update left": [{}, { pendingOperations: 2 }, "left pending operations (2): run npx slipway"],
      "that a later update may have changed": [{}, { unsettled: "update 8 failed since" }, "update 8 failed since"],
    };
    for (const [which, [deployed = {}, history, says]] of Object.entries(cases)) {
      it(`${which} is neither good nor bad, and looks no further`, async () => {
        const { verdict, checks } = await verify(never, { deployed, history });
        assert.deepEqual([verdict, checks.length, checks[0]?.passed], ["unsettled", 1, false]);
        assert.match(checks[0]?.says ?? "", new RegExp(says.replace(/[()]/g, "\\$&")));
      });
    }

    it("says once that something was in no commit", async () => {
      const says = "it was deployed with changes that were not committed: commit them, and deploy again";
      const history = historyOf({ ...unknown, isClean: false, unknown: says });
      const { checks } = await verification(place.stage, history, { cloud: cloudWith(never), say: () => {} });
      assert.equal(checks[0]?.says, says);
    });

    it("knows whether a rollback has anything to go back to: another freight that was verified", async () => {
      const newest = deployment();
      const other = deployment({ update: 6, freight: freightOf({ app: app(), release: {}, program: "f".repeat(64) }) });
      const record: VerdictOfStage["record"] = {
        event: "verified",
        id: "0".repeat(64),
        at: newest.at,
        by: "Ada",
        update: 6,
        checks: [],
      };
      const verdict = { is: "verified", since: newest.at, record } as const;
      const wayBack = async (deployments: readonly Deployment[]) =>
        (
          await verification(
            place.stage,
            { ...historyOf(newest), deployments },
            { cloud: cloudWith({}), say: () => {} },
          )
        ).hasWayBack;
      assert.equal(await wayBack([{ ...newest, verdict }, other]), false);
      assert.equal(await wayBack([newest, { ...other, verdict }]), true);
    });

    it("says why nobody knows what it is", async () => {
      const history = historyOf({ ...unknown, unknown: "its commit is not in this clone" });
      const means = { cloud: cloudWith(never), say: () => {} };
      const { checks } = await verification(place.stage, history, means);
      assert.equal(checks[0]?.says, "its commit is not in this clone");
    });
  });

  describe("of services", () => {
    it("waits while a deployment goes on, and says for what, once", async () => {
      let looks = 0;
      const service = async () =>
        ++looks <= 4 ? report({ deployment: "inProgress", runningCount: 1, desiredCount: 2 }) : report();
      assert.equal((await verify({ service })).verdict, "verified");
      assert.deepEqual(pauses, [15_000, 15_000]);
      assert.deepEqual(
        said.filter((sentence) => sentence.startsWith("waiting")),
        ["waiting for api (1 of 2 tasks), mail (1 of 2 tasks) to be steady"],
      );
    });

    it("waits no longer than a deployment may take in that place", async () => {
      const moving = serviceIs({ deployment: "inProgress", runningCount: 1, desiredCount: 2 });
      const deployed = { environment: { ...environment, deploy: { maxMinutes: 3 } } };
      const says = await of("steady", moving, { deployed });
      assert.match(says, /^failed: api: its deployment still goes on after 3 minutes, 1 of 2 tasks; mail: /);
      assert.equal(pauses.length, (3 * 60) / 15);
    });

    it("does not wait in the sandbox, where nothing changes meanwhile", async () => {
      await verify(serviceIs({ deployment: "inProgress" }), { isSandbox: true });
      assert.deepEqual(pauses, []);
    });

    it("fails where ECS has gone back, although as many tasks run as are wanted", async () => {
      const says = await of("steady", serviceIs({ deployment: "rolledBack", deploymentId: "d-1", reason: "alarm" }));
      assert.match(says, /^failed: api: its deployment d-1 was taken back by ECS \(alarm\); mail: /);
    });

    it("goes by the tasks alone where ECS has forgotten the deployment, which it does after 90 days", async () => {
      assert.match(await of("steady", serviceIs({ deployment: "unknown" })), /^passed/);
      const unread = serviceIs({ deployment: "unknown", problems: ["its deployments cannot be read: AccessDenied"] });
      assert.match(await of("steady", unread), /^not looked: api: its deployments cannot be read: AccessDenied/);
    });

    it("fails where there is no such service", async () => {
      const says = "failed: api: there is no service shop-staging-api: pulumi up makes it again; mail: ";
      assert.ok((await of("steady", { service: async () => undefined })).startsWith(says));
    });

    it("tells of a target that gets no requests, with the load balancer's reason", async () => {
      const unhealthyTargets = [{ address: "10.0.0.1:8000", state: "unhealthy", reason: "Target.Timeout" }];
      const service: CheckMeans["cloud"]["service"] = async (address) =>
        report(address.service === "shop-staging-api" ? { unhealthyTargets } : {});
      assert.equal(await of("targets", { service }), "failed: api 10.0.0.1:8000 is unhealthy: Target.Timeout");
      assert.match(await of("targets", serviceIs({ problems: ["no access"] })), /^not looked: api: no access; mail/);
    });

    const target = (state: string) => [{ address: "10.0.0.1:8000", state, reason: "Elb.RegistrationInProgress" }];

    it("waits for a target that the load balancer gets to know, as a service that scales out has", async () => {
      let looks = 0;
      const service = async () => (++looks <= 20 ? report({ unhealthyTargets: target("initial") }) : report());
      assert.equal((await verify({ service })).verdict, "verified");
      assert.equal(pauses.length, 10);
      assert.equal(
        said.find((sentence) => sentence.startsWith("waiting")),
        "waiting for api (10.0.0.1:8000 is initial), mail (10.0.0.1:8000 is initial) to be steady",
      );
    });

    it("waits a minute for one that is unhealthy, since one missed health check is no reason to go back", async () => {
      let looks = 0;
      const service = async () => (++looks <= 2 ? report({ unhealthyTargets: target("unhealthy") }) : report());
      assert.equal((await verify({ service })).verdict, "verified");
      pauses = [];
      assert.match(await of("targets", serviceIs({ unhealthyTargets: target("unhealthy") })), /^failed: api 10/);
      assert.equal(pauses.length, 60 / 15);
    });

    it("cannot tell of a service that the state has none of: what is not looked at must not pass", async () => {
      const { pulumi } = place.stage;
      const without = async (args: readonly string[]) => {
        const state = JSON.parse(await pulumi(args));
        const is = ({ urn }: { readonly urn: string }) => !urn.endsWith("::mail-service");
        return JSON.stringify({ ...state, deployment: { resources: state.deployment.resources.filter(is) } });
      };
      const stage = { ...place.stage, pulumi: without };
      const means = { cloud: cloudWith(), say: () => {} };
      await assert.rejects(verification(stage, historyOf(deployment()), means), {
        message: "the state has no service mail that can be read: run pulumi refresh, then pulumi up",
      });
    });
  });

  describe("of what runs", () => {
    const runs = (...containers: RunningTasks["tasks"][number]["containers"]) => ({
      running: async () => ({
        tasks: [{ taskArn: "task-1", taskDefinition: revision("api"), containers }],
        network: { subnets: [], securityGroups: [] },
      }),
    });
    const container = (name: string, more: object) => ({ name, image: image(1), health: "UNKNOWN", ...more });

    it("fails where a task runs another digest than was declared", async () => {
      const says = `failed: api: runs ${short(2)}, declared is ${short(1)}; api: a task has no container`;
      const found = await of("running", runs(container("api", { image: image(2) })));
      assert.ok(found.startsWith(says.split("; ")[0] ?? ""), found);
    });

    it("goes by the digest that was pulled where the task names a tag", async () => {
      const tagged = container("api", { image: "ghcr.io/acme/shop:latest", imageDigest: digest(1) });
      const mail = container("mail", { image: "ghcr.io/acme/shop:latest", imageDigest: digest(2) });
      const found = await of("running", runs(tagged, mail));
      assert.equal(found, `failed: mail: runs ${short(2)}, declared is ${short(1)}`);
    });

    it("cannot tell what was deployed by a tag alone, which is no failure of the release", async () => {
      place.remove();
      place = new VerifiedStage("ghcr.io/acme/shop:latest");
      const says = "ghcr.io/acme/shop:latest was deployed without a digest, so nobody can tell";
      assert.equal(await of("running"), `not looked: api: ${says}; mail: ${says}`);
    });

    it("does not mind a container that AWS puts beside the declared ones", async () => {
      const guard = container("aws-guardduty-agent-1", { image: "somewhere/agent:1" });
      const all = runs(container("api", {}), container("mail", {}), guard);
      assert.match(await of("running", all), /^passed/);
    });

    const idle = { service: async () => report({ runningCount: 0, desiredCount: 0 }), ...runs() };
    const empty = { ...idle, running: async () => ({ tasks: [], network: { subnets: [], securityGroups: [] } }) };

    it("passes without a task where the place says so: it sleeps, or a service is stopped", async () => {
      const sleeps = { environment: { ...environment, cost: { sleep: { from: "19:00", to: "07:00" } } } };
      assert.equal(await of("running", empty, { deployed: sleeps }), "passed: api is asleep; mail is asleep");
      const stopped = { api: { stopped: { because: "costly" } }, mail: { stopped: { because: "costly" } } };
      const rests = { environment: { ...environment, services: stopped } };
      assert.equal(await of("running", empty, { deployed: rests }), "passed: api is stopped; mail is stopped");
      assert.equal(await of("running", empty), "failed: api runs no task; mail runs no task");
    });

    it("is no proof while the stack sleeps: nothing is asked of the app, and how to wake it is told", async () => {
      const sleeps = { environment: { ...environment, cost: { sleep: { from: "19:00", to: "07:00" } } } };
      const asleep = { deployed: sleeps, checks: { home: { path: "/" } } };
      const probe = () => assert.fail("nothing is asked");
      assert.equal((await verify({ ...empty, probe }, asleep)).verdict, "unknown");
      assert.match(await of("awake", empty, { deployed: sleeps }), /^not looked: .* wake it \(npx slipway wake \S+\)/);
      assert.equal(await of("alarms", empty, asleep), "passed: not asked: the stack is asleep");
    });
  });

  it("asks for the alarms of each region, and not for those that only say how things stand", async () => {
    const asked: unknown[] = [];
    const ringing: CheckMeans["cloud"]["ringing"] = async (names, region) => {
      asked.push([region, names]);
      return region === "us-east-1" ? [{ name: "shop-staging-uptime", reason: "it does not answer" }] : [];
    };
    assert.equal(await of("alarms", { ringing }), "failed: shop-staging-uptime rings: it does not answer");
    const errors: CheckMeans["cloud"]["ringing"] = async (names) => names.map((name) => ({ name, reason: "over" }));
    assert.match(
      await of("alarms", { ringing: errors }),
      /shop-staging-api-errors rings: over \(what to do: docs\/runbooks\/service-broken\.md\); shop-/,
    );
    assert.deepEqual(asked, [
      ["eu-north-1", ["shop-staging-api-errors"]],
      ["us-east-1", ["shop-staging-uptime"]],
    ]);
  });

  describe("of a request", () => {
    const answers = (own: Partial<Extract<ProbeAnswer, { answered: true }>>) => {
      const usual = { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: "<h1>Shop</h1>" };
      return { probe: async () => ({ answered: true as const, seconds: 0.2, certificateDays: 60, ...usual, ...own }) };
    };
    const home = { checks: { home: { path: "/" } } };

    it("asks the stack's own address, or a host under it", async () => {
      const asked: ProbeRequest[] = [];
      const probe: CheckMeans["cloud"]["probe"] = async (request) => {
        asked.push(request);
        return { answered: true, status: 200, headers: {}, body: "", seconds: 0.1 };
      };
      const checks = { home: { path: "/a?b=1" }, api: { path: "api/health", maxSeconds: 2 }, apex: { path: "@/x" } };
      await verify({ probe }, { checks });
      assert.deepEqual(
        asked.map((request) => [request.url, request.method, request.maxSeconds]),
        [
          [`${url}/a?b=1`, "GET", 10],
          ["https://api.staging.shop.example.com/health", "GET", 2],
          [`${url}/x`, "GET", 10],
        ],
      );
    });

    it("says who asks, because AWS's rules of a firewall refuse whoever does not", async () => {
      let sent: unknown;
      const probe: CheckMeans["cloud"]["probe"] = async ({ headers }) => {
        sent = headers["user-agent"];
        return { answered: true, status: 200, headers: {}, body: "", seconds: 0.1 };
      };
      await verify({ probe }, home);
      assert.equal(sent, "slipway-verify");
    });

    it("says what came, and for how long the certificate holds", async () => {
      const says = `passed: GET ${url}/: 200 in 0.20 s, certificate for 60 days`;
      assert.equal(await of("home", answers({}), home), says);
    });

    const wrong: Readonly<Record<string, [Values, Parameters<typeof answers>[0], string]>> = {
      status: [{ status: [401, 403] }, {}, "it answers 200, not 401 or 403"],
      body: [{ contains: "Basket" }, {}, 'its body does not contain "Basket"'],
      "absent header": [{ header: { "X-Frame-Options": "DENY" } }, {}, "its header X-Frame-Options is not there"],
      header: [{ header: { "Content-Type": "json" } }, {}, 'is "text/html; charset=utf-8", not "json"'],
      certificate: [{ certificateDays: 30 }, { certificateDays: 20 }, "its certificate ends in 20 days"],
    };
    for (const [what, [check, answer, says]] of Object.entries(wrong)) {
      it(`tells of a wrong ${what}`, async () => {
        const found = await of("home", answers(answer), { checks: { home: { path: "/", ...check } } });
        assert.ok(found.startsWith("failed: ") && found.includes(says), found);
      });
    }

    it("asks three times, because one answer that was lost is no reason to go back", async () => {
      let asked = 0;
      const probe = async (): Promise<ProbeAnswer> =>
        ++asked < 3
          ? { answered: false, says: "no answer" }
          : { answered: true, status: 200, headers: {}, body: "", seconds: 1 };
      assert.equal((await verify({ probe }, home)).verdict, "verified");
      assert.deepEqual(pauses, [5000, 5000]);
    });

    it("tells nothing of a service that does not speak HTTP/1.1, which a probe does", async () => {
      const found = await of("home", answers({ status: 464 }), home);
      assert.match(found, /^not looked: GET \S+: the load balancer passes no HTTP\/1.1 on .* by a command \(run\)$/);
      assert.match(
        await of("home", answers({ status: 464 }), { checks: { home: { path: "/", status: 464 } } }),
        /^pas/,
      );
    });

    it("tells nothing where the question never left this machine's network, which is no fault of the app", async () => {
      const probe = async (): Promise<ProbeAnswer> => ({ answered: false, says: "EAI_AGAIN", isHere: true });
      assert.equal(await of("home", { probe }, home), `not looked: GET ${url}/: EAI_AGAIN`);
    });

    it("is not asked while the place answers everybody with 503, which is no fault of the app either", async () => {
      const probe = () => assert.fail("nothing is asked");
      const deployed = { environment: { ...environment, edge: { maintenance: { because: "the move" } } } };
      const found = await verify({ probe }, { ...home, deployed });
      assert.equal(found.verdict, "unknown");
      assert.match(found.checks.at(-1)?.says ?? "", /^environment.edge.maintenance answers every request: remove it/);
    });

    it("fails with the sentence of the connection", async () => {
      const probe = async (): Promise<ProbeAnswer> => ({ answered: false, says: "there is no DNS record of it" });
      assert.equal(await of("home", { probe }, home), `failed: GET ${url}/: there is no DNS record of it`);
    });
  });

  describe("of a command", () => {
    const checks = { schema: { service: "mail", run: ["alembic", "check"], timeoutSeconds: 90 } };

    it("is run beside the service, as the service is run", async () => {
      let order: unknown;
      const runTask: CheckMeans["cloud"]["runTask"] = async (task) => {
        order = task;
        return { taskArn: "t", stopCode: "EssentialContainerExited", exitCode: 0, lastLogLines: [] };
      };
      assert.equal(await of("schema", { runTask }, { checks }), "passed: alembic check ended with 0");
      assert.deepEqual(order, {
        name: "schema",
        cluster: "arn:aws:ecs:eu-north-1:111111111111:cluster/shop",
        taskDefinition: revision("mail"),
        container: "mail",
        subnets: ["subnet-1"],
        securityGroups: ["sg-1"],
        command: ["alembic", "check"],
        startedBy: "check-schema",
        // Five minutes for its start, which is no time of the command's.
        timeoutMinutes: 6.5,
      });
    });

    it("is run beside a job too, and fails with the last words", async () => {
      const beside = { checks: { schema: { ...checks.schema, service: "nightly" } } };
      const runTask = async () => ({
        taskArn: "arn/t",
        stopCode: "EssentialContainerExited",
        exitCode: 1,
        lastLogLines: ["new operations"],
      });
      const found = await of("schema", { runTask }, beside);
      assert.match(
        found,
        /^failed: alembic check did not end well: task t stopped[\s\S]*exit code 1[\s\S]*new operations/,
      );
    });

    const ends = (own: object) => ({
      runTask: async () => ({ taskArn: "arn/t", stopCode: "EssentialContainerExited", lastLogLines: [], ...own }),
    });

    it("fails where it did its work, but took longer than it may", async () => {
      const late = ends({ exitCode: 0, ranSeconds: 90.4 });
      assert.equal(await of("schema", late, { checks }), "failed: alembic check took 91 seconds, and may take 90");
      assert.match(await of("schema", ends({ exitCode: 0, ranSeconds: 90 }), { checks }), /^passed/);
    });

    it("fails where it hangs, since it ran; a task that is still on its way tells nothing", async () => {
      const late = (wasRunning: boolean) => ({
        runTask: () =>
          Promise.reject(
            new TaskTimeout("x", { wasRunning, stopping: "it was stopped", lastLogLines: ["connecting"] }),
          ),
      });
      assert.equal(
        await of("schema", late(true), { checks }),
        "failed: alembic check did not end within 90 seconds: it was stopped\n  connecting",
      );
      assert.match(
        await of("schema", late(false), { checks }),
        /^not looked: the task of alembic check did not start within 5 minutes and 90 seconds: it was stopped/,
      );
    });

    it("tells nothing where its container never ran or somebody else stopped it, which is no fault of the app", async () => {
      for (const own of [
        { stopCode: "TaskFailedToStart", stoppedReason: "CannotPullContainerError: toomanyrequests" },
        { stopCode: "SpotInterruption", exitCode: 143 },
        { stopCode: "UserInitiated", exitCode: 0 },
      ]) {
        assert.match(
          await of("schema", ends(own), { checks }),
          /^not looked: alembic check did not come to its end: task t/,
        );
      }
    });

    it("that cannot be started tells nothing of the app", async () => {
      const runTask = () => Promise.reject(new Error("no room"));
      assert.equal(await of("schema", { runTask }, { checks }), "not looked: no room");
    });
  });

  describe("of an alarm that rang before this was deployed", () => {
    const ringsFor = (looks: number, since: string): Pick<CheckMeans["cloud"], "ringing"> => ({
      ringing: async (_, region) =>
        region === "us-east-1" && looks-- > 0 ? [{ name: "shop-staging-uptime", reason: "it is down", since }] : [],
    });

    it("waits for it, since what repairs a release must not be taken for the reason", async () => {
      assert.equal(await of("alarms", ringsFor(3, "2026-11-21T11:59:00.000Z")), "passed: none of 2 rings");
      assert.deepEqual(pauses, [15_000, 15_000, 15_000]);
      assert.ok(said.includes("waiting for shop-staging-uptime, which rang before this was deployed"));
    });

    it("waits for five minutes at most, and not at all for one that began later", async () => {
      const says = await of("alarms", ringsFor(100, "2026-11-21T11:59:00.000Z"));
      assert.equal(
        says,
        "failed: shop-staging-uptime rings since 2026-11-21T11:59:00.000Z, before this was deployed: it is down",
      );
      assert.equal(pauses.length, 300 / 15);
      pauses = [];
      const later = await of("alarms", ringsFor(100, "2026-11-21T12:01:00.000Z"));
      assert.equal(later, "failed: shop-staging-uptime rings since 2026-11-21T12:01:00.000Z: it is down");
      assert.deepEqual(pauses, []);
    });
  });

  it("that cannot be made says so, and nothing of the freight", async () => {
    const { verdict, checks } = await verify({ service: () => Promise.reject(new Error("log in")) });
    assert.equal(verdict, "unknown");
    assert.deepEqual(checks.at(-1), { name: "steady", passed: false, says: "log in", couldNotLook: true });
  });

  it("has failed where one check has, also where another could not be made", async () => {
    const ringing = async () => [{ name: "shop-staging-api-errors", reason: "5 errors" }];
    const running = () => Promise.reject(new Error("no access"));
    assert.equal((await verify({ ringing, running })).verdict, "failed");
  });
});
