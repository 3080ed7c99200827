import { type Command, Option } from "commander";

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
  ci.command("place")
    .summary("where a job works on a stack: role, region, account, backend")
    .description(
      "Says what a job needs before it may ask anybody anything, from the stack file alone. In GitHub Actions they are outputs of the step: role, region, account, backend.",
    )
    .argument("<stack>", "a stack, or the path of a stack file")
    .addOption(
      new Option("--role <role>", "what the job is to do there").choices(["deploy", "preview"]).default("deploy"),
    )
    .option("--json", "the result as JSON on standard output")
    .addHelpText(
      "after",
      "\nExample, in a workflow:\n  - id: place\n    run: npx slipway ci place staging --role preview",
    )
    .action(async (stack: string, flags: CiPlaceFlags) => {
      const { runCiPlace } = await import("../actions/ci-place.ts");
      process.exitCode = await runCiPlace(stack, flags);
    });
}

function deploys(ci: Command): void {
  ci.command("deploys")
    .summary("which stacks this commit is to be deployed to")
    .description(
      "A stack without environment.promotion.from is deployed when its file or the program differs from what was deployed there last (without --base), or from the commit of --base. One that takes its freight from another stack is deployed when its file differs, or when that other stack has verified a newer program; never by a program that was not verified there. In GitHub Actions the outputs of the step are stacks, a JSON list in the order of promotion, and <stack>, true or false, for each.",
    )
    .argument("[stack]", "a stack, or the path of a stack file (default: all of this folder)")
    .option(
      "--base <ref>",
      "commit to compare with, where the history of a stack cannot be read with this job's rights",
    )
    .option("--sandbox", "the stacks in the sandbox, instead of those in the backend that pulumi is logged in to")
    .option("--json", "the result as JSON on standard output")
    .action(async (stack: string | undefined, flags: CiDeploysFlags) => {
      const { runCiDeploys } = await import("../actions/ci-deploys.ts");
      process.exitCode = await runCiDeploys(stack, flags);
    });
}

function plan(ci: Command): void {
  ci.command("plan")
    .summary("what an up of a stack would change, for those who review or approve it")
    .description(
      "Previews a stack with the engine and writes <folder>/<stack>.json: what changes, by component, with the names of properties and no value; what it costs more; how it differs from the stack before it. ci comment makes a comment of such files, ci deploy applies nothing else than what one shows. The summary of the job shows the same. Exit code: 0 also when something would change, 1 the preview failed, 2 only with --for-approval: the program was never verified in the stack before it, or a person has to make a change.",
    )
    .argument("<stack>", "a stack, or the path of a stack file")
    .requiredOption("--out <folder>", "folder that the report is written into")
    .option(
      "--base <ref>",
      "commit or branch that cost is compared with (default: where this change began; what is deployed with --for-approval)",
    )
    .option("--offline", "without the engine and without any right: from the offline plans of both commits")
    .option("--for-approval", "it is deployed next: refused (exit code 2) where ci deploy would refuse it anyway")
    .option("--sandbox", "the stack in the sandbox")
    .option("--json", "the report as JSON on standard output")
    .action(async (stack: string, flags: CiPlanFlags) => {
      const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
      leaveOutNeverUsed();
      const { runCiPlan } = await import("../actions/ci-plan.ts");
      process.exitCode = await runCiPlan(stack, flags);
    });
}

function comment(ci: Command): void {
  ci.command("comment")
    .summary("one comment on the pull request, of all reports of ci plan")
    .description(
      "Writes the reports of a folder into the one comment that it made before, or a new one. What does not fit into a comment is in the summary of the job, which always has everything. Where the token may not write, as in a fork, there is the summary alone. Outside of a pull request it only prints.",
    )
    .requiredOption("--from <folder>", "folder with the reports, also in folders of its own")
    .option("--json", "the result as JSON on standard output")
    .action(async (flags: CiCommentFlags) => {
      const { runCiComment } = await import("../actions/ci-comment.ts");
      process.exitCode = await runCiComment(flags);
    });
}

function deploy(ci: Command): void {
  ci.command("deploy")
    .summary("pulumi up of a stack by a job: what was shown, and nothing else")
    .description(
      "Runs pulumi up, after it has looked: the program was verified in the stack before it; nothing changes that needs a person with administrative rights; and with --plan, what would change now is what the report shows, and nobody updated the stack since. When the update stops midway it says what was applied. Exit code: 0 deployed, 1 failed, 2 refused before anything was changed.",
    )
    .argument("<stack>", "a stack, or the path of a stack file")
    .option("--plan <folder>", "folder with the report of ci plan that was approved")
    .option("--sandbox", "the stack in the sandbox")
    .option("--json", "the result as JSON on standard output")
    .action(async (stack: string, flags: CiDeployFlags) => {
      const { runCiDeploy } = await import("../actions/ci-deploy.ts");
      process.exitCode = await runCiDeploy(stack, flags);
    });
}
