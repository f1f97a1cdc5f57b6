/** What an orchestrator is told while something that all nodes share is away. */
@NullMarked
package dev.muster.endtoend.health;

import org.jspecify.annotations.NullMarked;
