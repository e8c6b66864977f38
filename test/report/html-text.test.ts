import { describe, expect, test } from 'vitest';
import { failing, inputOf, row } from '../support/result-of-rows.js';
import { hostileInput } from './support/hostile.js';
import { render } from './support/render.js';
import { showcase } from './support/showcase.js';

describe('the page as text', () => {
  test('it has no style attribute and no handler, so that a content policy finds nothing to block', async () => {
    const page = await render('html', showcase(512));
    const rendered = page.slice(page.indexOf('<body>'), page.indexOf('<script>'));
    expect(rendered).not.toMatch(/<[^>]*\s(style|on\w+)=/);
  });

  test('hostile text is never markup, and a link never runs anything', async () => {
    const page = await render('html', hostileInput());
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img/);
    expect(page).not.toMatch(/href="javascript/);
    expect(page).not.toMatch(/[\u0000-\u0008\u001b\u202e\ud800]/);
  });

  test('more rows than a browser is quick with are counted, and the worst are there', async () => {
    const rows = Array.from({ length: 25_001 }, (_, index) =>
      index === 25_000 ? failing() : row({ cid: index + 1 }),
    );
    const page = await render('html', inputOf(rows));
    expect(page).toContain('This page lists the worst 25000 of 25001 postures');
    expect(page.indexOf('Fails the build</td>')).toBeGreaterThan(0);
  });
});

describe('long and many', () => {
  test('a long statement or value is cut, with a way to read the rest that needs no script', async () => {
    const long = 'word '.repeat(1000).trim();
    const page = await render('html', inputOf([failing({ statement: long, missing: [long] })]));
    const start = `<summary><span>${long.slice(0, 240)}…</span> <b>read all</b></summary>${long.slice(0, 2000)}`;
    // The statement in the list of failures and in its row, the value in its row: the list has it cut already.
    expect(page.split(start)).toHaveLength(4);
    expect(page).toContain(`${long.length - 2000} more characters in controls.jsonl`);
  });

  test('rows have no role, and stand on a line each whatever they hold', async () => {
    const page = await render('html', hostileInput());
    expect(page.match(/<t[dr] role=/g)).toBeNull();
    const rows = page.split('\n').filter((line) => line.startsWith('<tr class="row '));
    for (const line of rows) expect(line).toMatch(/<\/tr>$/);
    expect(rows).toHaveLength(hostileInput().result.policies.length * 6);
  });

  test('only the first 200 rows are elements; a browser without scripts has 5,000, the script all', async () => {
    const rows = Array.from({ length: 5_300 }, (_, index) => row({ cid: index + 1 }));
    const page = await render('html', inputOf(rows));
    const [elements = '', plain = '', rest = ''] = page.split(/<noscript>|<script type="text\/plain"/);
    const count = (part: string) => part.match(/^<tr class="row /gm)?.length;
    expect([elements, plain, rest].map(count)).toEqual([200, 4_800, 300]);
    expect(page).toContain('Without its script this page lists the worst 5000 of 5300 postures');
  });
});

describe('the map of controls by host', () => {
  const on = (ip: string, cid: number, changes = {}) => failing({ cid, host: { id: ip, ip }, ...changes });

  test('the worst 50 controls and the 50 hosts that most of them fail on, each cell its worst state', async () => {
    const ips = Array.from({ length: 60 }, (_, index) => `10.0.${index}.9`);
    const rows = [
      ...Array.from({ length: 55 }, (_, index) => on('10.0.59.9', index + 100)),
      ...ips.map((ip) => on(ip, 7)),
      row({ cid: 100, host: { id: '1', ip: '10.0.3.9' } }),
      on('10.0.4.9', 7, { state: 'error', counts: 'warn', instance: 'ora11' }),
    ];
    const page = await render('html', inputOf(rows));
    const map = page.slice(page.indexOf('<table class="heat">'), page.indexOf('<ul class="heat-legend'));
    const hosts = [...map.matchAll(/<span>([\d.]+)<\/span>/g)].map(([, ip]) => ip);
    expect(hosts).toEqual(['10.0.59.9', ...ips.slice(0, 49)]);
    const lines = map.split('<th scope="row">').slice(1);
    expect(lines).toHaveLength(50);
    expect(lines[0]).toContain('<b>7</b>');
    expect(lines[0]?.match(/heat-fail/g)).toHaveLength(50);
    expect(lines[1]?.match(/heat-(fail|passed)/g)).toEqual(['heat-fail', 'heat-passed']);
    expect(page).toContain('The worst 50 controls, 6 more are not shown. The 50 hosts on which most of them');
  });

  test('one control or one host makes no map', async () => {
    expect(await render('html', inputOf([on('10.0.0.1', 1), on('10.0.0.2', 1)]))).not.toContain(
      'heat-heading',
    );
    expect(await render('html', inputOf([on('10.0.0.1', 1), on('10.0.0.1', 2)]))).not.toContain(
      'heat-heading',
    );
  });
});

describe('what a reader looks for first', () => {
  test('controls that fail the build follow the verdict, each once with all its hosts, and what to do', async () => {
    const on = (ip: string, cid = 1141) => failing({ cid, host: { id: ip, ip } });
    const rows = [on('10.0.0.1'), on('10.0.0.2'), on('10.0.0.3'), on('10.0.0.9'), on('10.0.0.1', 2211)];
    const page = await render('html', inputOf(rows));
    const sections = [...page.matchAll(/<h[12][^>]*>(?:<b>)?(?:<[^>]+>)*([^<]+)/g)].map(([, text]) => text);
    expect(sections.slice(0, 4)).toEqual(['✗', 'What fails the build', 'Controls by host', 'All postures']);
    const section = page.slice(page.indexOf('failing-heading'), page.indexOf('heat-heading'));
    expect(section.match(/<li>/g)).toHaveLength(2);
    expect(section).toContain('<b>4 hosts</b><p>10.0.0.1-10.0.0.3, 10.0.0.9</p>');
    expect(page).toContain('To pass, fix these on their hosts');
  });

  test('values that are cut are said to be, as in every other output', async () => {
    const unexpected = Array.from({ length: 60 }, (_, index) => `/etc/file-${index}`);
    const page = await render('html', inputOf([failing({ unexpected })]));
    expect(page).toContain('Values are cut here; controls.jsonl has them.');
    expect(await render('html', inputOf([failing()]))).not.toContain('Values are cut here');
  });

  test('a run that read nothing shows no chart of nothing, and says so where the controls would be', async () => {
    const page = await render('html', inputOf([]));
    expect(page).not.toContain('All postures');
    expect(page).toContain(
      '<section id="controls"><h2>All controls and hosts</h2><p class="card dim">No posture was read',
    );
  });

  test('a run that passed has nothing that fails', async () => {
    expect(await render('html', inputOf([row()]))).not.toContain('What fails the build');
  });
});
