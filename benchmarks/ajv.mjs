// Validates every .json file of a folder with Ajv: node ajv.mjs SCHEMA FOLDER PACKAGES
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [schema, folder, packages] = process.argv.slice(2);
const Ajv2020 = createRequire(join(packages, "node_modules", "/"))("ajv/dist/2020").default;
const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(schema, "utf8")));
const broken = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .filter((name) => !validate(JSON.parse(readFileSync(join(folder, name), "utf8"))));
for (const name of broken) console.log(`${name} does not fit the schema`);
process.exitCode = broken.length ? 1 : 0;
