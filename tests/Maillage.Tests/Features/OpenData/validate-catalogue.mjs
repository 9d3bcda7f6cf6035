// node validate-catalogue.mjs shapes.ttl catalogue.ttl catalogue.jsonld: prints what SHACL finds wrong in the Turtle,
// and the statements that only one of the two files makes.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.env.NODE_PATH_BASE + '/');
const { Parser, Store } = require('n3');
const load = async (name) => (await import(pathToFileURL(require.resolve(name)).href)).default;
const SHACLValidator = await load('rdf-validate-shacl');

const [, , shapesFile, turtleFile, jsonFile] = process.argv;
const read = (file) => new Store(new Parser().parse(readFileSync(file, 'utf8')));
const shapes = read(shapesFile);
const data = read(turtleFile);

const report = await new SHACLValidator(shapes).validate(data);
const results = report.results.map(
  (r) => `${r.focusNode?.value} ${r.path?.value} ${r.message.map((m) => m.value).join(' ')} ${r.severity?.value}`,
);

const { '@context': context, '@graph': graph } = JSON.parse(readFileSync(jsonFile, 'utf8'));
const full = (name) => {
  const [prefix, rest] = name.split(/:(.*)/s);
  return context[prefix] ? context[prefix] + rest : name;
};
const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const fromJson = graph.flatMap(({ '@id': id, '@type': kind, ...values }) => [
  `${id} ${type} ${full(kind)}`,
  ...Object.entries(values).flatMap(([name, list]) =>
    list.map((v) => `${id} ${full(name)} ${v['@id'] ?? v['@value']}`),
  ),
]);
// Parsed blank nodes get a number before their name.
const plain = (text) => text.replace(/(^| )(?:_:|b\d+_)/g, '$1');
const fromTurtle = data.getQuads().map((q) => `${q.subject.value} ${q.predicate.value} ${q.object.value}`);
const sorted = (list) => list.map(plain).sort();
const [one, other] = [sorted(fromJson), sorted(fromTurtle)];
const different = [...one.filter((s) => !other.includes(s)), ...other.filter((s) => !one.includes(s))];
console.log(JSON.stringify({ conforms: report.conforms, results, statements: one.length, different }));
