// Kører websidernes søgning uden browser: node soeg.mjs <mappen med siderne> < spørgsmål som JSON. Svaret er JSON, ét pr.
// spørgsmål: {documents, inPart}. Indekset læses fra mappens soeg/indeks, som en browser ville gøre.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const site = process.argv[2];
const window = {};
const context = vm.createContext({ window, Error });
const run = (file) => vm.runInContext(readFileSync(`${site}/${file}`, 'utf8'), context, { filename: file });
run('assets/soeg.js');
context.noegleSoeg = window.noegleSoeg;
window.noegleSoeg.hent = async (name) => run(`soeg/indeks/${name}.js`);
const queries = JSON.parse(readFileSync(0, 'utf8'));
const answers = [];
for (const query of queries) answers.push(await window.noegleSoeg.find(query));
process.stdout.write(JSON.stringify(answers));
