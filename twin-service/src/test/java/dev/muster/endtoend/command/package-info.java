/** Commands end to end: real devices' topics, real journals, real deaths. */
@NullMarked
package dev.muster.endtoend.command;

import org.jspecify.annotations.NullMarked;
