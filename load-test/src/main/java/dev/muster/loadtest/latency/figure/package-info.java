/** What was measured of one load, and how it is told. */
@NullMarked
package dev.muster.loadtest.latency.figure;

import org.jspecify.annotations.NullMarked;
