-- Lotteries are put together as everything else is; one that was under way is begun anew.

DROP TABLE lottery_drafts;
DELETE FROM awaited_answers WHERE feature IN ('lottery', 'ld');
