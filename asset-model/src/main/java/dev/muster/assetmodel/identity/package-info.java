/** Typed ids: past decoding, no id in Muster is a bare string. */
@NullMarked
package dev.muster.assetmodel.identity;

import org.jspecify.annotations.NullMarked;
