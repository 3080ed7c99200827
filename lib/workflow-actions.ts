/**
 * Actions that our workflows use beside those of GitHub itself, as patterns of a repository's Actions permissions: what
 * is not named there cannot run, nor what an action runs itself, as trivy-action does setup-trivy. Each is pinned by its
 * commit in the workflow.
 */
export const workflowActions: readonly string[] = [
  "aquasecurity/setup-trivy@*",
  "aquasecurity/trivy-action@*",
  "aws-actions/configure-aws-credentials@*",
  "docker/build-push-action@*",
  "docker/login-action@*",
  "docker/metadata-action@*",
  "docker/setup-buildx-action@*",
  "pulumi/actions@*",
];

/** Jobs that a pull request of the repository that deploys needs: plain jobs of `check` and `preview`, by their names. */
export const requiredJobs: readonly string[] = ["check", "preview-done"];
