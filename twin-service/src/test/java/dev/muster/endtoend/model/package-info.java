/** The asset model of the whole of Muster: written, imported and followed by others, while it is killed and started again. */
@NullMarked
package dev.muster.endtoend.model;

import org.jspecify.annotations.NullMarked;
