/** What was measured of memory and of waking, and how it is told. */
@NullMarked
package dev.muster.loadtest.memory.figure;

import org.jspecify.annotations.NullMarked;
