import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { openRepository } from "../../git/repository.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import { openRecords } from "../../promotion/records/records.ts";
import type { Stage } from "../../promotion/stage.ts";
import { Clones, commitFile, gitIn } from "../git/clones.ts";

/** What a test's stack file says besides its four keys: what is around must stay as it is. */
const around = {
  before: "# for people\nconfig:\n  aws:region: eu-north-1 # there\n",
  after: '  slipway:environment:\n    profile: production\n    aws: {accountId: "222222222222", region: eu-north-1}\n',
};

/** A stage whose Pulumi is a list of updates, in a repository of its own with a program of one file. */
export class SmallStage {
  readonly clones = new Clones();
  readonly folder: string;
  readonly file: string;
  pendingOperations = 0;
  private readonly updates: object[] = [];
  private minutes = 0;

  /** @param hasRemote whether the records are at a remote */
  constructor(hasRemote = false) {
    this.folder = hasRemote ? this.clones.clone("stage") : this.clones.alone("stage");
    this.file = join(this.folder, "Pulumi.production.yaml");
    writeFileSync(join(this.folder, "Pulumi.yaml"), "name: shop\n");
    commitFile(this.folder, "index.ts", "export default 1;\n");
  }

  /** Text of a stack file with these blocks, which are indented by two already. */
  static text(app: string, release: string): string {
    return `${around.before}${app}${release}${around.after}`;
  }

  /** Commits a stack file and deploys it; returns the commit. */
  deploy(text: string, result: "succeeded" | "failed" | "in-progress" = "succeeded", isDirty = false): string {
    const commit = commitFile(this.folder, "Pulumi.production.yaml", `${text}# ${this.updates.length}\n`);
    this.deployed(commit, text, result, isDirty);
    return commit;
  }

  /** An update of a commit that is there already, with what its stack file says. */
  deployed(
    commit: string,
    text: string,
    result: "succeeded" | "failed" | "in-progress" = "succeeded",
    isDirty = false,
  ): void {
    const config = Object.entries(parse(text).config).map(([key, objectValue]) => [key, { objectValue }]);
    this.updates.unshift({
      version: this.updates.length + 1,
      kind: "update",
      result,
      startTime: this.tick(),
      endTime: this.tick(),
      environment: { "git.head": commit, "git.dirty": `${isDirty}` },
      config: Object.fromEntries(config),
    });
  }

  /** The newest update is one that Pulumi wrote no commit of. */
  forgetCommit(): void {
    Object.assign(this.updates[0] ?? {}, { environment: {} });
  }

  /** Writes down that the newest deployment was found to be good; returns its id. */
  async verify(event: "verified" | "failed" = "verified"): Promise<string> {
    const stage = await this.stage();
    const [newest] = (await stageHistory(stage)).deployments;
    const id = newest?.freight?.id ?? "";
    await stage.records.append({ event, id, update: newest?.update ?? 0, checks: [] });
    return id;
  }

  async stage(): Promise<Stage> {
    const repository = await openRepository(this.folder);
    return {
      located: {
        root: this.folder,
        project: "shop",
        stack: "production",
        file: this.file,
        worldFile: join(this.folder, "world.yaml"),
      },
      repository,
      folder: "",
      pulumi: (args) => Promise.resolve(this.answer(args)),
      records: openRecords(repository, "", "production", {
        now: () => new Date(this.tick()),
        who: () => Promise.resolve({ by: "Ada <ada@example.com>" }),
      }),
      isSandbox: false,
    };
  }

  /** Lines of the records. */
  records(): readonly string[] {
    const where = gitIn(this.folder, "remote") === "" ? this.folder : this.clones.remote;
    const text = gitIn(where, "show", "slipway-releases:releases/production.jsonl");
    return text.split("\n");
  }

  text(): string {
    return readFileSync(this.file, "utf8");
  }

  remove(): void {
    this.clones.remove();
  }

  private answer(args: readonly string[]): string {
    if (args[1] === "history") {
      return JSON.stringify(args.includes("1") || !args.includes("--page") ? this.updates : []);
    }
    const pending = Array.from({ length: this.pendingOperations }, () => ({
      type: "creating",
      resource: { urn: "urn:pulumi:production::shop::aws:s3/bucket:Bucket::x", type: "aws:s3/bucket:Bucket" },
    }));
    return JSON.stringify({ version: 3, deployment: { resources: [], pending_operations: pending } });
  }

  private tick(): string {
    this.minutes += 1;
    return new Date(Date.UTC(2026, 10, 21, 12, this.minutes)).toISOString();
  }
}
