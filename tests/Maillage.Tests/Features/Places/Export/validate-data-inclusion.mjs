// node validate-data-inclusion.mjs schema.json records.json: prints the number of records and the first errors.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.env.NODE_PATH_BASE + '/');
const Ajv = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;

const [, , schemaFile, recordsFile] = process.argv;
const ajv = addFormats(new Ajv({ allErrors: true, strict: false }));
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
const records = JSON.parse(readFileSync(recordsFile, 'utf8'));
const errors = records.flatMap((record) =>
  validate(record) ? [] : validate.errors.map((e) => `${record.id} ${e.instancePath} ${e.message}`),
);
const duplicates = records.length - new Set(records.map((record) => record.id)).size;
console.log(JSON.stringify({ records: records.length, duplicates, errors: errors.slice(0, 20) }));
