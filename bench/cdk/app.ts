import { App } from "aws-cdk-lib";
import { DefaultApp } from "./default-app";

new DefaultApp(new App(), "harbour-staging", { env: { account: "111111111111", region: "eu-north-1" } });
