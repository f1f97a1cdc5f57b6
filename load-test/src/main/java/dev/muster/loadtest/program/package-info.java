/** What the programs behind {@code ./run} that end by themselves have in common. */
@NullMarked
package dev.muster.loadtest.program;

import org.jspecify.annotations.NullMarked;
