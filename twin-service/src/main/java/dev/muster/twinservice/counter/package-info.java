/** Counters that go on where the device before stopped. */
@NullMarked
package dev.muster.twinservice.counter;

import org.jspecify.annotations.NullMarked;
