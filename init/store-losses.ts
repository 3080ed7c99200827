import type { ComposeService } from "./compose/service.ts";
import type { Findings } from "./findings.ts";

/** Where the images of Postgres look for what they do when they make a database. */
const firstScripts = /^\/docker-entrypoint-initdb\.d(\/|$)/;
/** Whose images of Postgres are Postgres and no more. */
const plainImages =
  /^pgautoupgrade\/|^((docker\.io|public\.ecr\.aws)\/)?((library|docker\/library|bitnami|bitnamilegacy)\/)?[\w-]+([:@]|$)/;

/** The program itself says nothing, and a cache that drops nothing is a queue. */
const server = /^(docker-entrypoint\.sh )?(postgres|redis-server|valkey-server)\b/;
const taken = /--maxmemory-policy noeviction\b/;

/** What a store of AWS does not take over from the one in the compose file: its settings, and what its image does. */
export function tellStore(service: ComposeService, is: "database" | "cache", key: string, { left }: Findings): void {
  const { name, command, entryPoint, mounts, image = "" } = service;
  const isDatabase = is === "database";
  const words = [...entryPoint, ...command].join(" ").replace(taken, "").replace(server, "").trim();
  if (words !== "") {
    const instead = isDatabase ? `say them in app.databases.${key}.parameters` : "ElastiCache has its own";
    // Their words may hold a password.
    left.push({ about: `${name}.command`, says: `settings of the server are not taken over: ${instead}` });
  }
  for (const { source } of isDatabase ? mounts.filter(({ path }) => firstScripts.test(path)) : []) {
    const says = `${source} runs where the image makes a database, and RDS runs nothing: let the migration do what it does`;
    left.push({ about: `${name}.volumes`, says });
  }
  if (isDatabase && image !== "" && !plainImages.test(image) && !/(^|\/)(postgis|pgvector)[:@]/.test(image)) {
    const says = `${image} may bring extensions: name those that the app needs in app.databases.${key}.extensions, as far as RDS has them`;
    left.push({ about: `${name}.image`, says });
  }
}
