/** What single steps of the service cost, each by itself and all of them together; run by {@code ./run jmh}. */
@NullMarked
package dev.muster.benchmarks;

import org.jspecify.annotations.NullMarked;
