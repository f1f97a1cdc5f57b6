/**
 * A command to a group, free of Akka: what is asked, where each member stands, and who is asked next. A group command is its
 * events; whatever decides works on the {@link dev.muster.twinservice.groupcommand.progress.GroupProgress} that they make.
 */
@NullMarked
package dev.muster.twinservice.groupcommand.progress;

import org.jspecify.annotations.NullMarked;
