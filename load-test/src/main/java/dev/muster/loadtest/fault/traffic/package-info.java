/** What goes on all the time while things go wrong: telemetry and commands, and the memory of what was sent and done. */
@NullMarked
package dev.muster.loadtest.fault.traffic;

import org.jspecify.annotations.NullMarked;
