import { type Command, Option } from "commander";
import { examples } from "../help.ts";
import { allStacksArgument, jsonOption, sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway ci place`. */
export interface CiPlaceFlags {
  readonly role: "deploy" | "preview";
  readonly json?: true;
}

/** Options of `slipway ci deploys`. */
export interface CiDeploysFlags {
  readonly base?: string;
  readonly sandbox?: true;
  readonly json?: true;
}

/** Options of `slipway ci plan`. */
export interface CiPlanFlags {
  readonly out: string;
  readonly base?: string;
  readonly offline?: true;
  readonly forApproval?: true;
  readonly sandbox?: true;
  readonly json?: true;
}

/** Options of `slipway ci comment`. */
export interface CiCommentFlags {
  readonly from: string;
  readonly json?: true;
}

/** Options of `slipway ci deploy`. */
export interface CiDeployFlags {
  readonly plan?: string;
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway ci place|deploys|plan|comment|deploy`: what carries a commit to its stacks. */
export default function ciDelivery(ci: Command): void {
  place(ci);
  deploys(ci);
  plan(ci);
  comment(ci);
  deploy(ci);
}

function place(ci: Command): void {
  examples(
    ci
      .command("place")
      .summary("where a job works: role, region, account, backend")
      .description(
        "Says what a job needs before it may ask anybody anything, from the stack file alone. In GitHub Actions they are outputs of the step: role, region, account, backend. Exit code: 0 told, 1 an error.",
      )
      .addArgument(stackArgument())
      .addOption(
        new Option("--role <role>", "what the job is to do there").choices(["deploy", "preview"]).default("deploy"),
      )
      .addOption(jsonOption())
      .action(async (stack: string, flags: CiPlaceFlags) => {
        const { runCiPlace } = await import("../actions/ci-place.ts");
        process.exitCode = await runCiPlace(stack, flags);
      }),
    ["ci place staging --role preview", "the role of a pull request's job"],
  );
}

function deploys(ci: Command): void {
  examples(
    ci
      .command("deploys")
      .summary("which stacks this commit is to be deployed to")
      .description(
        "A stack without environment.promotion.from is deployed when its file or the program differs from what was deployed there last (without --base), or from the commit of --base. One that takes its freight from another stack is deployed when its file differs, or when that other stack has verified a newer program; never by a program that was not verified there. In GitHub Actions the outputs of the step are stacks, a JSON list in the order of promotion, and <stack>, true or false, for each. Exit code: 0 told, 1 an error.",
      )
      .addArgument(allStacksArgument())
      .option(
        "--base <ref>",
        "commit to compare with, where the history of a stack cannot be read with this job's rights",
      )
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string | undefined, flags: CiDeploysFlags) => {
        const { runCiDeploys } = await import("../actions/ci-deploys.ts");
        process.exitCode = await runCiDeploys(stack, flags);
      }),
    ["ci deploys", "all stacks, on a push to the default branch"],
    ["ci deploys staging --base HEAD~1", "without the right to read its history"],
  );
}

function plan(ci: Command): void {
  examples(
    ci
      .command("plan")
      .summary("what an up would change, for those who approve it")
      .description(
        "Previews a stack with the engine and writes <folder>/<stack>.json: what changes, by component, with the names of properties and no value; what it costs more; how it differs from the stack before it; what the rules of docs/policies.md find. ci comment makes a comment of such files, ci deploy applies nothing else than what one shows. The summary of the job shows the same. Exit code: 0 also when something would change, 1 the preview failed, 2 a mandatory rule found something that nobody has explained, or with --for-approval: the program was never verified in the stack before it, or a person has to make a change.",
      )
      .addArgument(stackArgument())
      .requiredOption("--out <folder>", "folder that the report is written into")
      .option(
        "--base <ref>",
        "commit or branch that cost is compared with (default: where this change began; what is deployed with --for-approval)",
      )
      .option("--offline", "without the engine and without any right: from the offline plans of both commits")
      .option("--for-approval", "it is deployed next: refused (exit code 2) where ci deploy would refuse it anyway")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string, flags: CiPlanFlags) => {
        const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
        leaveOutNeverUsed();
        const { runCiPlan } = await import("../actions/ci-plan.ts");
        process.exitCode = await runCiPlan(stack, flags);
      }),
    ["ci plan staging --out plans", "with the engine and read-only rights"],
    ["ci plan staging --out plans --offline", "in a fork, without any right"],
    ["ci plan production --out plans --for-approval", "refused early where ci deploy would refuse"],
  );
}

function comment(ci: Command): void {
  examples(
    ci
      .command("comment")
      .summary("one comment on the pull request, of all reports")
      .description(
        "Writes the reports of ci plan into the one comment that it made before, or a new one. What does not fit into a comment is in the summary of the job, which always has everything. Where the token may not write, as in a fork, there is the summary alone. Outside of a pull request it only prints. Exit code: 0 written or printed, 1 an error.",
      )
      .requiredOption("--from <folder>", "folder with the reports, also in folders of its own")
      .addOption(jsonOption())
      .action(async (flags: CiCommentFlags) => {
        const { runCiComment } = await import("../actions/ci-comment.ts");
        process.exitCode = await runCiComment(flags);
      }),
    ["ci comment --from plans", "after the jobs with ci plan"],
  );
}

function deploy(ci: Command): void {
  examples(
    ci
      .command("deploy")
      .summary("pulumi up by a job: what was shown, and nothing else")
      .description(
        "Runs pulumi up, after it has looked: the program was verified in the stack before it; nothing changes that needs a person with administrative rights; and with --plan, what would change now is what the report shows, and nobody updated the stack since. When the update stops midway it says what was applied. Exit code: 0 deployed, 1 failed, 2 refused before anything was changed.",
      )
      .addArgument(stackArgument())
      .option("--plan <folder>", "folder with the report of ci plan that was approved")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string, flags: CiDeployFlags) => {
        const { runCiDeploy } = await import("../actions/ci-deploy.ts");
        process.exitCode = await runCiDeploy(stack, flags);
      }),
    ["ci deploy staging", "what is not approved by anybody"],
    ["ci deploy production --plan plans", "what the report shows, which was approved"],
  );
}
