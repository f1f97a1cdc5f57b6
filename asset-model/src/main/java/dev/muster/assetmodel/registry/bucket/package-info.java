/** What one writer holds, and what it may know of the others. */
@NullMarked
package dev.muster.assetmodel.registry.bucket;

import org.jspecify.annotations.NullMarked;
