import type { App, Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { receiverGroups, resolveReceiver } from "../resolve-alarms.ts";
import { tasksOf } from "../tasks.ts";

/** Items of a list by what makes them the same, and what is shown of each. */
type List = readonly [path: Path, items: readonly string[], inside?: readonly string[]];

/** What is listed becomes resources by its name, so nothing is listed twice. */
export function checkDuplicates(config: Config, report: Report): void {
  for (const [path, items, inside] of [...listsOfApp(config), ...listsOfPlace(config)]) {
    for (const [index, item] of items.entries()) {
      if (items.indexOf(item) !== index) {
        const key = inside?.[index];
        report.problem([...path, index, ...(key === undefined ? [] : [key])], item, "is there twice: remove it");
      }
    }
  }
}

function listsOfApp({ app }: Config): List[] {
  return [
    ...tasksOf(app).flatMap(({ path, task: { secrets = [], uses = [], sidecars = {} } }): List[] => [
      [[...path, "secrets"], secrets],
      [[...path, "uses"], Array.isArray(uses) ? uses : []],
      ...Object.entries(sidecars).map(
        ([key, sidecar]): List => [[...path, "sidecars", key, "secrets"], sidecar.secrets ?? []],
      ),
    ]),
    ...Object.entries(app.services).map(
      ([key, { rollbackOn = [] }]): List => [["app", "services", key, "rollbackOn"], rollbackOn],
    ),
    ...Object.entries(app.databases ?? {}).map(
      ([key, { extensions = [] }]): List => [["app", "databases", key, "extensions"], extensions],
    ),
    ...listsOfDelivery(app),
  ];
}

function listsOfDelivery({ delivery }: App): List[] {
  const lists = ["branches", "tags", "checks", "secrets", "topics", "actions"] as const;
  return [
    ...lists.map((key): List => [["app", "delivery", key], delivery?.[key] ?? []]),
    [["app", "delivery", "dependabot", "secrets"], delivery?.dependabot?.secrets ?? []],
    [["app", "delivery", "bypass"], (delivery?.bypass ?? []).map(actorOf)],
  ];
}

/** `team platform`: the reason is not what makes two the same. */
function actorOf({ because: _, ...actor }: NonNullable<NonNullable<App["delivery"]>["bypass"]>[number]): string {
  return Object.entries(actor).flat().join(" ");
}

function listsOfPlace({ environment: { domain, network, edge, alarms, github, cost } }: Config): List[] {
  const receivers = receiverGroups.map((group): List => {
    const listed = alarms?.[group] ?? [];
    return [
      ["environment", "alarms", group],
      listed.map((receiver) => resolveReceiver(receiver).key),
      listed.map((receiver) => resolveReceiver(receiver).protocol),
    ];
  });
  return [
    [["environment", "domain", "aliases"], typeof domain === "object" ? (domain.aliases ?? []) : []],
    [["environment", "network", "endpoints"], network?.endpoints ?? []],
    [["environment", "edge", "closed"], edge?.closed ?? []],
    ...receivers,
    [["environment", "cost", "sleep", "wholeDays"], cost?.sleep?.wholeDays ?? []],
    // GitHub does not mind how a login is written.
    [
      ["environment", "github", "reviewers", "users"],
      (github?.reviewers?.users ?? []).map((user) => user.toLowerCase()),
    ],
    [["environment", "github", "reviewers", "teams"], github?.reviewers?.teams ?? []],
    [["environment", "github", "branches"], github?.branches ?? []],
    [["environment", "github", "tags"], github?.tags ?? []],
    [["environment", "github", "secrets"], github?.secrets ?? []],
  ];
}
