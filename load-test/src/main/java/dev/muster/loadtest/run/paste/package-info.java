/** Command lines that a story invites to paste. */
@NullMarked
package dev.muster.loadtest.run.paste;

import org.jspecify.annotations.NullMarked;
