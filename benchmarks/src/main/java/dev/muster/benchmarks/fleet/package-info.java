/** What is measured with: a model of any size, and the records that its devices send. */
@NullMarked
package dev.muster.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
