/** Family of the parameter groups that ElastiCache takes for an engine; `version` is `8.1`, or the major alone. */
export function cacheFamily(engine: "valkey" | "redis", version: string): string {
  const [major = version] = version.split(".");
  // Only this family names its minor versions.
  return engine === "redis" && major === "6" ? "redis6.x" : `${engine}${major}`;
}
