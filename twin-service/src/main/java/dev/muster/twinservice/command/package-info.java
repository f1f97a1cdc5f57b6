/**
 * Commands to assets, free of Akka: what is asked, what became of it, and the rules by which a twin decides. A command is a
 * document of its own, {@link dev.muster.twinservice.command.CommandRecord}: the same in the twin, in the audit, on the stream and over HTTP.
 */
@NullMarked
package dev.muster.twinservice.command;

import org.jspecify.annotations.NullMarked;
