/** The launcher behind the run command: starts everything and tells the story. */
@NullMarked
package dev.muster.loadtest.run;

import org.jspecify.annotations.NullMarked;
