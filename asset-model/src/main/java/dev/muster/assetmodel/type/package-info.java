/** Asset types: which signals an asset reports, in which unit, how often, within which limits. */
@NullMarked
package dev.muster.assetmodel.type;

import org.jspecify.annotations.NullMarked;
