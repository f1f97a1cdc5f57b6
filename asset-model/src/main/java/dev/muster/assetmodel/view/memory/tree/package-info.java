/** Groups at work in the view: their members as they come and go, and the rosters made of them. */
@NullMarked
package dev.muster.assetmodel.view.memory.tree;

import org.jspecify.annotations.NullMarked;
