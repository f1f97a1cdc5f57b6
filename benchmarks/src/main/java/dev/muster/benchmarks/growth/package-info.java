/** How the cost of a step grows with the size of what it works on. */
@NullMarked
package dev.muster.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
