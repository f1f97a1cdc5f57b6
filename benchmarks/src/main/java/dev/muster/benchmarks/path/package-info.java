/** The way of samples through one process, with nothing behind it that would have to be waited for. */
@NullMarked
package dev.muster.benchmarks.path;

import org.jspecify.annotations.NullMarked;
