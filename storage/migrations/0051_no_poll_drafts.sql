-- Polls and quizzes are put together as everything else is; one that was under way is begun anew.

DELETE FROM timers WHERE kind = 'poll_draft';
DELETE FROM awaited_answers WHERE feature IN ('poll', 'pw');
