/** What lets a node hold millions of small things. */
@NullMarked
package dev.muster.assetmodel.compact;

import org.jspecify.annotations.NullMarked;
