// What filling.py does, done by the engine of ODK Web Forms: node filling_peer.mjs FOLDER_OF_FORMS
// in a folder with node_modules/jsdom and node_modules/@getodk/xforms-engine. Prints one JSON object.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(path.join(process.cwd(), 'here.js'));
const { JSDOM } = require('jsdom');
const window = new JSDOM('<!doctype html>', { url: 'https://example.org/' }).window;
for (const name of [
  'Attr', 'CDATASection', 'CharacterData', 'Comment', 'DOMException', 'DOMParser', 'Document', 'Element',
  'HTMLElement', 'Node', 'NodeFilter', 'ProcessingInstruction', 'Text', 'Window', 'XMLDocument',
  'XMLSerializer', 'XPathResult',
]) {
  if (window[name]) globalThis[name] = window[name];
}
const dist = path.join(process.cwd(), 'node_modules/@getodk/xforms-engine/dist');
Object.assign(globalThis, { window, document: window.document, require, __dirname: dist });
console.warn = () => {};
const { createInstance } = await import(path.join(dist, 'index.js'));

const forms = process.argv[2];
const spent = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const taken = (work) => {
  const start = spent();
  work();
  return spent() - start;
};
const sorted = (numbers) => [...numbers].sort((one, other) => one - other);
const median = (numbers) => sorted(numbers)[numbers.length >> 1];
const most = (numbers) => sorted(numbers)[Math.floor(numbers.length * 0.95)];
const leaves = (node) => (node.currentState.children ? [...node.currentState.children].flatMap(leaves) : [node]);
const load = async (file) => {
  const xform = fs.readFileSync(path.join(forms, file), 'utf8');
  const start = spent();
  const { root } = await createInstance(xform);
  return { root, ms: spent() - start };
};

const loads = [];
let root;
for (let round = 0; round < 3; round += 1) {
  const loaded = await load('big500.xml');
  root = loaded.root;
  loads.push(loaded.ms);
}
const questions = leaves(root);
const answering = [];
for (let turn = 0; turn < 3; turn += 1) {
  for (const [index, question] of questions.entries()) {
    const give = () => {
      if (question.nodeType === 'select') {
        const options = question.currentState.valueOptions;
        question.selectValues([options[turn % options.length].value]);
      } else if (question.nodeType === 'input') {
        question.setValue(question.valueType === 'int' ? [30n, 5n, 40n][turn] : `answer ${turn}`);
      }
    };
    if (question.nodeType !== 'select' && question.nodeType !== 'input') continue;
    if (!question.currentState.relevant) continue;
    answering.push(taken(() => {
      give();
      for (const near of questions.slice(index, index + 7)) void near.currentState.relevant;
      void question.validationState.violation;
    }));
  }
}

root = (await load('repeat.xml')).root;
const people = [...root.currentState.children].find((node) => String(node.nodeType).startsWith('repeat-range'));
const total = leaves(root).find((node) => node.currentState.reference.endsWith('/total_age'));
const adding = [];
while (people.currentState.children.length < 100) {
  adding.push(taken(() => people.addInstances(people.currentState.children.length - 1)));
}
const changing = [...people.currentState.children].map((person) => {
  const age = [...person.currentState.children].find((node) => node.currentState.reference.endsWith('/age'));
  return taken(() => {
    age.setValue(21n);
    void total.currentState.value;
  });
});
const remove = taken(() => {
  people.removeInstances(0, 1);
  void total.currentState.value;
});
console.log(JSON.stringify({
  load: median(loads),
  answer: most(answering),
  add: adding.at(-1),
  change: most(changing),
  remove,
  memory: process.memoryUsage().rss / 1048576,
}));
process.exitCode = 0;
