/** What is left after a restore. */
@NullMarked
package dev.muster.endtoend.backup;

import org.jspecify.annotations.NullMarked;
