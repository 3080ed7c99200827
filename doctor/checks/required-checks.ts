import { firstFew } from "../../lib/first-few.ts";
import { requiredJobs } from "../../lib/workflow-actions.ts";
import { type CheckOfStack, failed, ok, skipped, warning } from "../check.ts";
import { isReported, workflowJobs } from "../workflow-jobs.ts";
import { fullName } from "./github.ts";

const none = "this stack manages no repository";

/** Whether the workflows here have the jobs that a pull request has to wait for. */
export const requiredHere: CheckOfStack = {
  name: "required jobs",
  asks: "stack",
  async run({ folder, isSandbox, declared: { stack } }) {
    const managed = stack.github?.managed;
    if (!stack.github || !managed || isSandbox) {
      return skipped(isSandbox ? "the sandbox runs no workflow" : none);
    }
    const jobs = workflowJobs(folder);
    if (jobs === undefined) {
      return skipped("there are no workflows here");
    }
    const { infrastructure, isOneRepository } = stack.github;
    const required = [...new Set([...requiredJobs, ...(isOneRepository ? managed.checks : [])])];
    const missing = required.filter((check) => !isReported(check, jobs));
    return missing.length === 0
      ? ok(required.join(", "))
      : failed(
          `a pull request of ${fullName(infrastructure)} would wait for ${missing.join(", ")} for ever, since no job in .github/workflows is called so (there are ${firstFew([...new Set(jobs)], 6)}): name a job so, or take it out of app.delivery.checks`,
          "npx slipway ci starter --help",
        );
  },
};

/** Whether the app's repository has the checks that its pull requests have to wait for. */
export const requiredThere: CheckOfStack = {
  name: "required checks",
  asks: "github",
  async run({ github, declared: { stack } }) {
    const managed = stack.github?.managed;
    if (!stack.github || !managed) {
      return skipped(none);
    }
    if (stack.github.isOneRepository || managed.checks.length === 0) {
      return skipped("the app's repository requires none but those of the workflows here");
    }
    const { app, defaultBranch } = stack.github;
    const repository = fullName(app);
    const reported = await github.checkRuns(repository, defaultBranch);
    if (reported.length === 0) {
      return skipped(`no check has run on ${defaultBranch} of ${repository} yet`);
    }
    const missing = managed.checks.filter((check) => !reported.includes(check));
    return missing.length === 0
      ? ok(managed.checks.join(", "))
      : warning(
          `pull requests of ${repository} wait for ${missing.join(", ")} (app.delivery.checks), and no such check has run on ${defaultBranch} (there ran ${firstFew(reported, 6)})`,
          `gh api repos/${repository}/commits/${defaultBranch}/check-runs --jq '.check_runs[].name'`,
        );
  },
};
