import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { member } from "../lib/member.ts";

/**
 * Names under which the jobs of a folder's workflows report their checks; one of a matrix, or whose name is worked out,
 * by what its name begins with. Undefined where there are no workflows, up to the top of the repository.
 */
export function workflowJobs(folder: string): readonly string[] | undefined {
  const workflows = join(topOf(folder), ".github", "workflows");
  if (!existsSync(workflows)) {
    return undefined;
  }
  const files = readdirSync(workflows).filter((name) => /\.ya?ml$/.test(name));
  return files.flatMap((file) => jobsIn(readFileSync(join(workflows, file), "utf8")));
}

/** Workflows are at the top of a repository, wherever the stack files are. */
function topOf(folder: string): string {
  const above = dirname(folder);
  return existsSync(join(folder, ".git")) || above === folder ? folder : topOf(above);
}

/** A file that does not parse has no jobs for GitHub either. */
function jobsIn(text: string): string[] {
  try {
    const jobs = member(parse(text), "jobs");
    return Object.entries(typeof jobs === "object" && jobs !== null ? jobs : {}).map(([id, job]) => {
      const name = member(job, "name");
      return typeof name === "string" ? name : id;
    });
  } catch {
    return [];
  }
}

/** Whether a check that is required is one of these jobs: `build (a)` is of the matrix `build`. */
export function isReported(check: string, jobs: readonly string[]): boolean {
  return jobs.some((job) => {
    const [fixed = ""] = job.split("${{");
    return check === job || check.startsWith(`${job} (`) || (fixed !== job && fixed !== "" && check.startsWith(fixed));
  });
}
