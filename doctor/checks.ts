import { configuration } from "./checks/configuration.ts";
import { credentials } from "./checks/credentials.ts";
import { certificate, delegation, zone } from "./checks/domain.ts";
import { foundation } from "./checks/foundation.ts";
import { environment, rights, token, workflowApps } from "./checks/github.ts";
import { quotas } from "./checks/quotas.ts";
import { alarmTest, receivers } from "./checks/receivers.ts";
import { requiredHere, requiredThere } from "./checks/required-checks.ts";
import { secretValues } from "./checks/secrets.ts";
import { backend, initialised, secretsProvider } from "./checks/state.ts";
import { aws, docker, gh, git, node, pulumi, sessionManager } from "./checks/tools.ts";
import type { Checks } from "./examine.ts";

/** All checks; who hears of alarms is sent a test only when somebody wants that. */
export function allChecks({ sendsTest }: { readonly sendsTest: boolean }): Checks {
  return {
    gates: { aws: credentials, state: backend, github: token },
    others: [node, git, pulumi, aws, configuration, initialised, secretsProvider, secretValues, foundation],
    ofStack: [
      gh,
      sessionManager,
      docker,
      quotas,
      zone,
      delegation,
      certificate,
      receivers,
      ...(sendsTest ? [alarmTest] : []),
      rights,
      workflowApps,
      environment,
      requiredHere,
      requiredThere,
    ],
  };
}
