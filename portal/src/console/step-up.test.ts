import { expect, test } from 'vitest';
import { ApiProblem } from '../ui/problem.ts';
import { currentQuestion, isCancelledStepUp, withStepUp } from './step-up.ts';

const refusal = new ApiProblem({ code: 'step-up-required', status: 403, title: '', detail: '' });

/** A call that is refused until `proved`, and counts how often it was made. */
function guardedCall() {
  const state = { proved: false, calls: 0 };
  const act = () => {
    state.calls += 1;
    return state.proved ? Promise.resolve('done') : Promise.reject(refusal);
  };
  return { state, act };
}

const nextTurn = () => new Promise((resolve) => setTimeout(resolve));

test('a call that needs a fresh proof is repeated once it was given', async () => {
  const { state, act } = guardedCall();
  const outcome = withStepUp(act);
  await nextTurn();
  state.proved = true;
  currentQuestion()?.proved();
  expect(await outcome).toBe('done');
  expect(state.calls).toBe(2);
  expect(currentQuestion()).toBeNull();
});

test('calls that wait at the same time share one question', async () => {
  const [one, other] = [guardedCall(), guardedCall()];
  const outcomes = Promise.all([withStepUp(one.act), withStepUp(other.act)]);
  await nextTurn();
  one.state.proved = true;
  other.state.proved = true;
  currentQuestion()?.proved();
  expect(await outcomes).toEqual(['done', 'done']);
});

test('closing the question leaves the call undone', async () => {
  const { state, act } = guardedCall();
  const outcome = withStepUp(act);
  await nextTurn();
  currentQuestion()?.cancel();
  await expect(outcome).rejects.toSatisfy(isCancelledStepUp);
  expect(state.calls).toBe(1);
});

test('any other problem is passed on without a question', async () => {
  const problem = new ApiProblem({ code: 'conflict', status: 409, title: '', detail: '' });
  await expect(withStepUp(() => Promise.reject(problem))).rejects.toBe(problem);
  expect(currentQuestion()).toBeNull();
});
