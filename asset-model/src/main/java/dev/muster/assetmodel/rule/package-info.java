/** Groups by rule: sets of assets that follow from what the assets are, not from where somebody placed them. */
@NullMarked
package dev.muster.assetmodel.rule;

import org.jspecify.annotations.NullMarked;
