import { expect, test } from 'vitest';
import { ApiProblem, explanation, fieldErrors, otherFaults, problemFrom } from './problem.ts';

const faulty = new ApiProblem({
  code: 'invalid-request',
  status: 400,
  title: 'The request is not valid',
  detail: 'Two fields are wrong.',
  errors: [
    { field: 'days', message: 'must be at least 1 day' },
    { field: 'days', message: 'must be a whole number of days' },
    { field: 'token', message: 'is not a complete link' },
  ],
});

test('a form gets the first fault of each field, and no fault is swallowed', () => {
  expect(fieldErrors(faulty).days).toBe('Must be at least 1 day');
  expect(otherFaults(faulty, ['days']).map(({ field }) => field)).toEqual(['token']);
});

test('an explanation does not repeat the title', () => {
  const title = 'The code is not right';
  const explained = (detail: string) =>
    explanation(new ApiProblem({ code: 'wrong-code', status: 401, title, detail }));
  expect(explained('The code is not right. Wait for the next one.')).toBe('Wait for the next one.');
  expect(explained('The code is not right')).toBe('');
  expect(explained('Wait for the next one.')).toBe('Wait for the next one.');
});

test('problem+json keeps its code and says when to try again', async () => {
  const body = {
    type: 'about:blank',
    code: 'too-many-attempts',
    title: 't',
    detail: 'd',
    status: 429,
    retryAfter: 60,
  };
  const problem = await problemFrom(Response.json(body, { status: 429 }));
  expect(problem.code).toBe('too-many-attempts');
  expect(problem.retryAt?.getTime()).toBeGreaterThan(Date.now() + 59_000);
});

test('an error page of something in between is told apart', async () => {
  const problem = await problemFrom(new Response('<h1>Bad gateway</h1>', { status: 502 }));
  expect([problem.code, problem.status]).toEqual(['unreadable', 502]);
});
