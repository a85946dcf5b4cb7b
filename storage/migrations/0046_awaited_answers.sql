-- Awaited answers are told apart by what they were asked for, as buttons are.
UPDATE awaited_answers SET feature = 'fa', key = 'fa:' || replace(key, '.', ':') WHERE feature = 'feedback';
UPDATE awaited_answers SET feature = 'aa', key = 'aa:' || key WHERE feature = 'ask';
