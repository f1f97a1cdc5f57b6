/** Which assets took the place of which. */
@NullMarked
package dev.muster.assetmodel.view.temporal.lineage;

import org.jspecify.annotations.NullMarked;
