/** Whether an asset is heard: a state machine without Akka; inputs in, events out, events change the state. */
@NullMarked
package dev.muster.twinservice.connectivity;

import org.jspecify.annotations.NullMarked;
