-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

UPDATE awaited_answers SET feature = 'fa', key = 'fa:' || replace(key, '.', ':') WHERE feature = 'feedback';
UPDATE awaited_answers SET feature = 'aa', key = 'aa:' || key WHERE feature = 'ask';
