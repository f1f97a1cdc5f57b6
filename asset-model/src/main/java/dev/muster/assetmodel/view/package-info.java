/** The model in memory, as every node holds it: who is expected where, now. */
@NullMarked
package dev.muster.assetmodel.view;

import org.jspecify.annotations.NullMarked;
