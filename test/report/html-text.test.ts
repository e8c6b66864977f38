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
    expect(page).toContain('This page lists the worst 25000 of 25001 controls');
    expect(page.indexOf('Fails the build</td>')).toBeGreaterThan(0);
  });
});

describe('what a reader looks for first', () => {
  test('controls that fail the build follow the verdict, each once with all its hosts, and what to do', async () => {
    const on = (ip: string, cid = 1141) => failing({ cid, host: { id: ip, ip } });
    const rows = [on('10.0.0.1'), on('10.0.0.2'), on('10.0.0.3'), on('10.0.0.9'), on('10.0.0.1', 2211)];
    const page = await render('html', inputOf(rows));
    const sections = [...page.matchAll(/<h[12][^>]*>(?:<b>)?(?:<[^>]+>)*([^<]+)/g)].map(([, text]) => text);
    expect(sections.slice(0, 3)).toEqual(['✗', 'What fails the build', 'All postures']);
    const section = page.slice(page.indexOf('failing-heading'), page.indexOf('overview-heading'));
    expect(section.match(/<li>/g)).toHaveLength(2);
    expect(section).toContain('<b>4 hosts</b><p>10.0.0.1-10.0.0.3, 10.0.0.9</p>');
    expect(page).toContain('To pass, fix these on their hosts');
  });

  test('a run that read nothing shows no chart of nothing, and says so where the controls would be', async () => {
    const page = await render('html', inputOf([]));
    expect(page).not.toContain('All postures');
    expect(page).toContain('<section id="controls"><h2>Controls</h2><p class="card dim">No posture was read');
  });

  test('a run that passed has nothing that fails', async () => {
    expect(await render('html', inputOf([row()]))).not.toContain('What fails the build');
  });
});
