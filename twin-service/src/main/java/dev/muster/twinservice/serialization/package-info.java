/** Marks what leaves a process: which classes are journaled and which travel between nodes. */
@NullMarked
package dev.muster.twinservice.serialization;

import org.jspecify.annotations.NullMarked;
