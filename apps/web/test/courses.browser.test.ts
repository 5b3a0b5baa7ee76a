import { getContestBoard } from '@docket/contracts/http/contest';
import { setContestProblems } from '@docket/contracts/http/contest-jury';
import { newId } from '@docket/runtime/id';
import { makeProblem } from '@docket/testing/builders';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { join, type Person } from './contest-stage.ts';
import { Noise } from './noise.ts';
import { findings, setStage } from './support.ts';

const stage = setStage();

async function openAs(person: Person, look?: Parameters<typeof stage.openPage>[0]): Promise<Page> {
  const page = await stage.openPage(look);
  await page.addInitScript((stored) => localStorage.setItem('docket.session', stored), JSON.stringify(person.session));
  return page;
}

/** A program long enough to be compared. */
const program = (total: string, row: string) => `def count(rows):
    ${total} = 0
    for ${row} in rows:
        if len(${row}) > 1 and ${row}[0] != '#':
            ${total} += int(${row}[0]) + int(${row}[1])
        elif len(${row}) == 1:
            ${total} -= int(${row}[0])
    return ${total}
print(count([line.split() for line in open(0)]))
`;

it(
  'a course is taught: roster, homework, grades, similarity, archive of what the student sees',
  { timeout: 120_000 },
  async () => {
    const unique = newId().slice(-8);
    const [teacher, ada, bo] = await Promise.all([
      join(stage, `teacher-${unique}`, 'setter'),
      join(stage, `ada-${unique}`),
      join(stage, `bo-${unique}`),
    ]);
    const { pool } = stage.docket.db;
    await pool.query('UPDATE users SET email_confirmed_at = now() WHERE username = ANY ($1::citext[])', [
      [ada.username, bo.username],
    ]);
    const [desk, phone] = await Promise.all([openAs(teacher), openAs(ada, { width: 390, height: 844, touch: true })]);
    const noise = [new Noise(desk), new Noise(phone)];

    // A course, and its roster: first with a fault, then without.
    await desk.goto('/courses');
    await desk.getByLabel('Title', { exact: true }).fill(`Loops ${unique}`);
    await desk.getByRole('button', { name: 'Make the course' }).click();
    const upload = (text: string) =>
      desk
        .getByLabel('Roster as CSV')
        .setInputFiles({ name: 'class.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const lines = [ada, bo].map(({ username }) => `${username};${username}@example.test;Mon`);
    await upload(['\uFEFFname;email;group', ...lines, lines[0]].join('\r\n'));
    await desk.getByText('line 4, column B (email)').waitFor();
    await upload(['\uFEFFname;email;group', ...lines].join('\r\n'));
    await desk.getByRole('button', { name: 'Take in 2 people' }).click();
    await expect.poll(() => desk.getByTestId('student').count()).toBe(2);

    // Homework with a problem of the teacher's own.
    await desk.getByRole('link', { name: 'Assignments', exact: true }).click();
    await desk.getByLabel('Title', { exact: true }).fill('Week 1');
    await desk.getByRole('button', { name: 'Make the assignment' }).click();
    await desk.waitForURL(/\/contests\/.*\/jury\/problems/);
    const slug = new URL(desk.url()).pathname.split('/')[2] ?? '';
    const { problemId } = await makeProblem(stage.docket.db);
    await pool.query('UPDATE problem_versions SET imported_by_id = $2 WHERE problem_id = $1', [
      problemId,
      teacher.session.userId,
    ]);
    await teacher.docket.call(setContestProblems, {
      params: { id: slug },
      body: { problems: [{ label: 'A', problemId, colour: null, points: null }] },
    });
    const home = `/courses/loops-${unique}`;
    await phone.goto(home);
    await phone.getByText('There are no assignments yet').waitFor();
    await desk.goto(home);
    await desk.getByRole('button', { name: 'Publish Week 1' }).click();
    // The student hears of it without a reload.
    await phone.getByTestId('assignment').waitFor();
    // Both hand in, one with the other's program; the grade book has their points by itself.
    for (const [person, code] of [
      [ada, program('total', 'row')],
      [bo, program('acc', 'line_')],
    ] as const)
      await person.docket.submit({ problemId, language: 'python3', code, contestId: await idOf(teacher, slug) });
    await desk.getByRole('link', { name: 'Grades', exact: true }).click();
    const cell = (name: string) =>
      desk.locator(`[data-testid=grade-row][data-name="${name}"]`).getByRole('button').textContent();
    await expect.poll(() => cell(ada.username), { timeout: 40_000 }).toBe('100');
    await desk.getByRole('button', { name: new RegExp(`^${bo.username}, Week 1`) }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByText('Points', { exact: true }).click();
    await dialog.getByRole('spinbutton', { name: 'Points' }).fill('40');
    await dialog.getByLabel('Reason').fill('Could not explain it');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => cell(bo.username)).toBe('40*');
    expect(await findings(desk)).toEqual([]);

    // The student sees their own, and nobody else.
    await phone.getByRole('link', { name: 'Grades', exact: true }).click();
    await phone.getByText('100 points', { exact: false }).waitFor();
    expect(await phone.locator('main').textContent()).not.toContain(bo.username);
    await phone.goto(`/contests/${slug}/board`);
    await phone.getByTestId('board-row').waitFor();
    expect(await phone.locator('main').textContent()).not.toContain(bo.username);
    const { rows } = await ada.docket.call(getContestBoard, { params: { id: slug }, query: {} });
    expect(rows).toHaveLength(1);

    // Who wrote alike, side by side, and what the teacher makes of it.
    await desk.goto(`/contests/${slug}/jury/similarity`);
    await desk.getByRole('button', { name: 'Compare', exact: true }).click();
    await desk.getByRole('button', { name: 'Show the pairs of A' }).click({ timeout: 40_000 });
    await desk.getByRole('button', { name: /^Side by side .* and / }).click();
    await desk.getByTestId('fragment-left').first().click();
    expect(await desk.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('fragment-right');
    await desk.getByText('Copied', { exact: true }).click();
    await desk.getByRole('button', { name: 'Save the decision' }).click();
    await desk.getByTestId('similar-pair').getByText('Copied').waitFor();
    expect(await findings(desk)).toEqual([]);
    await desk.goto(`${home}/settings`);
    await desk.getByLabel('Teachers').waitFor();
    await desk.goto(`${home}/log`);
    await desk.getByText('gave a grade').first().waitFor();
    for (const each of noise) expect(each.take()).toEqual([]);
  },
);

/** The id of a contest by its name in addresses. */
async function idOf(person: Person, slug: string): Promise<string> {
  const { contestId } = await person.docket.call(getContestBoard, { params: { id: slug }, query: {} });
  return contestId;
}
