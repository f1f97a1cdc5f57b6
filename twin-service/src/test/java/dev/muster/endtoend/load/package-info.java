/** The load simulations against a real service: that they work, and that they can fail. */
@NullMarked
package dev.muster.endtoend.load;

import org.jspecify.annotations.NullMarked;
