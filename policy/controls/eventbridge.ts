import type { Control } from "./control.ts";

export const eventBridgeControls: readonly Control[] = [
  {
    id: "EventBridge.3",
    title: "Event buses of one's own have a policy",
    verdict: { notApplicable: "No event bus is made: rules are on the account's default one." },
  },
];
