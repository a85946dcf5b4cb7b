// Draws a lottery again from its published record, in the browser alone: see docs/lottery.md for the algorithm.
"use strict";
