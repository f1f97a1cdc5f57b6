/** The page at other moments than now: the model as it was and as it was believed to be, and assets over time. */
@NullMarked
package dev.muster.page.time;

import org.jspecify.annotations.NullMarked;
