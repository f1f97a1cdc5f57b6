/** Who belongs to a group by rule: one evaluation for now and for any other moment. */
@NullMarked
package dev.muster.assetmodel.view.rule;

import org.jspecify.annotations.NullMarked;
