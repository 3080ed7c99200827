/** What stands before the lists. */
export const introduction = `# Alarms

<!-- written by tools/docs/alarms.ts, with the numbers of the plan of an app that has one of everything -->

An alarm **pages** (somebody is woken) or **notifies** (it can wait until morning): \`environment.alarms.page\` and
\`.notify\` say who hears. Its text ends with a link to its runbook, which is also behind its name here. Names in
CloudWatch begin with \`<app>-<stack>-\`.

- **One cause pages once.** Symptoms of one thing have no voice; a composite alarm speaks for them (\`…-broken\`,
  \`…-stuck\`), and tells nobody while the alarm of a cause rings: a service while a database, cache or service that it
  uses is broken, the load balancer while a web service is, a queue while a service is that works on it. A symptom is
  often seen before its cause, so who has causes waits 3 minutes for them, and 5 after them for what was broken to be well
  again. When the symptom is still there then, it pages. Only the look from outside, whose alarm is in another region,
  pages besides.
- **Quiet during deployments** is what a deployment looks like (tasks that are missing or not healthy yet), where
  Container Insights tells that one goes on. Errors are not: they page, and take the deployment back. Without Container
  Insights these alarms wait for longer than a deployment of healthy tasks takes.
- **A new alarm** that silence rings (\`no data rings too\`) waits up to 15 minutes for the first number.
- **Early warnings** tell before something breaks. Production has them, staging has not (\`In staging: no\`).
- **Container Insights** (\`environment.logs.insights\`) is on in production and off in staging, since it is paid for each
  task. Without it \`not-running\` rings when no task at all runs, and \`deploying\` is not made.
- **Asleep** (\`environment.cost.sleep\`) every alarm of the stack is muted.
- **Another number**: \`environment.alarms.thresholds: {<name>: 95}\` or \`{value: 95, because: …}\`, in the unit of these
  tables, for example \`main-cpu\`. A composite alarm has none.
- **Below 0** can never be: such an alarm is for missing data alone. A number of any size is an answer; only the lack
  of one is what it tells.
- An instance that somebody else made (\`databases.<database>.existing\`) is as large as \`class\` and \`storageGiB\` of the
  place say: its thresholds follow from them.

\`npx slipway cost\` counts them. Decision [0016](decisions/0016-one-cause-pages-once.md) says why they are as they are.
`;
