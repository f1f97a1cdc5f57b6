/** Promises on their stream, for others to verify. */
@NullMarked
package dev.muster.twinservice.promise.kafka;

import org.jspecify.annotations.NullMarked;
