// What the function does, apart from how AWS is asked to: the sandbox runs the same. A mark says what is wanted, and
// every call brings things one step nearer to it, so calls may come twice, late, or in any order.

/** States of a database in which nobody can connect, and which pass. */
const passing = ["stopped", "stopping", "starting"];
const orders = ["sleep", "wake", "settle"];

/** Carries out one order; `settle` goes on with the one before. */
export async function obey(order, plan, aws) {
  if (!orders.includes(order)) {
    throw new Error(
      `there is no order ${JSON.stringify(order)}: use {"do": ${orders.map((one) => `"${one}"`).join(" | ")}}`,
    );
  }
  if (order !== "settle") {
    await aws.remember(order === "sleep" ? "asleep" : "waking");
  }
  const mark = await aws.recall();
  switch (mark) {
    case "asleep":
      return { is: mark, waiting: await fallAsleep(plan, aws) };
    case "waking":
      return wakeUp(plan, aws);
    default:
      return { is: "awake", waiting: [] };
  }
}

/** Returns what still runs. A database is stopped when no task is left that might be writing to it. */
async function fallAsleep({ services, databases }, aws) {
  const found = await aws.services(Object.keys(services));
  await all(
    Object.entries(found).map(async ([name, { desired }]) => {
      // First the bounds, or scaling would start tasks again.
      if (services[name].scaled) {
        await aws.bound(name, 0, 0);
      }
      if (desired > 0) {
        await aws.run(name, 0);
      }
    }),
  );
  const busy = Object.keys(found).filter((name) => found[name].running > 0);
  const statuses = await aws.databases(databases);
  const running = Object.keys(statuses).filter((identifier) => statuses[identifier] !== "stopped");
  if (busy.length > 0) {
    return [...busy, ...running];
  }
  const stoppable = running.filter((identifier) => statuses[identifier] === "available");
  await all(stoppable.map((identifier) => change(identifier, "available", () => aws.stop(identifier), aws)));
  return running.filter((identifier) => !stoppable.includes(identifier));
}

/** Starts databases, and once they can be used, tasks. */
async function wakeUp({ services, databases }, aws) {
  const before = await aws.databases(databases);
  const stopped = Object.keys(before).filter((identifier) => before[identifier] === "stopped");
  await all(stopped.map((identifier) => change(identifier, "stopped", () => aws.start(identifier), aws)));
  const statuses = stopped.length > 0 ? await aws.databases(databases) : before;
  const waiting = Object.keys(statuses).filter((identifier) => passing.includes(statuses[identifier]));
  if (waiting.length > 0) {
    return { is: "waking", waiting };
  }
  const found = await aws.services(Object.keys(services));
  await all(
    Object.entries(found).map(async ([name, { desired }]) => {
      const { min, max, scaled } = services[name];
      if (scaled) {
        await aws.bound(name, min, max);
      }
      if (desired < min) {
        await aws.run(name, min);
      }
    }),
  );
  // Somebody may have sent it to sleep meanwhile.
  if ((await aws.recall()) === "waking") {
    await aws.remember("awake");
  }
  return { is: "awake", waiting: [] };
}

/** Starts or stops a database, unless another call was faster. */
async function change(identifier, from, act, aws) {
  try {
    await act();
  } catch (error) {
    if ((await aws.databases([identifier]))[identifier] === from) {
      throw error;
    }
  }
}

/** Waits for all, so that one that fails keeps no other from its sleep. */
async function all(promises) {
  const failures = (await Promise.allSettled(promises)).flatMap((end) =>
    end.status === "rejected" ? [end.reason] : [],
  );
  if (failures.length > 0) {
    throw new Error(failures.map((reason) => reason.message).join("; "));
  }
}
