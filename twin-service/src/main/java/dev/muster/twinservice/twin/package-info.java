/** The digital twin of one asset: judges what its sources send, keeps its latest values, persists its transitions. */
@NullMarked
package dev.muster.twinservice.twin;

import org.jspecify.annotations.NullMarked;
