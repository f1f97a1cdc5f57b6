/** What one sees of commands, set-points and promises, in a real browser. */
@NullMarked
package dev.muster.page.command;

import org.jspecify.annotations.NullMarked;
