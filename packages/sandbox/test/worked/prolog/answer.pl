:- module(answer, [answer/1]).
answer(42).
