/** Asset types: which signals an asset reports, in which unit, how often, within which limits, and when. */
@NullMarked
package dev.muster.assetmodel.type;

import org.jspecify.annotations.NullMarked;
