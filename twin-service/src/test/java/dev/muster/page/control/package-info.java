/** What a stage does instead of devices: takes commands, set-points and promises, of which a test says what becomes. */
@NullMarked
package dev.muster.page.control;

import org.jspecify.annotations.NullMarked;
