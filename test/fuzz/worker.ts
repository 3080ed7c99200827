import { parentPort, workerData } from "node:worker_threads";
import { work } from "./work.ts";

await work(workerData, (told) => parentPort?.postMessage(told));
