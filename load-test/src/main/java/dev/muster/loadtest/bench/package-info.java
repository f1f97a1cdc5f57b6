/** A stack and one Muster on it, for as long as something is measured; and what they are measured with. */
@NullMarked
package dev.muster.loadtest.bench;

import org.jspecify.annotations.NullMarked;
