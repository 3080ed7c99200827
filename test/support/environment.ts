/** Gives every test of a suite these variables, and the process its own ones back; undefined takes one away. */
export function withEnvironment(variables: () => Readonly<Record<string, string | undefined>>): void {
  const original = { ...process.env };
  beforeEach(() => {
    for (const [name, value] of Object.entries(variables())) {
      if (value === undefined) {
        delete process.env[name];
      } else {
        process.env[name] = value;
      }
    }
  });
  afterEach(() => {
    for (const name of Object.keys(variables())) {
      delete process.env[name];
    }
    Object.assign(process.env, original);
  });
}
