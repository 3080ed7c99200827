import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { openRepository } from "../../git/repository.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import { openRecords } from "../../promotion/records/records.ts";
import type { Stage } from "../../promotion/stage.ts";
import { Clones, commitFile, gitIn } from "../git/clones.ts";

type StackName = "staging" | "production";

/** A build of the small app: its blocks as they stand in a stack file, with a comment of each. */
export interface Build {
  readonly version: string;
  readonly digit?: string;
  readonly commit?: string;
  /** More lines of `slipway:app`, not indented. */
  readonly app?: string;
}

const places = {
  staging:
    '  slipway:environment: # where\n    profile: staging\n    aws: {accountId: "111111111111", region: eu-north-1}\n    domain: staging.shop.example.com\n',
  production:
    '  slipway:environment: # where\n    profile: production\n    aws: {accountId: "222222222222", region: eu-north-1}\n    domain: shop.example.com\n    promotion: {from: staging}\n    alarms: {page: [{email: ann@shop.example.com}]}\n    github: {manageRepository: true}\n',
};

/** Both blocks of a build. */
function blocksText({ version, digit = "1", commit, app = "" }: Build): string {
  const more = app.split("\n").filter(Boolean);
  return [
    "  # what runs",
    "  slipway:app:",
    "    name: shop # everywhere",
    "    images: {app: ghcr.io/acme/shop}",
    "    services:",
    "      api: {kind: web, image: app, port: 8000, health: /health, routes: [/*]}",
    "    delivery: {repository: {name: acme/shop, plan: enterprise}}",
    ...more.map((line) => `    ${line}`),
    "  # which build",
    "  slipway:release:",
    `    version: "${version}" # as people call it`,
    `    images: {app: "sha256:${digit.repeat(64)}"}`,
    ...(commit === undefined ? [] : [`    commits: {app: "${commit}"}`]),
    "",
  ].join("\n");
}

/** A project with two stages in a clone with a remote; Pulumi is a list of updates. */
export class TwoStages {
  readonly clones = new Clones();
  readonly folder = this.clones.clone("project");
  private readonly updates: Record<StackName, object[]> = { staging: [], production: [] };
  private readonly pending: Record<StackName, number> = { staging: 0, production: 0 };
  /** Minutes since noon. */
  private minutes = 0;

  constructor() {
    writeFileSync(join(this.folder, "Pulumi.yaml"), "name: shop\n");
    writeFileSync(join(this.folder, ".gitignore"), ".slipway/\n");
    writeFileSync(join(this.folder, "index.ts"), "export default 1;\n");
    this.write("staging", { version: "1" });
    this.commit("Pulumi.production.yaml", `config:\n${places.production}`);
  }

  file(stack: StackName): string {
    return join(this.folder, `Pulumi.${stack}.yaml`);
  }

  text(stack: StackName): string {
    return readFileSync(this.file(stack), "utf8");
  }

  /** Writes a stack file without committing it. */
  write(stack: StackName, build: Build): void {
    writeFileSync(this.file(stack), `# for people\nconfig:\n${blocksText(build)}${places[stack]}`);
  }

  /** Commits a file with everything else, and pushes. */
  commit(name: string, text: string): string {
    const commit = commitFile(this.folder, name, text);
    gitIn(this.folder, "push", "--quiet", "origin", "HEAD:main");
    return commit;
  }

  /** Commits the files as they are. */
  commitAll(): string {
    return this.commit(`change-${this.tick()}`, "");
  }

  /** An update of a stack from what is committed. */
  up(stack: StackName): void {
    const commit = gitIn(this.folder, "rev-parse", "HEAD");
    const config = Object.entries(parse(gitIn(this.folder, "show", `HEAD:Pulumi.${stack}.yaml`)).config);
    this.updates[stack].unshift({
      version: this.updates[stack].length + 1,
      kind: "update",
      result: "succeeded",
      startTime: this.tick(),
      endTime: this.tick(),
      environment: { "git.head": commit, "git.dirty": "false" },
      config: Object.fromEntries(config.map(([key, objectValue]) => [key, { objectValue }])),
    });
  }

  destroy(stack: StackName): void {
    this.updates[stack].unshift({
      version: this.updates[stack].length + 1,
      kind: "destroy",
      result: "succeeded",
      startTime: this.tick(),
      endTime: this.tick(),
    });
  }

  /** Writes a build into a stack file, commits it and deploys it. */
  deploy(stack: StackName, build: Build): void {
    this.write(stack, build);
    this.commitAll();
    this.up(stack);
  }

  /** Changes what Pulumi wrote down of the newest update. */
  forge(stack: StackName, change: (update: { config: Record<string, { objectValue: unknown }> }) => void): void {
    change(this.updates[stack][0] as { config: Record<string, { objectValue: unknown }> });
  }

  interrupt(stack: StackName): void {
    this.pending[stack] = 1;
  }

  /** Writes a verdict on the newest deployment. */
  async verify(stack: StackName, event: "verified" | "failed" = "verified"): Promise<string> {
    const stage = await this.stage(stack);
    const [newest] = (await stageHistory(stage)).deployments;
    const id = newest?.freight?.id ?? "";
    await stage.records.append({ event, id, update: newest?.update ?? 0, checks: [] });
    return id;
  }

  async stage(stack: StackName): Promise<Stage> {
    const repository = await openRepository(this.folder);
    return {
      located: { root: this.folder, project: "shop", stack, file: this.file(stack), worldFile: "" },
      repository,
      folder: "",
      pulumi: (args) => Promise.resolve(this.answer(stack, args)),
      records: openRecords(repository, "", stack, {
        now: () => new Date(this.tick()),
        who: () => Promise.resolve({ by: "Ann <ann@shop.example.com>" }),
      }),
      isSandbox: false,
    };
  }

  /** The time, which only goes on as something happens. */
  now(laterMinutes = 0): Date {
    return new Date(Date.UTC(2026, 10, 24, 12, this.minutes + laterMinutes));
  }

  remove(): void {
    this.clones.remove();
  }

  private answer(stack: StackName, args: readonly string[]): string {
    if (args[1] === "history") {
      return JSON.stringify(this.updates[stack]);
    }
    const operation = { type: "creating", resource: { urn: "urn:pulumi:x::shop::aws:s3/bucket:Bucket::x", type: "x" } };
    const pending_operations = Array.from({ length: this.pending[stack] }, () => operation);
    return JSON.stringify({ version: 3, deployment: { resources: [], pending_operations } });
  }

  private tick(): string {
    this.minutes += 1;
    return this.now().toISOString();
  }
}
