/** What many measured values come to, and how it is written. */
@NullMarked
package dev.muster.loadtest.bench.figure;

import org.jspecify.annotations.NullMarked;
