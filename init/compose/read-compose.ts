import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseDocument } from "yaml";

import { messageOf } from "../../lib/message-of.ts";
import { UserError } from "../../lib/user-error.ts";
import { type ComposeService, readService } from "./service.ts";
import { mappingOf, textOf } from "./values.ts";
import { variablesIn } from "./variables.ts";

/** What a compose file says, as far as it is read. */
export interface Compose {
  readonly file: string;
  /** The project's name, or that of the file's folder. */
  readonly name: string;
  readonly services: readonly ComposeService[];
  /** Parts of the file beside the services that nothing is made of. */
  readonly others: readonly string[];
}

/** More than any compose file has: what is larger is something else. */
const mostBytes = 1024 * 1024;
/** What compose itself looks for in a folder. */
const usualNames = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];
const unread = ["include", "configs", "secrets"];

/** Reads a compose file, with the `.env` beside it as compose does. */
export function readCompose(file: string): Compose {
  const root = mappingOf(parsed(file, textIn(file)));
  const given = variablesIn(join(dirname(file), ".env")) ?? new Map<string, string>();
  const services = [...servicesIn(root)].map(([name, service]) =>
    readService(name, mappingOf(service), { folder: dirname(file), given }),
  );
  if (services.length === 0) {
    throw new UserError(
      `${basename(file)} has no services: name a compose file that has some with --from, or leave --from out`,
    );
  }
  return {
    file,
    name: textOf(root.get("name")) ?? basename(dirname(file)),
    services,
    others: unread.filter((key) => root.has(key)),
  };
}

function textIn(file: string): string {
  try {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) {
      throw new UserError(`there is no file ${file}: name the app's compose file with --from`);
    }
    if (found.isDirectory()) {
      const inside = usualNames.find((name) => existsSync(join(file, name)));
      const wayOut = inside === undefined ? "with --from" : `in it: --from ${join(file, inside)}`;
      throw new UserError(`${file} is a folder: name the app's compose file ${wayOut}`);
    }
    if (!found.isFile()) {
      throw new UserError(`${file} is no file: name the app's compose file with --from`);
    }
    if (found.size > mostBytes) {
      throw new UserError(
        `${basename(file)} is larger than 1 MiB, so it is no compose file: name another one with --from`,
      );
    }
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof UserError) throw error;
    // Node says the path once more.
    const why = messageOf(error).replace(/, \w+ '.*'$/s, "");
    throw new UserError(`cannot read ${file}: ${why}: name the app's compose file with --from`);
  }
}

function parsed(file: string, text: string): unknown {
  const document = parseDocument(text, { merge: true, uniqueKeys: false, logLevel: "silent" });
  const [error] = document.errors;
  try {
    if (error) throw error;
    return document.toJS({ mapAsMap: true });
  } catch (problem) {
    // The lines that follow show the text, which may hold a secret.
    const [first = ""] = messageOf(problem).split("\n");
    throw new UserError(
      `${basename(file)} is no YAML that can be read: ${first.replace(/:$/, "")}: mend it, and docker compose config tells whether it is right`,
    );
  }
}

/** The services; in files of the first format they are all that there is. */
function servicesIn(root: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  const old = [...root.values()].every((value) => mappingOf(value).has("image") || mappingOf(value).has("build"));
  return root.has("services") ? mappingOf(root.get("services")) : old ? root : new Map();
}
