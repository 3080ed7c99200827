import type { Deployment, StageHistory } from "../../promotion/history/deployment.ts";

/** A deployment of a test, clean and not verified. */
export function deployment(own: Partial<Deployment> = {}): Deployment {
  return {
    update: 1,
    at: "2026-11-21T17:00:00Z",
    commit: "c".repeat(40),
    isClean: true,
    environment: {},
    ...own,
  };
}

/** What makes a deployment a verified one, or one whose verification failed. */
export function verified(id: string, is: "verified" | "failed" = "verified"): Pick<Deployment, "verdict"> {
  const passed = is === "verified";
  const checks = [{ name: "health", passed, says: passed ? "HTTP 200" : "HTTP 500" }];
  const at = "2026-11-21T18:00:00Z";
  return {
    verdict: { is, since: at, record: { event: is, id, at, by: "Ann <ann@acme.example>", update: 1, checks } },
  };
}

/** A history of a test, with nothing odd in it; the newest deployment first. */
export function history(stack: string, ...deployments: readonly Deployment[]): StageHistory {
  return { stack, deployments, rejections: [], forced: [], disbelieved: [], damaged: [], pendingOperations: 0 };
}
