/** Curves as pictures: plain text, and nothing that would have to be installed. */
@NullMarked
package dev.muster.benchmarks.growth.plot;

import org.jspecify.annotations.NullMarked;
