/** How a twin decides about commands: inputs in, events and an answer out. Nothing here waits, sends or stores. */
@NullMarked
package dev.muster.twinservice.command.rules;

import org.jspecify.annotations.NullMarked;
