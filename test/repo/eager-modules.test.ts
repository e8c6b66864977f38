import { expect, test } from 'vitest';
import { eagerModules } from '../../scripts/bundle/eager-modules.js';

const long = `"${'x'.repeat(10_000)}"`;

test('a chunk keeps each module of a dependency in a function that is compiled as it is met', () => {
  const chunk = 'var o=(f)=>f,a=o((e,t)=>{t.exports=1}),b=o(e=>{e.x=2});var c=o(()=>3),d=o(async()=>{});';
  expect(eagerModules(chunk)).toBe(
    'var o=(f)=>f,a=o((function(e,t){t.exports=1})),b=o((function(e){e.x=2}));var c=o(()=>3),d=o(async()=>{});',
  );
});

test('a function that holds a whole module is put in parentheses, wherever it stands', () => {
  const module = `function(e){return ${long}}`;
  expect(eagerModules(`var a=o((e,t)=>{t.exports=${module}});`)).toBe(
    `var a=o((function(e,t){t.exports=(${module})}));`,
  );
  const methods = `class A{a(){return ${long}}get b(){return ${long}}}var b={c(){return ${long}}};`;
  expect(eagerModules(methods)).toBe(methods);
  expect(eagerModules('var a=[function(){return 1}];')).toBe('var a=[function(){return 1}];');
});
