/** The page in a real browser: what a reader of it sees, hears and can reach with the keyboard. */
@NullMarked
package dev.muster.page;

import org.jspecify.annotations.NullMarked;
