/** Many who write the model at the same time: what they wish, and what must hold of what came of it. */
@NullMarked
package dev.muster.twinservice.model.concurrent;

import org.jspecify.annotations.NullMarked;
