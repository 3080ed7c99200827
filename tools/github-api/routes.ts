/** Operations of GitHub that sources name: `GET /repos/{owner}/{repo}`, each once. */
export function routesIn(sources: readonly string[]): readonly string[] {
  const found = sources.flatMap((source) => source.match(/(?<=")(GET|POST|PUT|PATCH|DELETE) \/\S*(?=")/g) ?? []);
  return [...new Set(found)].toSorted();
}
