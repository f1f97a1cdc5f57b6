/** A small device to begin with: to read, to run, and to copy. */
@NullMarked
package dev.muster.loadtest.reference;

import org.jspecify.annotations.NullMarked;
