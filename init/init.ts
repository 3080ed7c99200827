import { UserError } from "../lib/user-error.ts";
import type { Answers } from "./answers.ts";
import type { Compose } from "./compose/read-compose.ts";
import { filesOf, type InitFile, type Project } from "./files.ts";
import type { Finding, Findings } from "./findings.ts";
import { mapApp } from "./map-app.ts";

/** What `slipway init` makes of a compose file and the answers. */
export interface Initiated {
  readonly name: string;
  readonly files: readonly InitFile[];
  readonly findings: Findings;
  /** Secrets that people give, in each place. */
  readonly given: readonly string[];
  /** Whether the files are those of the checkout itself, whose tests compare what they declare. */
  readonly isOfCheckout: boolean;
}

/** Makes the files of a new app, and writes none. */
export function initiate(compose: Compose, answers: Answers, project: Project): Initiated {
  const mapped = mapApp(compose, answers);
  if (Object.keys(Object(mapped.app.services)).length === 0) {
    throw new UserError(
      "none of the services is the app's own: all are stores or tools that slipway runs in another way: add the app to the compose file, or leave --from out",
    );
  }
  const { mapped: done, assumed, left } = mapped.findings;
  if (answers.state === undefined) {
    const { name, stagingAccount, region } = answers;
    const bucket = `s3://${name}-state-${stagingAccount}?region=${region}`;
    const says = `--state was not given: bootstrap makes no bucket, and no workflow deploys, before both files say one, like ${bucket}`;
    assumed.push({ about: "slipway:environment.aws.state", says });
  }
  return {
    name: answers.name,
    files: filesOf(mapped, answers, project),
    findings: { mapped: once(done), assumed: once(assumed), left: once(left) },
    given: mapped.given,
    isOfCheckout: project.folder === project.checkout,
  };
}

/** The same sentence about several things is said once. */
function once(findings: readonly Finding[]): Finding[] {
  return [...Map.groupBy(findings, ({ says }) => says)].map(([says, same]) => ({
    about: [...new Set(same.map(({ about }) => about))].join(", "),
    says,
  }));
}
